import { type Config, type Secret, readOptionalSecret } from '@portico/config';
import { createGitIntegration, type UrlGrammar } from '../git-integration.ts';
import { integrationConfigs, readBaseUrl, readHost } from '../host-config.ts';
import type { GitIntegration } from '../scm-integration.ts';
import {
  encodePath,
  encodeSegment,
  notSourceUrl,
  pathSegments,
  toSourcePath,
  type SourceUrl,
} from '../source-url.ts';

/** `integrations.gitea[]` */
export interface GiteaConfig {
  host: string;
  baseUrl: string;
  username: string | undefined;
  /** The password of the user; an access token if there is none. */
  password: Secret | undefined;
  commitSigningKey: Secret | undefined;
}

/** Gitea and Forgejo. */
export type GiteaIntegration = GitIntegration<GiteaConfig>;

/** Reads `integrations.gitea`. */
export function readGiteaIntegrations(config: Config): GiteaIntegration[] {
  return integrationConfigs(config, 'gitea')
    .map(readGiteaConfig)
    .map(entry => createGitIntegration('gitea', entry, createGrammar(entry)));
}

function readGiteaConfig(config: Config): GiteaConfig {
  const host = readHost(config, 'gitea');
  return {
    host,
    baseUrl: readBaseUrl(config, 'baseUrl', 'gitea') ?? `https://${host}`,
    username: config.getOptionalString('username'),
    password: readOptionalSecret(config, 'password'),
    commitSigningKey: readOptionalSecret(config, 'commitSigningKey'),
  };
}

const refTypes: ReadonlySet<unknown> = new Set<SourceUrl['refType']>(['branch', 'tag', 'commit']);

/** `/{owner}/{repo}/{src|raw|_edit}/{branch|tag|commit}/{ref}/{path}` */
function createGrammar({ baseUrl }: GiteaConfig): UrlGrammar {
  const prefix = new URL(baseUrl).pathname.replace(/\/+$/, '');
  return {
    parse(url) {
      const [owner = '', repo = '', view, ...rest] = pathSegments(url, prefix);
      if (owner === '' || repo === '')
        throw notSourceUrl(url, `${baseUrl}/owner/repo/src/branch/main/file.yaml`);
      const found = { owner, repo: repo.replace(/\.git$/, ''), path: '' };
      const [refType, ref, ...path] = view === '_edit' ? ['branch', ...rest] : rest;
      const isFile = view === 'src' || view === 'raw' || view === '_edit';
      if (!isFile || ref === undefined || ref === '' || !isRefType(refType)) return found;
      return { ...found, view, refType, ref, path: toSourcePath(path, url) };
    },
    withPath({ owner, repo, view, refType = 'branch', ref = '' }, path, url) {
      const resolved = new URL(url);
      const segments = [owner, repo, view === 'raw' ? 'raw' : 'src', refType, ref].map(encodeSegment);
      resolved.pathname = `${prefix}/${segments.join('/')}/${encodePath(path)}`;
      return resolved;
    },
    setLine(url, line) {
      url.hash = `L${line}`;
    },
    edit({ owner, repo, ref = '', path }) {
      return `${baseUrl}/${[owner, repo, '_edit', ref].map(encodeSegment).join('/')}/${encodePath(path)}`;
    },
  };
}

function isRefType(value: string | undefined): value is NonNullable<SourceUrl['refType']> {
  return refTypes.has(value);
}
