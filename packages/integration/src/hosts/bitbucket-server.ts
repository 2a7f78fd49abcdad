import { type Config, type Secret, readOptionalSecret } from '@portico/config';
import { createGitIntegration, type UrlGrammar } from '../git-integration.ts';
import { integrationConfigs, readBaseUrl, readHost } from '../host-config.ts';
import type { GitIntegration } from '../scm-integration.ts';
import { encodePath, encodeSegment, notSourceUrl, pathSegments, toSourcePath } from '../source-url.ts';

/** `integrations.bitbucketServer[]` */
export interface BitbucketServerConfig {
  host: string;
  apiBaseUrl: string;
  token: Secret | undefined;
  username: string | undefined;
  password: Secret | undefined;
  commitSigningKey: Secret | undefined;
}

/** Bitbucket Server and Data Center. */
export type BitbucketServerIntegration = GitIntegration<BitbucketServerConfig>;

/** Reads `integrations.bitbucketServer`. */
export function readBitbucketServerIntegrations(config: Config): BitbucketServerIntegration[] {
  return integrationConfigs(config, 'bitbucketServer')
    .map(readBitbucketServerConfig)
    .map(entry => createGitIntegration('bitbucketServer', entry, createGrammar(entry)));
}

function readBitbucketServerConfig(config: Config): BitbucketServerConfig {
  const host = readHost(config, 'bitbucketServer');
  return {
    host,
    apiBaseUrl: readBaseUrl(config, 'apiBaseUrl', 'bitbucketServer') ?? `https://${host}/rest/api/1.0`,
    token: readOptionalSecret(config, 'token'),
    username: config.getOptionalString('username'),
    password: readOptionalSecret(config, 'password'),
    commitSigningKey: readOptionalSecret(config, 'commitSigningKey'),
  };
}

/**
 * `/projects/{key}/repos/{repo}/browse/{path}?at={ref}`, `/users/{name}/…` for
 * the repositories of a person, whose key is `~name`. Without `at` it is the
 * default branch.
 */
function createGrammar({ host, apiBaseUrl }: BitbucketServerConfig): UrlGrammar {
  const api = new URL(apiBaseUrl);
  const prefix = api.host === host ? api.pathname.replace(/\/rest\/api\/.*$/, '') : '';
  return {
    parse(url) {
      const [kind, name = '', repos, repo = '', view, ...path] = pathSegments(url, prefix);
      const isRepo = (kind === 'projects' || kind === 'users') && repos === 'repos' && repo !== '';
      if (!isRepo) {
        throw notSourceUrl(url, `${url.origin}${prefix}/projects/KEY/repos/repo/browse/file.yaml`);
      }
      const owner = kind === 'users' ? `~${name}` : name;
      const isFile = view === 'browse' || view === 'raw' || view === 'src';
      if (!isFile) return { owner, repo, path: '' };
      return { owner, repo, view, ref: url.searchParams.get('at') ?? '', path: toSourcePath(path, url) };
    },
    withPath({ owner, repo, view = 'browse' }, path, url) {
      const resolved = new URL(url);
      const folder = owner.startsWith('~')
        ? `users/${encodeSegment(owner.slice(1))}`
        : `projects/${encodeSegment(owner)}`;
      resolved.pathname = `${prefix}/${folder}/repos/${encodeSegment(repo)}/${view}/${encodePath(path)}`;
      return resolved;
    },
    setLine(url, line) {
      url.hash = String(line);
    },
    edit: (_source, url) => url.href.replace(/\?.*$/, ''),
  };
}
