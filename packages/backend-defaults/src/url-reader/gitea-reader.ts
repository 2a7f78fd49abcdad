import type { UrlReaderReadTreeOptions, UrlReaderService } from '@portico/backend-plugin-api';
import { NotFoundError, NotModifiedError } from '@portico/errors';
import {
  encodePath,
  encodeSegment,
  redactUrl,
  type GiteaIntegration,
  type SourceUrl,
} from '@portico/integration';
import { createArchiveReader } from './archive-reader.ts';
import type { HostAccess } from './host-access.ts';
import { assertFile, createHostClient } from './host-client.ts';
import { conditionalHeaders, toReadUrlResponse } from './read-url-response.ts';
import type { TreeResponseFactory } from './tree-response-factory.ts';

/**
 * Reads from Gitea and Forgejo: files as they are, trees and searches as an
 * archive. Their ETag is the commit.
 */
export function createGiteaReader(
  integration: GiteaIntegration,
  access: HostAccess,
  trees: TreeResponseFactory,
): UrlReaderService {
  const { baseUrl } = integration.config;
  const client = createHostClient(integration, access);
  const api = ({ owner, repo }: SourceUrl) =>
    `${baseUrl}/api/v1/repos/${encodeSegment(owner)}/${encodeSegment(repo)}`;

  async function readFolder(url: string, subpath: string, options: UrlReaderReadTreeOptions) {
    const source = integration.parseUrl(url);
    const wanted = new URLSearchParams({ limit: '1', stat: 'false', verification: 'false', files: 'false' });
    if (source.ref !== undefined) wanted.set('sha', source.ref);
    const commits = await client.getJson<{ sha: string }[]>({
      options,
      url,
      ask: `${api(source)}/commits?${wanted}`,
    });
    const commit = commits[0]?.sha;
    if (commit === undefined) throw new NotFoundError(`'${redactUrl(url)}' has no commits. Check the branch`);
    if (commit === options.etag) throw new NotModifiedError(`'${redactUrl(url)}' has not changed`);
    const ask = `${api(source)}/archive/${encodeSegment(commit)}.tar.gz`;
    const response = await client.get({ options, url, ask, limits: access.archiveLimits });
    return trees.fromTarArchive({
      response,
      subpath,
      etag: commit,
      filter: options.filter,
      signal: options.signal,
    });
  }

  return createArchiveReader({
    integration,
    readFolder,
    async readUrl(url, options = {}) {
      const source = assertFile(integration.parseUrl(url), url);
      const ask = `${api(source)}/raw/${encodePath(source.path)}?ref=${encodeURIComponent(source.ref)}`;
      const response = await client.get({ url, ask, options, headers: conditionalHeaders(options) });
      return toReadUrlResponse(response, url, options);
    },
  });
}
