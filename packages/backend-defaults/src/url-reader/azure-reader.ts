import type { UrlReaderReadTreeOptions, UrlReaderService } from '@portico/backend-plugin-api';
import { AuthenticationError, NotFoundError, NotModifiedError } from '@portico/errors';
import {
  encodePath,
  encodeSegment,
  redactUrl,
  type AzureIntegration,
  type SourceUrl,
} from '@portico/integration';
import { createArchiveReader } from './archive-reader.ts';
import type { HostAccess } from './host-access.ts';
import { assertFile, createHostClient, type HostRequest } from './host-client.ts';
import { conditionalHeaders, toReadUrlResponse } from './read-url-response.ts';
import type { TreeResponseFactory } from './tree-response-factory.ts';

/**
 * Reads from Azure DevOps: files as they are, trees and searches as a zip
 * archive of the folder. Their ETag is the last commit that changed it.
 */
export function createAzureReader(
  integration: AzureIntegration,
  access: HostAccess,
  trees: TreeResponseFactory,
): UrlReaderService {
  const client = createHostClient(integration, access);

  async function get(request: HostRequest): Promise<Response> {
    const response = await client.get(request);
    // The sign-in page of Azure DevOps, for whoever is not signed in.
    if (response.status !== 203) return response;
    await response.body?.cancel();
    throw new AuthenticationError(
      `'${redactUrl(request.url)}' was answered with a page to sign in. Check the credentials in integrations.azure.`,
    );
  }

  async function readFolder(url: string, folder: string, options: UrlReaderReadTreeOptions) {
    const source = integration.parseUrl(url);
    const path = folder.replaceAll(/^\/+|\/+$/g, '');
    const scope: Record<string, string> = path === '' ? {} : { 'searchCriteria.itemPath': `/${path}` };
    const commits = `${apiUrl(source, url)}/commits?${query({
      'searchCriteria.$top': '1',
      ...version(source, 'searchCriteria.itemVersion.'),
      ...scope,
    })}`;
    const found = await get({ options, url, ask: commits, headers: { accept: 'application/json' } });
    const { value } = (await found.json()) as { value?: { commitId: string }[] };
    const commit = value?.[0]?.commitId;
    if (commit === undefined)
      throw new NotFoundError(`'${redactUrl(url)}' has no commits. Check the path and the branch`);
    if (commit === options.etag) throw new NotModifiedError(`'${redactUrl(url)}' has not changed`);
    const ask = `${apiUrl(source, url)}/items?${query({
      recursionLevel: 'full',
      download: 'true',
      $format: 'zip',
      scopePath: `/${path}`,
      ...version(source, 'versionDescriptor.'),
    })}`;
    const headers = { accept: 'application/zip' };
    const response = await get({ options, url, ask, headers, limits: access.archiveLimits });
    // The archive of a folder starts with its name.
    const subpath = path.split('/').at(-1);
    return trees.fromZipArchive({
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
      const ask = `${apiUrl(source, url)}/items?${query({ path: `/${source.path}`, ...version(source, 'versionDescriptor.') })}`;
      const headers = { accept: 'application/octet-stream', ...conditionalHeaders(options) };
      return toReadUrlResponse(await get({ url, ask, options, headers }), url, options);
    },
  });
}

function apiUrl({ owner, project = '', repo }: SourceUrl, url: string): string {
  const { host, hostname, protocol } = new URL(url);
  const isService = hostname === 'dev.azure.com' || hostname.endsWith('.visualstudio.com');
  // Nobody can make credentials go out in the clear by how they write a URL.
  const origin = `${isService ? 'https:' : protocol}//${host}`;
  const organization = hostname.endsWith('.visualstudio.com') ? '' : `${encodePath(owner)}/`;
  return `${origin}/${organization}${encodeSegment(project)}/_apis/git/repositories/${encodeSegment(repo)}`;
}

function version({ ref = '', refType = 'branch' }: SourceUrl, prefix: string): Record<string, string> {
  return ref === '' ? {} : { [`${prefix}version`]: ref, [`${prefix}versionType`]: refType };
}

function query(parameters: Record<string, string>): string {
  return new URLSearchParams({ 'api-version': '6.0', ...parameters }).toString();
}
