import { type Config, type Secret, readOptionalSecret } from '@portico/config';
import { createGitIntegration, type UrlGrammar } from '../git-integration.ts';
import { integrationConfigs, readHost, withPublicHost } from '../host-config.ts';
import type { GitIntegration } from '../scm-integration.ts';
import { notSourceUrl, pathSegments, toSourcePath, type SourceUrl } from '../source-url.ts';
import { readAzureCredentials, type AzureCredential } from './azure-credentials-config.ts';

/** `integrations.azure[]` */
export interface AzureConfig {
  host: string;
  credentials: AzureCredential[];
  commitSigningKey: Secret | undefined;
}

/** Azure DevOps Services and Server. */
export type AzureIntegration = GitIntegration<AzureConfig>;

const publicHost: AzureConfig = { host: 'dev.azure.com', credentials: [], commitSigningKey: undefined };

/** Reads `integrations.azure`; dev.azure.com is always there. */
export function readAzureIntegrations(config: Config): AzureIntegration[] {
  const configs = integrationConfigs(config, 'azure').map(entry => {
    const host = readHost(entry, 'azure', publicHost.host);
    return {
      host,
      credentials: readAzureCredentials(entry, host),
      commitSigningKey: readOptionalSecret(entry, 'commitSigningKey'),
    };
  });
  return withPublicHost(configs, publicHost).map(entry => createGitIntegration('azure', entry, grammar));
}

const refTypes: Readonly<Record<string, SourceUrl['refType']>> = { GB: 'branch', GT: 'tag', GC: 'commit' };

/**
 * `/{organization}/{project}/_git/{repo}?path=/{path}&version=GB{branch}`
 * (`GT` a tag, `GC` a commit). Left out: the project if it is named like the
 * repository; the organization on `{organization}.visualstudio.com`. A server
 * may have a folder and collection in the place of the organization. Without
 * `version` it is the default branch.
 */
const grammar: UrlGrammar = {
  parse(url) {
    const segments = pathSegments(url);
    const git = segments.indexOf('_git');
    const repo = segments[git + 1] ?? '';
    const above = segments.slice(0, git);
    const isLegacy = url.hostname.endsWith('.visualstudio.com');
    const isDefaultCollection = isLegacy && above[0] === 'DefaultCollection';
    const named = isLegacy
      ? [url.hostname.split('.')[0] ?? '', ...above.slice(isDefaultCollection ? 1 : 0)]
      : above;
    if (git === -1 || repo === '' || named.length === 0 || named.includes('')) {
      throw notSourceUrl(url, `${url.origin}/organization/project/_git/repo?path=/file.yaml`);
    }
    // One name stands for the organization; two for it and the project; a server's three start with a folder.
    const owner = named.length === 1 ? named : named.slice(0, -1);
    const project = named.length === 1 ? repo : (named.at(-1) ?? '');
    return { owner: owner.join('/'), project, repo, ...parseVersion(url), path: parsePath(url) };
  },
  withPath(_source, path, url) {
    const resolved = new URL(url);
    resolved.searchParams.set('path', `/${path}`);
    return resolved;
  },
  setLine(url, line) {
    url.searchParams.set('line', String(line));
    url.searchParams.set('lineEnd', String(line + 1));
    url.searchParams.set('lineStartColumn', '1');
    url.searchParams.set('lineEndColumn', '1');
  },
  edit: (_source, url) => url.href,
};

function parseVersion(url: URL): Pick<SourceUrl, 'ref' | 'refType'> {
  const version = url.searchParams.get('version') ?? '';
  const refType = refTypes[version.slice(0, 2)];
  if (version === '') return { ref: '' };
  if (refType === undefined)
    throw notSourceUrl(url, `${url.origin}${url.pathname}?path=/file.yaml&version=GBmain`);
  return { ref: version.slice(2), refType };
}

function parsePath(url: URL): string {
  return toSourcePath((url.searchParams.get('path') ?? '').split('/'), url);
}
