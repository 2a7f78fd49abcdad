import { type Config, type Secret, readOptionalSecret } from '@portico/config';
import { InputError } from '@portico/errors';
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

/** `integrations.gerrit[]` */
export interface GerritConfig {
  host: string;
  baseUrl: string;
  cloneUrl: string;
  /** Where its repositories can be browsed. */
  gitilesBaseUrl: string;
  disableEditUrl: boolean;
  username: string | undefined;
  password: Secret | undefined;
  commitSigningKey: Secret | undefined;
}

/** Gerrit with Gitiles. */
export type GerritIntegration = GitIntegration<GerritConfig>;

/** Reads `integrations.gerrit`. */
export function readGerritIntegrations(config: Config): GerritIntegration[] {
  return integrationConfigs(config, 'gerrit')
    .map(readGerritConfig)
    .map(entry => createGitIntegration('gerrit', entry, createGrammar(entry)));
}

function readGerritConfig(config: Config): GerritConfig {
  const host = readHost(config, 'gerrit');
  const baseUrl = readBaseUrl(config, 'baseUrl', 'gerrit') ?? `https://${host}`;
  const gitilesBaseUrl = readBaseUrl(config, 'gitilesBaseUrl', 'gerrit');
  if (gitilesBaseUrl === undefined) {
    throw new InputError(
      `integrations.gerrit has no gitilesBaseUrl for '${host}'. Set it, like '${baseUrl}/gitiles'`,
    );
  }
  return {
    host,
    baseUrl,
    gitilesBaseUrl,
    cloneUrl: readBaseUrl(config, 'cloneUrl', 'gerrit') ?? baseUrl,
    disableEditUrl: config.getOptionalBoolean('disableEditUrl') ?? false,
    username: config.getOptionalString('username'),
    password: readOptionalSecret(config, 'password'),
    commitSigningKey: readOptionalSecret(config, 'commitSigningKey'),
  };
}

/** `{gitiles}/{project…}/+/{refs/heads/branch|refs/tags/tag|sha|HEAD}/{path}`, below `/a` when signed in. */
function createGrammar(config: GerritConfig): UrlGrammar {
  const prefix = new URL(config.gitilesBaseUrl).pathname.replace(/\/+$/, '');
  return {
    parse(url) {
      const plain = new URL(url);
      if (!plain.pathname.startsWith(`${prefix}/`)) plain.pathname = plain.pathname.replace(/^\/a\//, '/');
      const segments = pathSegments(plain, prefix);
      const plus = segments.indexOf('+');
      const project = (plus === -1 ? segments : segments.slice(0, plus)).filter(segment => segment !== '');
      const repo = project.join('/');
      if (repo === '') throw notSourceUrl(url, `${config.gitilesBaseUrl}/repo/+/refs/heads/main/file.yaml`);
      return { owner: '', repo, ...parseRef(plus === -1 ? [] : segments.slice(plus + 1), url) };
    },
    withPath(source, path, url) {
      const resolved = new URL(url);
      resolved.pathname = `${prefix}/${encodePath(source.repo)}/+/${formatRef(source)}/${encodePath(path)}`;
      return resolved;
    },
    setLine(url, line) {
      url.hash = String(line);
    },
    edit({ repo, ref = '', path }, url) {
      if (config.disableEditUrl) return url.href;
      const branch = `${encodePath(repo)}/branch/refs/heads/${encodePath(ref)}`;
      return `${config.baseUrl}/admin/repos/edit/repo/${branch}/file/${encodePath(path)}`;
    },
  };
}

function parseRef(segments: string[], url: URL): Pick<SourceUrl, 'ref' | 'refType' | 'path'> {
  const [first = '', second, third, ...rest] = segments;
  if (first === 'refs' && third !== undefined && (second === 'heads' || second === 'tags')) {
    return { ref: third, refType: second === 'heads' ? 'branch' : 'tag', path: toSourcePath(rest, url) };
  }
  if (first !== 'HEAD' && !/^[0-9a-f]{40}$/i.test(first)) return { path: '' };
  const path = toSourcePath(segments.slice(1), url);
  return first === 'HEAD' ? { ref: first, path } : { ref: first, refType: 'commit', path };
}

function formatRef({ ref = '', refType }: SourceUrl): string {
  if (refType === 'branch') return `refs/heads/${encodeSegment(ref)}`;
  return refType === 'tag' ? `refs/tags/${encodeSegment(ref)}` : ref;
}
