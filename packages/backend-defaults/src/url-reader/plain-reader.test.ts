import { gzipSync } from 'node:zlib';
import { createConfigReader } from '@portico/config';
import { describe, expect, it } from 'vitest';
import { createUrlReader } from './create-url-reader.ts';
import { createHostAccess } from './host-access.ts';
import { startTestHost, type TestAnswer, type TestRequest } from './testing/test-host.ts';

async function start(
  answer: (request: TestRequest) => TestAnswer | undefined,
  reading: Record<string, unknown> = {},
) {
  const host = await startTestHost(answer);
  const allow = [{ host: host.host, paths: ['/open'] }];
  const data = JSON.parse(JSON.stringify({ backend: { reading: { allow, ...reading } } }));
  const config = createConfigReader([{ context: 'test', data }]);
  const access = createHostAccess(config);
  const logger = { info() {}, warn() {}, error() {}, debug() {}, child: () => logger };
  const reader = createUrlReader({ config, logger, access: () => access });
  const text = async (path: string, options = {}) =>
    String(await (await reader.readUrl(`${host.url}${path}`, options)).buffer());
  return { reader, host, text, [Symbol.asyncDispose]: host[Symbol.asyncDispose] };
}

describe('a host of backend.reading.allow', () => {
  it('is read, with what makes a second reading cheap', async () => {
    const modified = 'Wed, 01 Oct 2025 00:00:00 GMT';
    await using test = await start(({ headers }) =>
      headers['if-none-match'] === '"1"' || headers['if-modified-since'] === modified
        ? { status: 304 }
        : { headers: { etag: '"1"', 'last-modified': modified }, body: 'hello' },
    );
    const url = `${test.host.url}/open/a.yaml`;
    const found = await test.reader.readUrl(url);
    expect([String(await found.buffer()), found.etag, found.lastModifiedAt]).toEqual([
      'hello',
      '"1"',
      new Date(modified),
    ]);
    const unchanged = { name: 'NotModifiedError' };
    await expect(test.reader.readUrl(url, { etag: '"1"' })).rejects.toMatchObject(unchanged);
    await expect(test.reader.readUrl(url, { lastModifiedAfter: new Date(modified) })).rejects.toMatchObject(
      unchanged,
    );
    await expect(test.reader.search(url, { etag: '"1"' })).rejects.toMatchObject(unchanged);
    const { files, etag } = await test.reader.search(url);
    expect([files[0]?.url, String(await files[0]?.content()), etag]).toEqual([url, 'hello', '"1"']);
    await test.text('/open/a.yaml', { token: 'mine' });
    expect(test.host.requests.map(({ headers }) => headers.authorization)).toEqual([
      ...Array(5),
      'Bearer mine',
    ]);
  });

  it('is read where it is allowed only', async () => {
    await using test = await start(() => ({ body: 'secret' }));
    const refused = { name: 'NotAllowedError' };
    await expect(test.text('/closed')).rejects.toMatchObject(refused);
    await expect(test.text('/open/..%2fclosed')).rejects.toMatchObject(refused);
    await expect(test.reader.readUrl('http://other.test/open')).rejects.toThrow(
      /add the host to backend.reading.allow/,
    );
    await expect(test.reader.readTree('http://169.254.169.254/')).rejects.toMatchObject(refused);
    await expect(test.reader.search('file:///etc/passwd')).rejects.toMatchObject(refused);
    const bare = 'localhost:80/open/a.yaml';
    await expect(test.reader.readUrl(bare)).rejects.toMatchObject(refused);
    await expect(test.reader.readUrl(bare)).rejects.toThrow(
      "'localhost:80/open/a.yaml' does not begin with http",
    );
    await expect(test.reader.readUrl('ada:secret@localhost/x')).rejects.toThrow("'localhost/x' does not");
    await expect(test.reader.readUrl('no url')).rejects.toMatchObject({ name: 'InputError' });
    expect(test.host.requests).toEqual([]);
  });

  it('may redirect to where it is allowed only', async () => {
    await using other = await startTestHost(() => ({ body: 'internal' }));
    const targets: Record<string, string> = {
      '/open/inside': '/open/there',
      '/open/path': '/closed',
      '/open/climb': '/open/..%2fclosed',
      '/open/host': `${other.url}/open/x`,
      '/open/metadata': 'http://169.254.169.254/latest/meta-data/',
      '/open/loop': '/open/loop',
    };
    await using test = await start(({ url }) => {
      const location = targets[url.pathname];
      return location === undefined ? { body: 'there' } : { status: 302, headers: { location } };
    });
    expect(await test.text('/open/inside')).toBe('there');
    for (const path of ['/open/path', '/open/climb', '/open/host', '/open/metadata']) {
      await expect(test.text(path)).rejects.toThrow(/to which .* redirects, is not allowed/);
    }
    await expect(test.text('/open/loop')).rejects.toThrow(/redirects more than 5 times/);
    expect(other.requests).toEqual([]);
  });

  it('takes no more memory and time than it may', async () => {
    await using test = await start(
      ({ url }) => {
        if (url.pathname === '/open/bomb') {
          return { headers: { 'content-encoding': 'gzip' }, body: gzipSync(Buffer.alloc(5_000_000)) };
        }
        return response => {
          const write = (): void => {
            while (!response.destroyed && response.write(Buffer.alloc(65_536)));
            response.once('drain', write);
          };
          write();
        };
      },
      { maxBytes: 1_000_000 },
    );
    await expect(test.text('/open/endless')).rejects.toThrow(
      /longer than 1000000 bytes. Raise backend.reading.maxBytes/,
    );
    await expect(test.text('/open/bomb')).rejects.toThrow(/longer than 1000000 bytes/);
    await using silent = await start(() => () => undefined, { maxSilence: '100ms' });
    await expect(silent.text('/open/silent')).rejects.toThrow(/silent for 100 ms/);
    await using slow = await start(() => () => undefined, { maxDuration: { milliseconds: 100 } });
    await expect(slow.text('/open/slow')).rejects.toThrow(/took longer than 100 ms/);
  });

  it('is not believed when it answers with a page to sign in', async () => {
    await using test = await start(() => ({ headers: { 'content-type': 'text/html' }, body: '<html>' }));
    await expect(test.text('/open/a.yaml')).rejects.toMatchObject({ name: 'AuthenticationError' });
    expect(await test.text('/open/a.html')).toBe('<html>');
  });

  it('says what it cannot do, and when to come back', async () => {
    await using test = await start(({ url }) =>
      url.pathname === '/open/busy' ? { status: 429, headers: { 'retry-after': '5' } } : undefined,
    );
    await expect(test.reader.readTree(`${test.host.url}/open/`)).rejects.toMatchObject({
      name: 'NotImplementedError',
    });
    await expect(test.reader.search(`${test.host.url}/open/*.yaml`)).rejects.toThrow(
      /plain hosts cannot be searched/,
    );
    await expect(test.text('/open/busy')).rejects.toMatchObject({ name: 'RateLimitError', retryAfter: 5000 });
    await expect(test.text('/open/missing')).rejects.toMatchObject({ name: 'NotFoundError' });
    expect(await test.reader.search(`${test.host.url}/open/missing`)).toEqual({ files: [], etag: '' });
  });

  it('names the module that is missing for a configured host', async () => {
    await using test = await start(() => undefined);
    await expect(test.reader.readUrl('https://storage.cloud.google.com/b/o')).rejects.toThrow(
      /No reader for integrations.googleGcs is installed: add a module/,
    );
  });
});
