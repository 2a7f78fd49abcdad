import { type Config, type Secret, readOptionalSecret } from '@portico/config';
import { InputError } from '@portico/errors';
import { createGitIntegration, type UrlGrammar } from '../git-integration.ts';
import { integrationConfigs, readBaseUrl, readHost, withPublicHost } from '../host-config.ts';
import type { GitIntegration } from '../scm-integration.ts';
import { encodePath, encodeSegment, notSourceUrl, pathSegments, toSourcePath } from '../source-url.ts';

/** When a request to GitLab is repeated. */
export interface GitlabRetryConfig {
  maxRetries: number;
  retryStatusCodes: number[];
  /** Below 1: as many as you like. */
  maxApiRequestsPerMinute: number;
}

/** `integrations.gitlab[]` */
export interface GitlabConfig {
  host: string;
  apiBaseUrl: string;
  /** Where people go; its path is part of every URL if GitLab is installed under one. */
  baseUrl: string;
  token: Secret | undefined;
  commitSigningKey: Secret | undefined;
  retry: GitlabRetryConfig | undefined;
}

/** GitLab, public or one's own. */
export type GitlabIntegration = GitIntegration<GitlabConfig>;

const publicHost: GitlabConfig = {
  host: 'gitlab.com',
  apiBaseUrl: 'https://gitlab.com/api/v4',
  baseUrl: 'https://gitlab.com',
  token: undefined,
  commitSigningKey: undefined,
  retry: undefined,
};

/** Reads `integrations.gitlab`; gitlab.com is always there. */
export function readGitlabIntegrations(config: Config): GitlabIntegration[] {
  const configs = integrationConfigs(config, 'gitlab').map(readGitlabConfig);
  return withPublicHost(configs, publicHost).map(entry =>
    createGitIntegration('gitlab', entry, createGrammar(entry)),
  );
}

/** The path under which a GitLab is installed, as in `/gitlab`; empty for most. */
export function gitlabRelativePath({ host, baseUrl }: GitlabConfig): string {
  return host === publicHost.host ? '' : new URL(baseUrl).pathname.replace(/\/+$/, '');
}

function readGitlabConfig(config: Config): GitlabConfig {
  const host = readHost(config, 'gitlab');
  const known = host === publicHost.host ? publicHost.apiBaseUrl : undefined;
  const apiBaseUrl = readBaseUrl(config, 'apiBaseUrl', 'gitlab') ?? known;
  if (apiBaseUrl === undefined) {
    throw new InputError(
      `integrations.gitlab has no apiBaseUrl for '${host}'. Set it, like 'https://${host}/api/v4'`,
    );
  }
  return {
    host,
    apiBaseUrl,
    baseUrl: readBaseUrl(config, 'baseUrl', 'gitlab') ?? `https://${host}`,
    token: readOptionalSecret(config, 'token'),
    commitSigningKey: readOptionalSecret(config, 'commitSigningKey'),
    retry: readRetryConfig(config.getOptionalConfig('retry')),
  };
}

function readRetryConfig(config: Config | undefined): GitlabRetryConfig | undefined {
  if (config === undefined) return undefined;
  const codes = config.getOptional<unknown>('retryStatusCodes') ?? [];
  if (!Array.isArray(codes) || !codes.every(code => typeof code === 'number')) {
    throw new InputError(
      `integrations.gitlab.retry.retryStatusCodes is no list of numbers. Write it like [429, 503]`,
    );
  }
  return {
    maxRetries: config.getOptionalNumber('maxRetries') ?? 0,
    retryStatusCodes: codes,
    maxApiRequestsPerMinute: config.getOptionalNumber('maxApiRequestsPerMinute') ?? -1,
  };
}

const views: ReadonlySet<string> = new Set(['blob', 'tree', 'raw', 'edit', 'blame', 'commits', 'commit']);

/** `/{group…}/{repo}/-/{view}/{ref}/{path}`, and without the dash as it was before GitLab 12. */
function createGrammar(config: GitlabConfig): UrlGrammar {
  const prefix = gitlabRelativePath(config);
  return {
    parse(url) {
      const segments = pathSegments(url, prefix);
      const dash = segments.indexOf('-');
      const legacy = segments.findIndex((segment, index) => index >= 2 && views.has(segment));
      const end = dash === -1 ? legacy : dash;
      const project = (end === -1 ? segments : segments.slice(0, end)).filter(segment => segment !== '');
      if (project.length < 2) throw notSourceUrl(url, `${config.baseUrl}/group/repo/-/blob/main/file.yaml`);
      const found = {
        owner: project.slice(0, -1).join('/'),
        repo: (project.at(-1) ?? '').replace(/\.git$/, ''),
        path: '',
      };
      const [view, ref, ...path] = end === -1 ? [] : segments.slice(dash === -1 ? end : end + 1);
      if (view === undefined || !views.has(view) || ref === undefined || ref === '') return found;
      return { ...found, view, ref, path: toSourcePath(path, url) };
    },
    withPath({ owner, repo, view = 'blob', ref = '' }, path, url) {
      const resolved = new URL(url);
      const dash = url.pathname.includes('/-/') ? '/-' : '';
      resolved.pathname = `${prefix}/${encodePath(`${owner}/${repo}`)}${dash}/${view}/${encodeSegment(ref)}/${encodePath(path)}`;
      return resolved;
    },
    setLine(url, line) {
      url.hash = `L${line}`;
    },
    edit({ view = '' }, url) {
      return /blob|tree|edit/.test(view) ? url.href.replace(`/-/${view}/`, '/-/edit/') : url.href;
    },
  };
}
