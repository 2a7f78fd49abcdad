import { type Config, type Secret, readOptionalSecret } from '@portico/config';
import { createGitIntegration, type UrlGrammar } from '../git-integration.ts';
import { integrationConfigs, readHost } from '../host-config.ts';
import type { GitIntegration } from '../scm-integration.ts';
import { encodePath, notSourceUrl, pathSegments, toSourcePath } from '../source-url.ts';

/** `integrations.harness[]` */
export interface HarnessConfig {
  host: string;
  token: Secret | undefined;
  apiKey: Secret | undefined;
}

/** Harness Code. */
export type HarnessIntegration = GitIntegration<HarnessConfig>;

/** Reads `integrations.harness`. */
export function readHarnessIntegrations(config: Config): HarnessIntegration[] {
  return integrationConfigs(config, 'harness')
    .map(entry => ({
      host: readHost(entry, 'harness'),
      token: readOptionalSecret(entry, 'token'),
      apiKey: readOptionalSecret(entry, 'apiKey'),
    }))
    .map(entry => createGitIntegration('harness', entry, grammar));
}

/**
 * `/ng/account/{account}/module/code/orgs/{org}/projects/{project}/repos/{repo}/files/{ref…}/~/{path}`;
 * the organization and the project may be left out, `edit` may stand for `files`.
 */
const grammar: UrlGrammar = {
  parse(url) {
    const segments = pathSegments(url);
    const after = (name: string) => segments[segments.indexOf(name) + 1] ?? '';
    const repos = segments.indexOf('repos');
    const repo = repos === -1 ? '' : after('repos');
    if (!segments.includes('account') || repo === '') {
      throw notSourceUrl(url, `${url.origin}/ng/account/id/module/code/repos/repo/files/main/~/file.yaml`);
    }
    const scopes = ['account', 'orgs', 'projects'].filter(scope => segments.indexOf(scope) !== -1);
    const found = { owner: scopes.map(after).join('/'), repo, path: '' };
    const [view, ...rest] = segments.slice(repos + 2);
    if (view !== 'files' && view !== 'edit') return found;
    const tilde = rest.indexOf('~');
    const ref = (tilde === -1 ? rest : rest.slice(0, tilde)).join('/').replace(/\/$/, '');
    return { ...found, view, ref, path: tilde === -1 ? '' : toSourcePath(rest.slice(tilde + 1), url) };
  },
  withPath: ({ ref = '' }, path, url) => withFile(url, 'files', ref, path),
  setLine(url, line) {
    url.hash = `L${line}`;
  },
  edit: ({ ref = '', path }, url) => withFile(url, 'files', ref, path).href,
};

function withFile(url: URL, view: string, ref: string, path: string): URL {
  const resolved = new URL(url);
  const repository = /^.*\/repos\/[^/]+/.exec(url.pathname)?.[0] ?? '';
  resolved.pathname = `${repository}/${view}/${encodePath(ref)}/~/${encodePath(path)}`;
  return resolved;
}
