import type { UrlReaderReadTreeOptions, UrlReaderService } from '@portico/backend-plugin-api';
import { NotFoundError, NotModifiedError } from '@portico/errors';
import {
  encodePath,
  encodeSegment,
  redactUrl,
  type BitbucketCloudIntegration,
  type SourceUrl,
} from '@portico/integration';
import { createArchiveReader } from './archive-reader.ts';
import type { HostAccess } from './host-access.ts';
import { assertFile, createHostClient } from './host-client.ts';
import { conditionalHeaders, toReadUrlResponse } from './read-url-response.ts';
import type { TreeResponseFactory } from './tree-response-factory.ts';

/**
 * Reads from Bitbucket Cloud: files as they are, trees and searches as an
 * archive. Their ETag is the short hash of the commit.
 */
export function createBitbucketCloudReader(
  integration: BitbucketCloudIntegration,
  access: HostAccess,
  trees: TreeResponseFactory,
): UrlReaderService {
  const { apiBaseUrl, host } = integration.config;
  const client = createHostClient(integration, access);
  const named = ({ owner, repo }: SourceUrl) => `${encodeSegment(owner)}/${encodeSegment(repo)}`;
  const api = (source: SourceUrl) => `${apiBaseUrl}/repositories/${named(source)}`;

  async function findCommit(
    source: SourceUrl,
    url: string,
    options: UrlReaderReadTreeOptions,
  ): Promise<string> {
    const ref = source.ref ?? (await defaultBranch(source, url, options));
    const ask = `${api(source)}/commits/${encodeURIComponent(ref)}?pagelen=1`;
    const { values } = await client.getJson<{ values: { hash: string }[] }>({ options, url, ask });
    const hash = values[0]?.hash;
    if (hash === undefined) throw new NotFoundError(`'${redactUrl(url)}' has no commits. Check the branch`);
    return hash;
  }

  async function defaultBranch(
    source: SourceUrl,
    url: string,
    options: UrlReaderReadTreeOptions,
  ): Promise<string> {
    const { mainbranch } = await client.getJson<{ mainbranch?: { name: string } }>({
      options,
      url,
      ask: api(source),
    });
    if (!mainbranch)
      throw new NotFoundError(`'${redactUrl(url)}' has no main branch. Name a branch in the URL`);
    return mainbranch.name;
  }

  async function readFolder(url: string, subpath: string, options: UrlReaderReadTreeOptions) {
    const source = integration.parseUrl(url);
    const commit = await findCommit(source, url, options);
    const etag = commit.slice(0, 12);
    if (etag === options.etag) throw new NotModifiedError(`'${redactUrl(url)}' has not changed`);
    const ask = `https://${host}/${named(source)}/get/${encodeSegment(commit)}.tar.gz`;
    const response = await client.get({ options, url, ask, limits: access.archiveLimits });
    return trees.fromTarArchive({ response, subpath, etag, filter: options.filter, signal: options.signal });
  }

  return createArchiveReader({
    integration,
    readFolder,
    async readUrl(url, options = {}) {
      const source = assertFile(integration.parseUrl(url), url);
      // The API takes a ref with slashes for a folder.
      const ref = source.ref.includes('/') ? await findCommit(source, url, options) : source.ref;
      const ask = `${api(source)}/src/${encodeSegment(ref)}/${encodePath(source.path)}`;
      const response = await client.get({ url, ask, options, headers: conditionalHeaders(options) });
      return toReadUrlResponse(response, url, options);
    },
  });
}
