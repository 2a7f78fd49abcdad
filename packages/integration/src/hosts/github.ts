import { type Config, Secret, readOptionalSecret, readSecret } from '@portico/config';
import { createGitIntegration, type UrlGrammar } from '../git-integration.ts';
import { integrationConfigs, readBaseUrl, readHost, withPublicHost } from '../host-config.ts';
import type { GitIntegration } from '../scm-integration.ts';
import { encodePath, encodeSegment, notSourceUrl, pathSegments, toSourcePath } from '../source-url.ts';

/** A GitHub App that gives tokens for the owners it is installed at. */
export interface GithubAppConfig {
  appId: number;
  privateKey: Secret;
  clientId: string;
  clientSecret: Secret;
  webhookSecret: Secret | undefined;
  /** All that it is installed at, unless given. Compared without case. */
  allowedInstallationOwners: string[] | undefined;
  /** Whether any of its installations may be used to read what is public. */
  publicAccess: boolean;
}

/** `integrations.github[]` */
export interface GithubConfig {
  host: string;
  apiBaseUrl: string | undefined;
  rawBaseUrl: string | undefined;
  token: Secret | undefined;
  apps: GithubAppConfig[];
}

/** GitHub or GitHub Enterprise. */
export type GithubIntegration = GitIntegration<GithubConfig>;

const publicHost = 'github.com';
const publicUrls = { apiBaseUrl: 'https://api.github.com', rawBaseUrl: 'https://raw.githubusercontent.com' };

/** Reads `integrations.github`; github.com is always there. */
export function readGithubIntegrations(config: Config): GithubIntegration[] {
  const configs = integrationConfigs(config, 'github').map(readGithubConfig);
  return withPublicHost(configs, { host: publicHost, ...publicUrls, token: undefined, apps: [] }).map(entry =>
    createGitIntegration('github', entry, grammar),
  );
}

function readGithubConfig(config: Config): GithubConfig {
  const host = readHost(config, 'github', publicHost);
  const known = host === publicHost ? publicUrls : undefined;
  return {
    host,
    apiBaseUrl: readBaseUrl(config, 'apiBaseUrl', 'github') ?? known?.apiBaseUrl,
    rawBaseUrl: readBaseUrl(config, 'rawBaseUrl', 'github') ?? known?.rawBaseUrl,
    token: readOptionalSecret(config, 'token'),
    apps: (config.getOptionalConfigArray('apps') ?? []).map(readAppConfig),
  };
}

function readAppConfig(config: Config): GithubAppConfig {
  return {
    appId: config.getNumber('appId'),
    // Environment variables carry the lines of a key as \n.
    privateKey: new Secret(config.getString('privateKey').replaceAll(String.raw`\n`, '\n')),
    clientId: config.getString('clientId'),
    clientSecret: readSecret(config, 'clientSecret'),
    webhookSecret: readOptionalSecret(config, 'webhookSecret'),
    allowedInstallationOwners: config.getOptionalStringArray('allowedInstallationOwners'),
    publicAccess: config.getOptionalBoolean('publicAccess') ?? false,
  };
}

const views: ReadonlySet<string> = new Set(['blob', 'tree', 'raw', 'edit', 'blame', 'commits', 'commit']);

/** `/{owner}/{repo}/{view}/{ref}/{path}`; a ref with slashes has them encoded. */
const grammar: UrlGrammar = {
  parse(url) {
    const [owner = '', repo = '', view, ref, ...path] = pathSegments(url);
    if (owner === '' || repo === '') throw notSourceUrl(url, `${url.origin}/owner/repo/blob/main/file.yaml`);
    const found = { owner, repo: repo.replace(/\.git$/, ''), path: '' };
    if (view === undefined || !views.has(view) || ref === undefined || ref === '') return found;
    return { ...found, view, ref, path: toSourcePath(path, url) };
  },
  withPath({ owner, repo, view = '', ref = '' }, path, url) {
    const resolved = new URL(url);
    // A tree URL leads on to the file, where there is one.
    const page = /blob|tree|edit/.test(view) ? 'tree' : view;
    resolved.pathname = `/${[owner, repo, page, ref].map(encodeSegment).join('/')}/${encodePath(path)}`;
    return resolved;
  },
  setLine(url, line) {
    url.hash = `L${line}`;
  },
  edit({ view = '' }, url) {
    if (!/blob|tree|edit/.test(view)) return url.href;
    const edit = new URL(url);
    edit.pathname = url.pathname.replace(/^(\/[^/]+\/[^/]+)\/[a-z]+\//, '$1/edit/');
    return edit.href;
  },
};
