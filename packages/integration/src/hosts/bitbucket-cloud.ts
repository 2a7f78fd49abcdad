import { type Config, type Secret, readOptionalSecret } from '@portico/config';
import { InputError } from '@portico/errors';
import { createGitIntegration, type UrlGrammar } from '../git-integration.ts';
import { integrationConfigs, withPublicHost } from '../host-config.ts';
import type { GitIntegration } from '../scm-integration.ts';
import { encodePath, encodeSegment, notSourceUrl, pathSegments, toSourcePath } from '../source-url.ts';

/** `integrations.bitbucketCloud[]`; there is one host of it. */
export interface BitbucketCloudConfig {
  host: string;
  apiBaseUrl: string;
  username: string | undefined;
  token: Secret | undefined;
  /** The former kind of token. */
  appPassword: Secret | undefined;
  clientId: string | undefined;
  clientSecret: Secret | undefined;
  commitSigningKey: Secret | undefined;
}

/** Bitbucket Cloud. */
export type BitbucketCloudIntegration = GitIntegration<BitbucketCloudConfig>;

const publicHost: BitbucketCloudConfig = {
  host: 'bitbucket.org',
  apiBaseUrl: 'https://api.bitbucket.org/2.0',
  username: undefined,
  token: undefined,
  appPassword: undefined,
  clientId: undefined,
  clientSecret: undefined,
  commitSigningKey: undefined,
};

/** Reads `integrations.bitbucketCloud`; bitbucket.org is always there. */
export function readBitbucketCloudIntegrations(config: Config): BitbucketCloudIntegration[] {
  const configs = integrationConfigs(config, 'bitbucketCloud').map(readBitbucketCloudConfig);
  return withPublicHost(configs, publicHost).map(entry =>
    createGitIntegration('bitbucketCloud', entry, grammar),
  );
}

function readBitbucketCloudConfig(config: Config): BitbucketCloudConfig {
  const found: BitbucketCloudConfig = {
    ...publicHost,
    username: config.getOptionalString('username'),
    token: readOptionalSecret(config, 'token'),
    appPassword: readOptionalSecret(config, 'appPassword'),
    clientId: config.getOptionalString('clientId')?.trim(),
    clientSecret: readOptionalSecret(config, 'clientSecret'),
    commitSigningKey: readOptionalSecret(config, 'commitSigningKey'),
  };
  if (found.username !== undefined && !found.token && !found.appPassword) {
    throw new InputError(`integrations.bitbucketCloud has a username and no token. Set 'token' too`);
  }
  if ((found.clientId === undefined) !== (found.clientSecret === undefined)) {
    throw new InputError(
      `integrations.bitbucketCloud has one of clientId and clientSecret. Set both or none`,
    );
  }
  return found;
}

/** `/{workspace}/{repo}/src/{ref}/{path}` */
const grammar: UrlGrammar = {
  parse(url) {
    const [owner = '', repo = '', view, ref, ...path] = pathSegments(url);
    if (owner === '' || repo === '')
      throw notSourceUrl(url, `${url.origin}/workspace/repo/src/main/file.yaml`);
    const found = { owner, repo: repo.replace(/\.git$/, ''), path: '' };
    const isFile = view === 'src' || view === 'raw' || view === 'annotate';
    if (!isFile || ref === undefined || ref === '') return found;
    return { ...found, view, ref, path: toSourcePath(path, url) };
  },
  withPath({ owner, repo, view = 'src', ref = '' }, path, url) {
    const resolved = new URL(url);
    resolved.pathname = `/${[owner, repo, view, ref].map(encodeSegment).join('/')}/${encodePath(path)}`;
    return resolved;
  },
  setLine(url, line) {
    url.hash = `lines-${line}`;
  },
  edit({ ref = '' }, url) {
    const edit = new URL(url);
    edit.searchParams.set('mode', 'edit');
    edit.searchParams.set('at', ref);
    return edit.href;
  },
};
