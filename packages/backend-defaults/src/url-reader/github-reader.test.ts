import { describe, expect, it } from 'vitest';
import { startTestHost, type TestHost } from './testing/test-host.ts';
import { hosts, startHostCase } from './testing/host-cases.ts';

describe('the reader of github', () => {
  it('reads public files from the raw host, without credentials', async () => {
    const open = {
      ...hosts['github']!,
      config: ({ url }: TestHost) => ({
        github: [{ host: 'github.com', apiBaseUrl: url, rawBaseUrl: `${url}/raw` }],
      }),
    };
    await using test = await startHostCase(open, path =>
      path === '/raw/o/r/main/catalog-info.yaml' ? { body: 'raw' } : undefined,
    );
    expect(String(await (await test.reader.readUrl(test.at('catalog-info.yaml'))).buffer())).toBe('raw');
  });

  it('searches the archive of a repository that is too large to list', async () => {
    const isTree = /\/git\/trees\//;
    await using test = await startHostCase(hosts['github']!, path =>
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
    await using test = await startHostCase(hosts['github']!, path => {
      if (path.includes('/git/trees/')) return { json: { truncated: false, tree } };
      return path.endsWith('/contents/link.yaml') ? { body: 'what it leads to' } : undefined;
    });
    const { files } = await test.reader.search('https://github.com/o/r/blob/main/*.yaml');
    expect(String(await files[0]?.content())).toBe('what it leads to');
  });

  it('gives no credentials to where GitHub redirects to', async () => {
    await using elsewhere = await startTestHost(() => ({ status: 404 }));
    await using test = await startHostCase(hosts['github']!, path =>
      path.includes('/tarball/') ? { status: 302, headers: { location: `${elsewhere.url}/x` } } : undefined,
    );
    await expect(test.reader.readTree('https://github.com/o/r')).rejects.toMatchObject({
      name: 'NotAllowedError',
    });
    expect(elsewhere.requests).toEqual([]);
  });
});
