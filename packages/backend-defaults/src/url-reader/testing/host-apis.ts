import { createHash } from 'node:crypto';
import { tarOf, zipOf, type TestFiles } from './archives.ts';
import type { TestAnswer, TestRequest } from './test-host.ts';

/** What a test host holds. */
export interface TestRepository {
  files: TestFiles;
  commit: string;
}

/** Answers like the API of a host, for one repository. Each path is below the one in its name. */
export type HostApi = (
  request: TestRequest,
  repository: TestRepository,
) => TestAnswer | undefined | Promise<TestAnswer>;

const lastModified = 'Wed, 01 Oct 2025 00:00:00 GMT';

function file(files: TestFiles, path: string, { headers }: TestRequest): TestAnswer | undefined {
  const content = files[path];
  if (content === undefined) return undefined;
  const etag = `"${createHash('sha1').update(content).digest('hex')}"`;
  if (headers['if-none-match'] === etag) return { status: 304 };
  return { headers: { etag, 'last-modified': lastModified, 'content-type': 'text/plain' }, body: content };
}

function below(files: TestFiles, folder: string): TestFiles {
  return Object.fromEntries(
    Object.entries(files).filter(([path]) => folder === '' || path.startsWith(`${folder}/`)),
  );
}

async function archive(files: TestFiles, prefix: string): Promise<TestAnswer> {
  return { headers: { 'content-type': 'application/gzip' }, body: await tarOf(files, prefix) };
}

/** `/repos/o/r/…` */
export const githubApi: HostApi = async (request, { files, commit }) => {
  const { segments, url, headers } = request;
  const [, , , kind, ...rest] = segments;
  const path = rest.join('/');
  if (segments[0] === 'codeload') return archive(files, `o-r-${commit}`);
  if (kind === 'contents') return file(files, path, request) ?? { status: 404, json: {} };
  if (kind === 'commits') {
    if (path !== 'main' && path !== 'HEAD') return { status: 422, json: { message: 'No commit found' } };
    return headers['if-none-match'] === `"${commit}"` ? { status: 304 } : { body: commit };
  }
  if (kind === 'tarball' && path === commit) return { status: 302, headers: { location: '/codeload/o/r' } };
  if (kind === 'git' && rest[0] === 'blobs') return { body: Object.values(files)[Number(rest[1])] ?? '' };
  if (kind === 'git' && rest[0] === 'trees' && url.searchParams.get('recursive') === 'true') {
    const tree = Object.keys(files).map((name, sha) => ({
      path: name,
      type: 'blob',
      mode: '100644',
      sha: String(sha),
    }));
    return {
      json: { truncated: false, tree: [{ path: 'docs', type: 'tree', mode: '040000', sha: 'x' }, ...tree] },
    };
  }
  return { status: 404, json: {} };
};

/** `/api/v4/projects/g%2Fs%2Fr/…` */
export const gitlabApi: HostApi = async (request, { files, commit }) => {
  const [, , , project, repository, kind, path = '', raw] = request.segments;
  const { searchParams } = request.url;
  const folder = searchParams.get('path') ?? '';
  if (project !== 'g/s/r') return { status: 404, json: {} };
  if (repository === undefined) return { json: { default_branch: 'main' } };
  if (kind === 'files' && raw === 'raw' && searchParams.get('ref') === 'main') {
    return file(files, path, request) ?? { status: 404, json: {} };
  }
  if (kind === 'commits' && searchParams.get('ref_name') === 'main') {
    return { json: Object.keys(below(files, folder)).length > 0 ? [{ id: commit }] : [] };
  }
  if (kind === 'archive.tar.gz' && searchParams.get('sha') === commit)
    return archive(below(files, folder), `r-${commit}`);
  return { status: 404, json: {} };
};

/** `/api.bitbucket.org/2.0/repositories/w/r/…` and `/bitbucket.org/w/r/get/…` */
export const bitbucketApi: HostApi = async (request, { files, commit }) => {
  const [host, ...segments] = request.segments;
  const [, , , , kind, ref = '', ...path] = segments;
  if (host === 'bitbucket.org') {
    return segments[3] === `${commit}.tar.gz`
      ? archive(files, `w-r-${commit.slice(0, 12)}`)
      : { status: 404 };
  }
  if (kind === undefined) return { json: { mainbranch: { name: 'main' } } };
  if (kind === 'src' && (ref === 'main' || ref === commit)) {
    return file(files, path.join('/'), request) ?? { status: 404, json: {} };
  }
  if (kind === 'commits')
    return ref === 'main' || ref === 'a/b' ? { json: { values: [{ hash: commit }] } } : { status: 404 };
  return { status: 404, json: {} };
};

/** `/dev.azure.com/o/p/_apis/git/repositories/r/…` */
export const azureApi: HostApi = (request, { files, commit }) => {
  const { segments, url } = request;
  const query = (name: string) => url.searchParams.get(name);
  if (segments.slice(1, 7).join('/') !== 'o/p/_apis/git/repositories/r') return { status: 404, json: {} };
  if (segments[7] === 'commits') {
    const isMain = query('searchCriteria.itemVersion.version') === 'main';
    return isMain ? { json: { value: [{ commitId: commit }] } } : { status: 404, json: {} };
  }
  if (query('versionDescriptor.version') !== 'main' || query('versionDescriptor.versionType') !== 'branch')
    return { status: 404 };
  const scope = query('scopePath')?.slice(1);
  if (scope === undefined) return file(files, query('path')?.slice(1) ?? '', request);
  const parent = scope.includes('/') ? scope.length - (scope.split('/').at(-1)?.length ?? 0) : 0;
  const zipped = Object.entries(below(files, scope)).map(([path, content]) => [path.slice(parent), content]);
  return { headers: { 'content-type': 'application/zip' }, body: zipOf(Object.fromEntries(zipped)) };
};

/** `/sub/api/v1/repos/o/r/…` */
export const giteaApi: HostApi = async (request, { files, commit }) => {
  const [, , , , , , kind, ...path] = request.segments;
  const { searchParams } = request.url;
  if (kind === 'raw' && searchParams.get('ref') === 'main')
    return file(files, path.join('/'), request) ?? { status: 404 };
  if (kind === 'commits') {
    return ['main', null].includes(searchParams.get('sha'))
      ? { json: [{ sha: commit }] }
      : { status: 404, json: {} };
  }
  if (kind === 'archive' && path[0] === `${commit}.tar.gz`) return archive(files, 'r');
  return { status: 404, json: {} };
};
