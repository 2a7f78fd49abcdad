import { existsSync, mkdtempSync, readFileSync, readdirSync, readlinkSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buffer } from 'node:stream/consumers';
import { retryAfterOf } from '@portico/integration';
import { describe, expect, it } from 'vitest';
import { hosts, repository, startHostCase } from './testing/host-cases.ts';

describe.each(Object.entries(hosts))('the reader of %s', (name, hostCase) => {
  const etag = repository.commit.slice(0, hostCase.etagLength ?? 40);

  it('reads a file, and says when it has not changed', async () => {
    await using test = await startHostCase(hostCase);
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
    await using test = await startHostCase(hostCase);
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
    await using test = await startHostCase(hostCase);
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
    await using test = await startHostCase(hostCase);
    const url = hostCase.top?.(test.host) ?? test.at('');
    const files = await (await test.reader.readTree(url)).files();
    expect(files.map(({ path }) => path).toSorted()).toEqual(Object.keys(repository.files).toSorted());
    const packed = await (await test.reader.readTree(url)).archive();
    const bytes = await buffer(packed);
    expect(bytes.subarray(0, 2)).toEqual(Buffer.from([0x1f, 0x8b]));
  });

  it('finds the files of a pattern, and a single one', async () => {
    await using test = await startHostCase(hostCase);
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
    await using test = await startHostCase(hostCase);
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
    await using test = await startHostCase(hostCase, () => ({
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
    await using walled = await startHostCase(hostCase, () => page);
    const signIn = { name: 'AuthenticationError' };
    await expect(walled.reader.readUrl(walled.at('catalog-info.yaml'))).rejects.toMatchObject(signIn);
    await expect(walled.reader.readTree(walled.at('docs'))).rejects.toMatchObject(signIn);
    const isArchive = /codeload|archive|\/get\/|items/;
    await using broken = await startHostCase(hostCase, path =>
      isArchive.test(path) ? { body: 'no archive' } : undefined,
    );
    const tree = await broken.reader.readTree(broken.at('docs'));
    await expect(tree.files()).rejects.toMatchObject({ name: 'InputError' });
  });

  it('stops when told to', async () => {
    await using test = await startHostCase(hostCase, () => () => undefined);
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
    await using test = await startHostCase(hostCase);
    await expect(test.reader.readUrl(test.at(''))).rejects.toMatchObject({ name: 'InputError' });
    await expect(
      test.reader.readUrl(test.at('a/../../b').replaceAll('..', '%2e%2e').replace('%2F%2e%2e', '/..')),
    ).rejects.toThrow();
    expect(test.host.requests).toEqual([]);
  });
});

it('leaves no temporary folders behind', () => {
  expect(
    readdirSync(tmpdir()).filter(
      name => name.startsWith('portico-tree-') && existsSync(join(tmpdir(), name)),
    ),
  ).toEqual([]);
});
