import { existsSync, mkdtempSync, readFileSync, readdirSync, readlinkSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buffer } from 'node:stream/consumers';
import { createConfigReader } from '@portico/config';
import { retryAfterOf } from '@portico/integration';
import { createScmCredentials, type GuardedFetch } from '@portico/integration/node';
import { describe, expect, it } from 'vitest';
import { createUrlReader } from './create-url-reader.ts';
import { createHostAccess } from './host-access.ts';
import {
  azureApi,
  bitbucketApi,
  giteaApi,
  githubApi,
  gitlabApi,
  type HostApi,
  type TestRepository,
} from './testing/host-apis.ts';
import { startTestHost, type TestAnswer, type TestHost } from './testing/test-host.ts';

const repository: TestRepository = {
  commit: '1234567890abcdef1234567890abcdef12345678',
  files: {
    'catalog-info.yaml': 'kind: Component',
    'docs/index.md': '# Home',
    'docs/deep/a b.md': 'deep',
    'docs/home.md': '->index.md',
    'services/x/catalog-info.yaml': 'kind: API',
    'services/y/catalog-info.yaml': 'kind: System',
    'services/y/other.yaml': 'kind: Other',
    'üñí/#1.md': 'odd',
  },
};

interface HostCase {
  api: HostApi;
  config(host: TestHost): Record<string, unknown>;
  /** The URL of a path at main, as the host shows it. */
  at(path: string, host: TestHost): string;
  /** The URL of the repository, without a ref. */
  top?(host: TestHost): string;
  authorization: string;
  isPublic?: boolean;
  etagLength?: number;
}

const encoded = (path: string) => path.split('/').map(encodeURIComponent).join('/');
const basic = (text: string) => `Basic ${Buffer.from(text).toString('base64')}`;

const hosts: Record<string, HostCase> = {
  github: {
    api: githubApi,
    config: ({ url }) => ({
      github: [{ host: 'github.com', apiBaseUrl: url, rawBaseUrl: `${url}/raw`, token: 'tok' }],
    }),
    at: path => `https://github.com/o/r/blob/main/${encoded(path)}`,
    top: () => 'https://github.com/o/r',
    authorization: 'Bearer tok',
  },
  gitlab: {
    api: gitlabApi,
    config: ({ url }) => ({ gitlab: [{ host: 'gitlab.com', apiBaseUrl: `${url}/api/v4`, token: 'tok' }] }),
    at: path => `https://gitlab.com/g/s/r/-/blob/main/${encoded(path)}`,
    top: () => 'https://gitlab.com/g/s/r',
    authorization: 'Bearer tok',
  },
  bitbucketCloud: {
    api: bitbucketApi,
    config: () => ({ bitbucketCloud: [{ username: 'u', token: 'tok' }] }),
    at: path => `https://bitbucket.org/w/r/src/main/${encoded(path)}`,
    top: () => 'https://bitbucket.org/w/r',
    authorization: basic('u:tok'),
    isPublic: true,
    etagLength: 12,
  },
  azure: {
    api: azureApi,
    config: () => ({ azure: [{ credentials: [{ personalAccessToken: 'tok' }] }] }),
    at: path => `https://dev.azure.com/o/p/_git/r?path=${encodeURIComponent(`/${path}`)}&version=GBmain`,
    authorization: basic(':tok'),
    isPublic: true,
  },
  gitea: {
    api: giteaApi,
    config: ({ url, host }) => ({ gitea: [{ host, baseUrl: `${url}/sub`, password: 'tok' }] }),
    at: (path, { url }) => `${url}/sub/o/r/src/branch/main/${encoded(path)}`,
    top: ({ url }) => `${url}/sub/o/r`,
    authorization: 'token tok',
  },
};

const publicHosts = /^https:\/\/(api\.bitbucket\.org|bitbucket\.org|dev\.azure\.com)\//;

async function start(
  hostCase: HostCase,
  instead: (path: string) => TestAnswer | undefined = () => undefined,
) {
  const host = await startTestHost(async request => {
    return instead(request.url.pathname) ?? hostCase.api(request, repository);
  });
  // The public hosts stand for this one.
  const reading = hostCase.isPublic ? { allow: [{ host: host.host }] } : {};
  const data = JSON.parse(JSON.stringify({ integrations: hostCase.config(host), backend: { reading } }));
  const config = createConfigReader([{ context: 'test', data }]);
  const real = createHostAccess(config);
  const fetch: GuardedFetch = async (url, request) =>
    real.fetch(
      String(url).replace(publicHosts, (_all, name: string) => `${host.url}/${name}/`),
      request,
    );
  const access = { ...real, fetch, credentials: createScmCredentials(real.integrations, { fetch }) };
  const logger = { info() {}, warn() {}, error() {}, debug() {}, child: () => logger };
  const reader = createUrlReader({ config, logger, access: () => access });
  return {
    reader,
    host,
    at: (path: string) => hostCase.at(path, host),
    [Symbol.asyncDispose]: host[Symbol.asyncDispose],
  };
}

describe.each(Object.entries(hosts))('the reader of %s', (name, hostCase) => {
  const etag = repository.commit.slice(0, hostCase.etagLength ?? 40);

  it('reads a file, and says when it has not changed', async () => {
    await using test = await start(hostCase);
    const url = test.at('docs/deep/a b.md');
    const found = await test.reader.readUrl(url);
    expect(String(await found.buffer())).toBe('deep');
    expect(String(await found.buffer())).toBe('deep');
    expect(found.lastModifiedAt).toEqual(new Date('2025-10-01'));
    expect(test.host.requests[0]?.headers.authorization).toBe(hostCase.authorization);
    const unchanged = test.reader.readUrl(url, { etag: found.etag ?? '' });
    await expect(unchanged).rejects.toMatchObject({ name: 'NotModifiedError' });
    const recent = test.reader.readUrl(url, { lastModifiedAfter: new Date('2025-10-02') });
    await expect(recent).rejects.toMatchObject({ name: 'NotModifiedError' });
    const streamed = await test.reader.readUrl(test.at('üñí/#1.md'));
    expect(String(Buffer.concat((await streamed.stream?.().toArray()) ?? []))).toBe('odd');
    await expect(streamed.buffer()).rejects.toMatchObject({ name: 'ConflictError' });
  });

  it('reads a folder', async () => {
    await using test = await start(hostCase);
    const tree = await test.reader.readTree(test.at('docs'));
    expect(tree.etag).toBe(etag);
    const files = await tree.files();
    const found = await Promise.all(files.map(async ({ path, content }) => [path, String(await content())]));
    const link = name === 'azure' ? '->index.md' : '# Home';
    expect(Object.fromEntries(found)).toEqual({
      'index.md': '# Home',
      'deep/a b.md': 'deep',
      'home.md': link,
    });
    await expect(tree.files()).rejects.toMatchObject({ name: 'ConflictError' });
    const again = test.reader.readTree(test.at('docs'), { etag });
    await expect(again).rejects.toMatchObject({ name: 'NotModifiedError' });
    const none = test.reader.readTree(test.at('nothing/here')).then(async empty => empty.files());
    expect(await none.catch((error: Error) => error.name)).toEqual(name === 'gitlab' ? 'NotFoundError' : []);
  });

  it('writes a folder, with what is wanted of it', async () => {
    await using test = await start(hostCase);
    const seen: string[] = [];
    const filter = (path: string) => {
      seen.push(path);
      return path.endsWith('.yaml');
    };
    const targetDir = mkdtempSync(join(tmpdir(), 'portico-test-'));
    const tree = await test.reader.readTree(test.at('services/y/'), { filter });
    expect(await tree.dir({ targetDir })).toBe(targetDir);
    expect(readdirSync(targetDir).toSorted()).toEqual(['catalog-info.yaml', 'other.yaml']);
    expect(seen.toSorted()).toEqual(['catalog-info.yaml', 'other.yaml']);
    rmSync(targetDir, { recursive: true });
    const docs = await (await test.reader.readTree(test.at('docs'))).dir();
    expect(readFileSync(join(docs, 'deep/a b.md'), 'utf8')).toBe('deep');
    if (name !== 'azure') expect(readlinkSync(join(docs, 'home.md'))).toBe('index.md');
    rmSync(docs, { recursive: true });
    const failing = await test.reader.readTree(test.at('docs'), {
      filter: () => {
        throw new Error('no');
      },
    });
    await expect(failing.dir()).rejects.toThrow('no');
  });

  it('reads the whole repository, of its default branch', async () => {
    await using test = await start(hostCase);
    const url = hostCase.top?.(test.host) ?? test.at('');
    const files = await (await test.reader.readTree(url)).files();
    expect(files.map(({ path }) => path).toSorted()).toEqual(Object.keys(repository.files).toSorted());
    const packed = await (await test.reader.readTree(url)).archive();
    const bytes = await buffer(packed);
    expect(bytes.subarray(0, 2)).toEqual(Buffer.from([0x1f, 0x8b]));
  });

  it('finds the files of a pattern, and a single one', async () => {
    await using test = await start(hostCase);
    const search = async (path: string, options = {}) => {
      const { files, etag: found } = await test.reader.search(test.at(path).replaceAll('%2A', '*'), options);
      const contents = await Promise.all(
        files.map(async ({ url, content }) => [url, String(await content())]),
      );
      return { found, contents: contents.toSorted(([a = ''], [b = '']) => (a < b ? -1 : 1)) };
    };
    const apis = [
      [test.at('services/x/catalog-info.yaml'), 'kind: API'],
      [test.at('services/y/catalog-info.yaml'), 'kind: System'],
    ];
    expect(await search('services/*/catalog-info.yaml')).toEqual({ found: etag, contents: apis });
    expect((await search('**/*.md')).contents.map(([, text]) => text)).toContain('odd');
    const own = await search('catalog-info.yaml');
    expect(own.contents).toEqual([[test.at('catalog-info.yaml'), 'kind: Component']]);
    expect(await search('missing.yaml')).toEqual({ found: '', contents: [] });
    await expect(search('services/*/catalog-info.yaml', { etag })).rejects.toMatchObject({
      name: 'NotModifiedError',
    });
    await expect(search('catalog-info.yaml', { etag: own.found })).rejects.toMatchObject({
      name: 'NotModifiedError',
    });
    for (const [url] of apis)
      expect(String(await (await test.reader.readUrl(String(url))).buffer())).toMatch(/^kind/);
  });

  it('uses the token of the caller', async () => {
    await using test = await start(hostCase);
    await test.reader.readUrl(test.at('catalog-info.yaml'), { token: 'mine' });
    await test.reader.search(test.at('*.yaml'), { token: 'mine' });
    const all = test.host.requests.filter(({ segments }) => segments[0] !== 'codeload');
    expect(new Set(all.map(({ headers }) => headers.authorization))).toEqual(new Set(['Bearer mine']));
  });

  it.each([
    [401, {}, 'AuthenticationError'],
    [403, {}, 'NotAllowedError'],
    [404, {}, 'NotFoundError'],
    [429, { 'retry-after': '17' }, 'RateLimitError'],
    [500, {}, 'ServiceUnavailableError'],
  ])('takes %d with %j for a %s everywhere', async (status, headers, expected) => {
    await using test = await start(hostCase, () => ({
      status,
      headers,
      json: { message: 'said' },
    }));
    for (const work of [
      async () => test.reader.readUrl(test.at('catalog-info.yaml')),
      async () => test.reader.readTree(test.at('docs')),
      async () => test.reader.search(test.at('services/*/x.yaml')),
    ]) {
      const error: unknown = await work().catch((failure: unknown) => failure);
      expect(error).toMatchObject({ name: expected });
      expect(String(error)).not.toContain('tok');
      expect(retryAfterOf(error)).toBe(status === 429 ? 17_000 : undefined);
    }
  });

  it('refuses a page to sign in, and what is no archive', async () => {
    const page = {
      status: name === 'azure' ? 203 : 200,
      headers: { 'content-type': 'text/html' },
      body: '<html>',
    };
    await using walled = await start(hostCase, () => page);
    const signIn = { name: 'AuthenticationError' };
    await expect(walled.reader.readUrl(walled.at('catalog-info.yaml'))).rejects.toMatchObject(signIn);
    await expect(walled.reader.readTree(walled.at('docs'))).rejects.toMatchObject(signIn);
    const isArchive = /codeload|archive|\/get\/|items/;
    await using broken = await start(hostCase, path =>
      isArchive.test(path) ? { body: 'no archive' } : undefined,
    );
    const tree = await broken.reader.readTree(broken.at('docs'));
    await expect(tree.files()).rejects.toMatchObject({ name: 'InputError' });
  });

  it('stops when told to', async () => {
    await using test = await start(hostCase, () => () => undefined);
    const work = (signal: AbortSignal) => [
      test.reader.readUrl(test.at('catalog-info.yaml'), { signal }),
      test.reader.readTree(test.at('docs'), { signal }),
      test.reader.search(test.at('*.yaml'), { signal }),
    ];
    const stop = new AbortController();
    const running = work(stop.signal);
    stop.abort(new Error('enough'));
    for (const each of running) await expect(each).rejects.toThrow('enough');
  });

  it('reads no folder as a file, and nothing that climbs', async () => {
    await using test = await start(hostCase);
    await expect(test.reader.readUrl(test.at(''))).rejects.toMatchObject({ name: 'InputError' });
    await expect(
      test.reader.readUrl(test.at('a/../../b').replaceAll('..', '%2e%2e').replace('%2F%2e%2e', '/..')),
    ).rejects.toThrow();
    expect(test.host.requests).toEqual([]);
  });
});

describe('the reader of github', () => {
  it('reads public files from the raw host, without credentials', async () => {
    const open = {
      ...hosts['github']!,
      config: ({ url }: TestHost) => ({
        github: [{ host: 'github.com', apiBaseUrl: url, rawBaseUrl: `${url}/raw` }],
      }),
    };
    await using test = await start(open, path =>
      path === '/raw/o/r/main/catalog-info.yaml' ? { body: 'raw' } : undefined,
    );
    expect(String(await (await test.reader.readUrl(test.at('catalog-info.yaml'))).buffer())).toBe('raw');
  });

  it('searches the archive of a repository that is too large to list', async () => {
    const isTree = /\/git\/trees\//;
    await using test = await start(hosts['github']!, path =>
      isTree.test(path) ? { json: { truncated: true, tree: [] } } : undefined,
    );
    const { files } = await test.reader.search(
      'https://github.com/o/r/blob/main/services/*/catalog-info.yaml',
    );
    expect(files.map(({ url }) => url).toSorted()).toEqual([
      test.at('services/x/catalog-info.yaml'),
      test.at('services/y/catalog-info.yaml'),
    ]);
  });

  it('asks the contents API for a symbolic link that a search finds', async () => {
    const tree = [{ path: 'link.yaml', type: 'blob', mode: '120000', sha: 'l' }];
    await using test = await start(hosts['github']!, path => {
      if (path.includes('/git/trees/')) return { json: { truncated: false, tree } };
      return path.endsWith('/contents/link.yaml') ? { body: 'what it leads to' } : undefined;
    });
    const { files } = await test.reader.search('https://github.com/o/r/blob/main/*.yaml');
    expect(String(await files[0]?.content())).toBe('what it leads to');
  });

  it('gives no credentials to where GitHub redirects to', async () => {
    await using elsewhere = await startTestHost(() => ({ status: 404 }));
    await using test = await start(hosts['github']!, path =>
      path.includes('/tarball/') ? { status: 302, headers: { location: `${elsewhere.url}/x` } } : undefined,
    );
    await expect(test.reader.readTree('https://github.com/o/r')).rejects.toMatchObject({
      name: 'NotAllowedError',
    });
    expect(elsewhere.requests).toEqual([]);
  });
});

describe('the reader of gitlab', () => {
  it('reads artifacts of jobs', async () => {
    await using test = await start(hosts['gitlab']!, path =>
      path === '/api/v4/projects/g%2Fs%2Fr/jobs/artifacts/main/raw/out/x.json'
        ? { headers: { etag: 'e' }, body: '{}' }
        : undefined,
    );
    const url = 'https://gitlab.com/g/s/r/-/jobs/artifacts/main/raw/out/x.json?job=build';
    expect(String(await (await test.reader.readUrl(url, { etag: 'e' })).buffer())).toBe('{}');
    expect(test.host.requests[0]?.url.search).toBe('?job=build');
    expect((await test.reader.search(url)).files).toHaveLength(1);
  });

  it('tries again as configured', async () => {
    const retry = { maxRetries: 2, retryStatusCodes: [429, 503] };
    const patient = {
      ...hosts['gitlab']!,
      config: ({ url }: TestHost) => ({
        gitlab: [{ host: 'gitlab.com', apiBaseUrl: `${url}/api/v4`, retry }],
      }),
    };
    let failures = 2;
    await using test = await start(patient, () =>
      (failures -= 1) >= 0 ? { status: 503, headers: { 'retry-after': '0' } } : undefined,
    );
    expect(String(await (await test.reader.readUrl(test.at('docs/index.md'))).buffer())).toBe('# Home');
    failures = 9;
    await expect(test.reader.readUrl(test.at('docs/index.md'))).rejects.toMatchObject({
      name: 'RateLimitError',
    });
    expect(test.host.requests).toHaveLength(6);
  });
});

it('the reader of bitbucketCloud reads from a branch with slashes', async () => {
  await using test = await start(hosts['bitbucketCloud']!);
  const found = await test.reader.readUrl('https://bitbucket.org/w/r/src/a%2Fb/docs/index.md');
  expect(String(await found.buffer())).toBe('# Home');
});

it('leaves no temporary folders behind', () => {
  expect(
    readdirSync(tmpdir()).filter(
      name => name.startsWith('portico-tree-') && existsSync(join(tmpdir(), name)),
    ),
  ).toEqual([]);
});
