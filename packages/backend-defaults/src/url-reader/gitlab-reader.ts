import type { UrlReaderReadTreeOptions, UrlReaderService } from '@portico/backend-plugin-api';
import { NotFoundError, NotModifiedError } from '@portico/errors';
import {
  encodeSegment,
  gitlabRelativePath,
  redactUrl,
  type GitlabIntegration,
  type SourceUrl,
} from '@portico/integration';
import { createArchiveReader } from './archive-reader.ts';
import type { HostAccess } from './host-access.ts';
import { assertFile, createHostClient } from './host-client.ts';
import { conditionalHeaders, toReadUrlResponse } from './read-url-response.ts';
import { withRetries } from './retry.ts';
import { searchSingleFile } from './search-response.ts';
import type { TreeResponseFactory } from './tree-response-factory.ts';

/**
 * Reads from GitLab: files, and artifacts of jobs, as they are; trees and
 * searches as an archive of the folder. Their ETag is the last commit that
 * changed it.
 */
export function createGitlabReader(
  integration: GitlabIntegration,
  access: HostAccess,
  trees: TreeResponseFactory,
): UrlReaderService {
  const { apiBaseUrl, retry } = integration.config;
  const client = createHostClient(integration, { ...access, fetch: withRetries(access.fetch, retry) });
  const project = ({ owner, repo }: SourceUrl) =>
    `${apiBaseUrl}/projects/${encodeURIComponent(`${owner}/${repo}`)}`;

  function fileUrl(url: string): string {
    const artifact = toArtifactUrl(integration, url);
    if (artifact !== undefined) return artifact;
    const source = assertFile(integration.parseUrl(url), url);
    const file = `${project(source)}/repository/files/${encodeURIComponent(source.path)}/raw`;
    return `${file}?ref=${encodeURIComponent(source.ref)}`;
  }

  async function readFolder(url: string, folder: string, options: UrlReaderReadTreeOptions) {
    const source = integration.parseUrl(url);
    const path = folder.replace(/\/+$/, '');
    const ref = source.ref ?? (await defaultBranch(source, url, options));
    const inFolder: Record<string, string> = path === '' ? {} : { path };
    const commits = await client.getJson<{ id: string }[]>({
      options,
      url,
      ask: `${project(source)}/repository/commits?${query({ ref_name: ref, per_page: '1', ...inFolder })}`,
    });
    const commit = commits[0]?.id;
    if (commit === undefined)
      throw new NotFoundError(`'${redactUrl(url)}' has no commits. Check the path and the branch`);
    if (commit === options.etag) throw new NotModifiedError(`'${redactUrl(url)}' has not changed`);
    const response = await client.get({
      options,
      url,
      ask: `${project(source)}/repository/archive.tar.gz?${query({ sha: commit, ...inFolder })}`,
      limits: access.archiveLimits,
    });
    return trees.fromTarArchive({
      response,
      subpath: path,
      etag: commit,
      filter: options.filter,
      signal: options.signal,
    });
  }

  async function defaultBranch(
    source: SourceUrl,
    url: string,
    options: UrlReaderReadTreeOptions,
  ): Promise<string> {
    const found = await client.getJson<{ default_branch: string }>({ options, url, ask: project(source) });
    return found.default_branch;
  }

  const reader = createArchiveReader({
    integration,
    readFolder,
    async readUrl(url, options = {}) {
      // GitLab gives artifacts an ETag of the job's page.
      const isArtifact = toArtifactUrl(integration, url) !== undefined;
      const headers = isArtifact ? {} : conditionalHeaders(options);
      const response = await client.get({ url, ask: fileUrl(url), options, headers });
      return toReadUrlResponse(response, url, isArtifact ? {} : options);
    },
  });
  return {
    ...reader,
    search: async (url, options = {}) =>
      toArtifactUrl(integration, url) === undefined
        ? reader.search(url, options)
        : searchSingleFile(reader, url, options),
  };
}

/** From `/{project}/-/jobs/artifacts/{ref}/raw/{path}?job={name}`, if it is such a URL. */
function toArtifactUrl({ config }: GitlabIntegration, url: string): string | undefined {
  const { pathname, search } = new URL(url);
  const prefix = gitlabRelativePath(config);
  const [project, artifact] = pathname.split('/-/jobs/artifacts/');
  if (project === undefined || artifact === undefined || !project.startsWith(`${prefix}/`)) return undefined;
  const path = project
    .slice(prefix.length + 1)
    .split('/')
    .map(decodeURIComponent)
    .join('/');
  return `${config.apiBaseUrl}/projects/${encodeSegment(path)}/jobs/artifacts/${artifact}${search}`;
}

function query(parameters: Record<string, string>): string {
  return new URLSearchParams(parameters).toString();
}
