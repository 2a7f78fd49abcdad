import type {
  UrlReaderReadTreeOptions,
  UrlReaderSearchOptions,
  UrlReaderService,
} from '@portico/backend-plugin-api';
import { InputError, NotModifiedError } from '@portico/errors';
import {
  encodePath,
  encodeSegment,
  redactUrl,
  type GithubIntegration,
  type SourceUrl,
} from '@portico/integration';
import { createGlobMatcher, isGlob } from './glob.ts';
import type { HostAccess } from './host-access.ts';
import { assertFile, createHostClient } from './host-client.ts';
import { conditionalHeaders, toReadUrlResponse } from './read-url-response.ts';
import { searchSingleFile, searchTree } from './search-response.ts';
import type { TreeResponseFactory } from './tree-response-factory.ts';

interface GitTree {
  truncated: boolean;
  tree: { path: string; type: string; mode: string; sha: string }[];
}

const raw = { accept: 'application/vnd.github.v3.raw' };

/**
 * Reads from GitHub: files through the contents API (from the raw host without
 * credentials, which has no low rate limit), trees as a tarball, searches in the
 * list of all files. The ETag of trees and searches is the commit.
 */
export function createGithubReader(
  integration: GithubIntegration,
  access: HostAccess,
  trees: TreeResponseFactory,
): UrlReaderService {
  const { apiBaseUrl, rawBaseUrl, host } = integration.config;
  if (apiBaseUrl === undefined && rawBaseUrl === undefined) {
    throw new InputError(
      `integrations.github has neither apiBaseUrl nor rawBaseUrl for '${host}'. Set apiBaseUrl`,
    );
  }
  const client = createHostClient(integration, access);
  const api = ({ owner, repo }: SourceUrl) => {
    if (apiBaseUrl === undefined)
      throw new InputError(`integrations.github has no apiBaseUrl for '${host}'. Set it`);
    return `${apiBaseUrl}/repos/${encodeSegment(owner)}/${encodeSegment(repo)}`;
  };

  async function findCommit(url: string, options: UrlReaderReadTreeOptions): Promise<string> {
    const source = integration.parseUrl(url);
    const response = await client.get({
      options,
      url,
      ask: `${api(source)}/commits/${encodeURIComponent(source.ref ?? 'HEAD')}`,
      headers: {
        accept: 'application/vnd.github.v3.sha',
        ...(options.etag !== undefined && { 'if-none-match': `"${options.etag}"` }),
      },
    });
    const commit = (await response.text()).trim();
    if (commit === options.etag) throw new NotModifiedError(`'${redactUrl(url)}' has not changed`);
    return commit;
  }

  async function readCommit(url: string, commit: string, options: UrlReaderReadTreeOptions) {
    const source = integration.parseUrl(url);
    const ask = `${api(source)}/tarball/${encodeURIComponent(commit)}`;
    const response = await client.get({ options, url, ask, limits: access.archiveLimits });
    return (subpath: string) => {
      return trees.fromTarArchive({
        response,
        subpath,
        etag: commit,
        filter: options.filter,
        signal: options.signal,
      });
    };
  }

  async function searchCommit(url: string, commit: string, options: UrlReaderSearchOptions) {
    const source = integration.parseUrl(url);
    const matches = createGlobMatcher(source.path);
    const ask = `${api(source)}/git/trees/${encodeURIComponent(commit)}?recursive=true`;
    const list = await client.getJson<GitTree>({ options, url, ask });
    if (list.truncated) {
      const read = await readCommit(url, commit, { ...options, filter: matches });
      return searchTree(await read(''), path => withPath(url, path));
    }
    const content = async ({ path, mode, sha }: GitTree['tree'][number]) => {
      // Of a symbolic link, the contents API gives the file that it leads to.
      const file = mode === '120000' ? `contents/${encodePath(path)}?ref=${commit}` : `git/blobs/${sha}`;
      const response = await client.get({ options, url, ask: `${api(source)}/${file}`, headers: raw });
      return Buffer.from(await response.arrayBuffer());
    };
    const found = list.tree.filter(({ type, path }) => type === 'blob' && matches(path));
    const files = found.map(item => ({ url: withPath(url, item.path), content: async () => content(item) }));
    return { files, etag: commit };
  }

  const reader: UrlReaderService = {
    async readUrl(url, options = {}) {
      const source = assertFile(integration.parseUrl(url), url);
      const { owner, repo, ref, path } = source;
      const useApi =
        apiBaseUrl !== undefined && (rawBaseUrl === undefined || (await client.isSignedIn({ url, options })));
      const ask = useApi
        ? `${api(source)}/contents/${encodePath(path)}?ref=${encodeURIComponent(ref)}`
        : `${rawBaseUrl}/${encodePath(`${owner}/${repo}/${ref}/${path}`)}`;
      const response = await client.get({
        options,
        url,
        ask,
        headers: { ...conditionalHeaders(options), ...raw },
      });
      return toReadUrlResponse(response, url, options);
    },
    async readTree(url, options = {}) {
      const commit = await findCommit(url, options);
      return (await readCommit(url, commit, options))(integration.parseUrl(url).path);
    },
    async search(url, options = {}) {
      if (!isGlob(integration.parseUrl(url).path)) return searchSingleFile(reader, url, options);
      return searchCommit(url, await findCommit(url, options), options);
    },
  };
  return reader;
}

/** The URL of another file at the same ref, on the same kind of page. */
function withPath(url: string, path: string): string {
  const found = new URL(url);
  found.pathname = `${found.pathname.split('/').slice(0, 5).join('/')}/${encodePath(path)}`;
  return found.href;
}
