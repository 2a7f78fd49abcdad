import { inspect } from 'node:util';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { GitIntegration } from './index.ts';
import { attempt, configured, gitAt, readIntegrations } from './testing/configured-hosts.ts';

describe('createScmIntegrations', () => {
  it('knows the public hosts without configuration, and without credentials', () => {
    const hosts = readIntegrations()
      .list()
      .map(({ type, config }) => [type, config.host]);
    expect(hosts).toEqual([
      ['awsS3', 'amazonaws.com'],
      ['azureBlobStorage', 'blob.core.windows.net'],
      ['azure', 'dev.azure.com'],
      ['bitbucketCloud', 'bitbucket.org'],
      ['github', 'github.com'],
      ['gitlab', 'gitlab.com'],
      ['googleGcs', 'storage.cloud.google.com'],
    ]);
    expect(readIntegrations().github.byHost('github.com')?.config).toMatchObject({
      apiBaseUrl: 'https://api.github.com',
      rawBaseUrl: 'https://raw.githubusercontent.com',
      token: undefined,
    });
  });

  it('finds an integration by host and port, of a URL in any form', () => {
    const own = readIntegrations({ gitea: [{ host: 'gitea.corp:3000' }] });
    expect(own.byUrl('https://gitea.corp:3000/o/r')?.type).toBe('gitea');
    expect(own.gitea.byUrl(new URL('http://gitea.corp:3000/'))?.title).toBe('gitea.corp:3000');
    expect(own.byUrl('https://gitea.corp/o/r')).toBeUndefined();
    expect(own.byUrl('no url')).toBeUndefined();
    expect(own.byHost('github.com')?.type).toBe('github');
    expect(own.byUrl('https://bucket.s3.eu-west-1.amazonaws.com/x')?.type).toBe('awsS3');
    expect(own.byUrl('https://evilamazonaws.com/x')).toBeUndefined();
  });

  it('cuts what creeps in around tokens and URLs, and keeps tokens unseen', () => {
    const { github } = readIntegrations({
      github: [{ host: 'github.com', token: ' ghp_very-secret \n', rawBaseUrl: 'https://raw/' }],
    });
    const config = github.byHost('github.com')?.config;
    expect(config?.token?.reveal()).toBe('ghp_very-secret');
    expect(config?.rawBaseUrl).toBe('https://raw');
    expect(github.list()).toHaveLength(1);
    for (const text of [
      JSON.stringify(config),
      inspect(config, { depth: 9, showHidden: true }),
      String(config?.token),
    ]) {
      expect(text).not.toContain('secret');
      expect(text).toContain('***');
    }
  });

  it.each([
    [
      { github: [{ host: 'https://github.com' }] },
      /'https:\/\/github.com' in integrations.github is no host/,
    ],
    [{ gitlab: [{ host: 'gl.corp' }] }, /no apiBaseUrl for 'gl.corp'/],
    [
      { gitlab: [{ host: 'gl.corp', apiBaseUrl: 'gl.corp/api' }] },
      /'gl.corp\/api' in integrations.gitlab.apiBaseUrl/,
    ],
    [{ gitlab: [{ host: 'gitlab.com', retry: { retryStatusCodes: ['429'] } }] }, /no list of numbers/],
    [{ bitbucketCloud: [{ username: 'u' }] }, /username and no token/],
    [{ bitbucketCloud: [{ clientId: 'u' }] }, /one of clientId and clientSecret/],
    [{ gerrit: [{ host: 'g' }] }, /no gitilesBaseUrl/],
    [{ azure: [{ token: 'x' }] }, /Move it into the list 'credentials'/],
    [{ azure: [{ credentials: [{ clientSecret: 'x' }, {}] }] }, /entry 1 .*; entry 2 /],
    [
      { azure: [{ credentials: [{ clientId: 'a' }, { personalAccessToken: 'b' }] }] },
      /for all organizations/,
    ],
    [
      { azure: [{ credentials: ['a', 'b'].map(clientId => ({ clientId, organizations: ['o'] })) }] },
      /'o' is in more than one entry/,
    ],
    [{ azure: [{ host: 'tfs', credentials: [{ clientId: 'a' }] }] }, /personalAccessToken only/],
    [{ awsS3: [{ endpoint: 'https://minio/path' }] }, /without a path/],
    [
      { azureBlobStorage: [{ accountName: 'a', accountKey: 'k', sasToken: 's' }] },
      /several credentials for 'a'/,
    ],
  ])('refuses %j with a remedy', (integrations, message) => {
    expect(() => readIntegrations(integrations)).toThrow(message);
  });
});

describe('resolveUrl', () => {
  const base = 'https://github.com/o/r/blob/main/d/a.yaml';

  it.each([
    ['./x.yaml', 'https://github.com/o/r/tree/main/d/x.yaml'],
    ['../x.yaml', 'https://github.com/o/r/tree/main/x.yaml'],
    ['./**/*.yaml', 'https://github.com/o/r/tree/main/d/**/*.yaml'],
    ['sub/a%20b.yaml', 'https://github.com/o/r/tree/main/d/sub/a%20b.yaml'],
    ['x.md#part', 'https://github.com/o/r/tree/main/d/x.md#part'],
    ['.', 'https://github.com/o/r/tree/main/d/'],
    ['//evil.com/x', 'https://github.com/o/r/tree/main/evil.com/x'],
    ['mailto:a@b.c', 'mailto:a@b.c'],
  ])('resolves %s', (url, expected) => {
    expect(configured.resolveUrl({ url, base })).toBe(expected);
  });

  it('refuses to leave the repository, or the bucket', () => {
    for (const url of ['../../x', '/../x', '..\\..\\x', '/%2e%2e/x']) {
      expect(() => configured.resolveUrl({ url, base })).toThrow(/leads out of the repository/);
    }
    const bucket = 'https://storage.cloud.google.com/bucket/d/a.yaml';
    expect(configured.resolveUrl({ url: '/x', base: bucket })).toBe(
      'https://storage.cloud.google.com/bucket/x',
    );
    expect(() => configured.resolveUrl({ url: '../../x', base: bucket })).toThrow(
      /leads out of '\/bucket\/'/,
    );
    const own = 'https://b.s3.eu-west-1.amazonaws.com/d/a.yaml';
    expect(configured.resolveUrl({ url: '/x', base: own })).toBe('https://b.s3.eu-west-1.amazonaws.com/x');
    expect(() => configured.resolveUrl({ url: '/../c/x', base: 'http://minio.corp:9000/b/a' })).toThrow(
      /leads out/,
    );
  });

  it('resolves for a repository without a ref, and for unknown hosts, like a link', () => {
    expect(configured.resolveUrl({ url: '/x', base: 'https://github.com/o/r' })).toBe(
      'https://github.com/o/r/x',
    );
    expect(configured.resolveUrl({ url: 'x', base: 'https://example.com/d/a?q=1', lineNumber: 3 })).toBe(
      'https://example.com/d/x?q=1#L3',
    );
    expect(() => configured.resolveUrl({ url: 'x', base: 'no url' })).toThrow(/no URL/);
    expect(configured.resolveEditUrl('https://example.com/x')).toBe('https://example.com/x');
    expect(configured.resolveEditUrl('https://github.com/o')).toBe('https://github.com/o');
  });
});

describe('parseUrl', () => {
  it.each([
    'https://github.com/o/r/blob/main/a%2F..%2F..%2Fb',
    'https://github.com/o/r/blob/main/%252e%252e/b',
    'https://github.com/o/r/blob/main/..%5Cb',
    'https://github.com/o/r/blob/main/a%00b',
    'https://github.com/o/r/blob/main/%E0%A4%A',
    'https://dev.azure.com/o/p/_git/r?path=/a/../../b',
    'https://gitlab.com/g/r/-/blob/main/d%2F..%2Fb',
    'https://github.com/o',
    'https://gitlab.com/g',
    'https://dev.azure.com/o/p',
    'https://dev.azure.com/o/p/_git/r?version=XXmain',
    'https://gl.corp/g/r/-/blob/main/a',
    'https://bbs.corp/ctx/x',
  ])('refuses %s', url => {
    expect(() => gitAt(url).parseUrl(url)).toThrow(expect.objectContaining({ name: 'InputError' }));
  });

  it('shows no password and no token of a URL that it refuses', () => {
    const url = 'https://user:pass@github.com/o?private_token=tok';
    expect(() => gitAt(url).parseUrl(url)).toThrow(
      /^'https:\/\/github.com\/o\?private_token=\*\*\*' does not point/,
    );
    expect(() => gitAt('https://github.com').parseUrl('ftp://user:pass@host/x?y')).toThrow(
      /^'ftp:\/\/host\/x\?y=\*\*\*' is no URL/,
    );
  });

  it('parses any URL, or says what is wrong with it', () => {
    const hosts = configured.list().filter(integration => 'parseUrl' in integration);
    const text = fc.oneof(
      fc.webPath(),
      fc.string(),
      fc.constantFrom('/-/', '/_git/', '/blob/', '?path=', '&version=GB'),
    );
    fc.assert(
      fc.property(fc.constantFrom(...hosts), fc.array(text, { maxLength: 5 }), (integration, parts) => {
        const url = `https://${integration.config.host}/${parts.join('/')}`;
        if (!URL.canParse(url)) return;
        const source = attempt(() => (integration as GitIntegration).parseUrl(url));
        if (source) expect(source.path.split(/[/\\]/)).not.toContain('..');
        attempt(() => integration.resolveUrl({ url: './x', base: url }));
        integration.resolveEditUrl(url);
      }),
    );
  });
});
