import { inspect } from 'node:util';
import { createConfigReader } from '@portico/config';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createScmIntegrations, type GitIntegration } from './index.ts';

function read(integrations: Record<string, unknown> = {}) {
  const data = JSON.parse(JSON.stringify({ integrations }));
  return createScmIntegrations(createConfigReader([{ context: 'test', data }]));
}

const configured = read({
  github: [{ host: 'ghe.corp', apiBaseUrl: 'https://ghe.corp/api/v3/' }],
  gitlab: [{ host: 'gl.corp', apiBaseUrl: 'https://gl.corp/git/api/v4', baseUrl: 'https://gl.corp/git' }],
  bitbucketServer: [{ host: 'bbs.corp', apiBaseUrl: 'https://bbs.corp/ctx/rest/api/1.0' }],
  azure: [{ host: 'tfs.corp' }, { host: 'acme.visualstudio.com' }],
  gitea: [{ host: 'gitea.corp', baseUrl: 'https://gitea.corp/sub' }],
  gerrit: [{ host: 'gerrit.corp', gitilesBaseUrl: 'https://gerrit.corp/gitiles' }],
  harness: [{ host: 'app.harness.io' }],
  awsCodeCommit: [{ region: 'eu-west-1' }],
  awsS3: [{ endpoint: 'http://minio.corp:9000' }],
});

function gitAt(url: string): GitIntegration {
  const integration = configured.byUrl(url);
  if (!integration || !('parseUrl' in integration)) throw new Error(`no git host for ${url}`);
  return integration as GitIntegration;
}

describe('createScmIntegrations', () => {
  it('knows the public hosts without configuration, and without credentials', () => {
    const hosts = read()
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
    expect(read().github.byHost('github.com')?.config).toMatchObject({
      apiBaseUrl: 'https://api.github.com',
      rawBaseUrl: 'https://raw.githubusercontent.com',
      token: undefined,
    });
  });

  it('finds an integration by host and port, of a URL in any form', () => {
    const own = read({ gitea: [{ host: 'gitea.corp:3000' }] });
    expect(own.byUrl('https://gitea.corp:3000/o/r')?.type).toBe('gitea');
    expect(own.gitea.byUrl(new URL('http://gitea.corp:3000/'))?.title).toBe('gitea.corp:3000');
    expect(own.byUrl('https://gitea.corp/o/r')).toBeUndefined();
    expect(own.byUrl('no url')).toBeUndefined();
    expect(own.byHost('github.com')?.type).toBe('github');
    expect(own.byUrl('https://bucket.s3.eu-west-1.amazonaws.com/x')?.type).toBe('awsS3');
    expect(own.byUrl('https://evilamazonaws.com/x')).toBeUndefined();
  });

  it('cuts what creeps in around tokens and URLs, and keeps tokens unseen', () => {
    const { github } = read({
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
    expect(() => read(integrations)).toThrow(message);
  });
});

// [URL, what it points to, the URL of /x/y.yaml in it at line 7, where it is edited]
const grammars: [string, Record<string, string>, string, string][] = [
  [
    'https://github.com/o/r/blob/main/d/a.yaml',
    { owner: 'o', repo: 'r', ref: 'main', path: 'd/a.yaml', view: 'blob' },
    'https://github.com/o/r/tree/main/x/y.yaml#L7',
    'https://github.com/o/r/edit/main/d/a.yaml',
  ],
  [
    'https://ghe.corp/tree/r.git/blob/feature%2Fx/d%20e/a.yaml',
    { owner: 'tree', repo: 'r', ref: 'feature/x', path: 'd e/a.yaml', view: 'blob' },
    'https://ghe.corp/tree/r/tree/feature%2Fx/x/y.yaml#L7',
    'https://ghe.corp/tree/r.git/edit/feature%2Fx/d%20e/a.yaml',
  ],
  [
    'https://gitlab.com/g/s/t/r/-/blob/main/d/a.yaml',
    { owner: 'g/s/t', repo: 'r', ref: 'main', path: 'd/a.yaml', view: 'blob' },
    'https://gitlab.com/g/s/t/r/-/blob/main/x/y.yaml#L7',
    'https://gitlab.com/g/s/t/r/-/edit/main/d/a.yaml',
  ],
  [
    'https://gl.corp/git/g/r/blob/main/d/a.yaml',
    { owner: 'g', repo: 'r', ref: 'main', path: 'd/a.yaml', view: 'blob' },
    'https://gl.corp/git/g/r/blob/main/x/y.yaml#L7',
    'https://gl.corp/git/g/r/blob/main/d/a.yaml',
  ],
  [
    'https://bitbucket.org/w/r/src/main/d/a.yaml',
    { owner: 'w', repo: 'r', ref: 'main', path: 'd/a.yaml', view: 'src' },
    'https://bitbucket.org/w/r/src/main/x/y.yaml#lines-7',
    'https://bitbucket.org/w/r/src/main/d/a.yaml?mode=edit&at=main',
  ],
  [
    'https://bbs.corp/ctx/projects/P/repos/r/browse/d/a.yaml?at=feature%2Fx',
    { owner: 'P', repo: 'r', ref: 'feature/x', path: 'd/a.yaml', view: 'browse' },
    'https://bbs.corp/ctx/projects/P/repos/r/browse/x/y.yaml?at=feature%2Fx#7',
    'https://bbs.corp/ctx/projects/P/repos/r/browse/d/a.yaml',
  ],
  [
    'https://bbs.corp/ctx/users/u/repos/r/raw/d/a.yaml',
    { owner: '~u', repo: 'r', ref: '', path: 'd/a.yaml', view: 'raw' },
    'https://bbs.corp/ctx/users/u/repos/r/raw/x/y.yaml#7',
    'https://bbs.corp/ctx/users/u/repos/r/raw/d/a.yaml',
  ],
  [
    'https://dev.azure.com/o/p/_git/r?path=%2Fd%2Fa.yaml&version=GBfeature%2Fx',
    { owner: 'o', project: 'p', repo: 'r', ref: 'feature/x', refType: 'branch', path: 'd/a.yaml' },
    'https://dev.azure.com/o/p/_git/r?path=%2Fx%2Fy.yaml&version=GBfeature%2Fx&line=7&lineEnd=8&lineStartColumn=1&lineEndColumn=1',
    'https://dev.azure.com/o/p/_git/r?path=%2Fd%2Fa.yaml&version=GBfeature%2Fx',
  ],
  [
    'https://dev.azure.com/o/_git/r?path=/a.yaml',
    { owner: 'o', project: 'r', repo: 'r', ref: '', path: 'a.yaml' },
    'https://dev.azure.com/o/_git/r?path=%2Fx%2Fy.yaml&line=7&lineEnd=8&lineStartColumn=1&lineEndColumn=1',
    'https://dev.azure.com/o/_git/r?path=/a.yaml',
  ],
  [
    'https://tfs.corp/tfs/coll/p/_git/r?path=/a.yaml&version=GTv1',
    { owner: 'tfs/coll', project: 'p', repo: 'r', ref: 'v1', refType: 'tag', path: 'a.yaml' },
    'https://tfs.corp/tfs/coll/p/_git/r?path=%2Fx%2Fy.yaml&version=GTv1&line=7&lineEnd=8&lineStartColumn=1&lineEndColumn=1',
    'https://tfs.corp/tfs/coll/p/_git/r?path=/a.yaml&version=GTv1',
  ],
  [
    'https://acme.visualstudio.com/DefaultCollection/p/_git/r?path=/a.yaml&version=GCabc',
    { owner: 'acme', project: 'p', repo: 'r', ref: 'abc', refType: 'commit', path: 'a.yaml' },
    'https://acme.visualstudio.com/DefaultCollection/p/_git/r?path=%2Fx%2Fy.yaml&version=GCabc&line=7&lineEnd=8&lineStartColumn=1&lineEndColumn=1',
    'https://acme.visualstudio.com/DefaultCollection/p/_git/r?path=/a.yaml&version=GCabc',
  ],
  [
    'https://gitea.corp/sub/o/r/src/branch/main/d/a.yaml',
    { owner: 'o', repo: 'r', ref: 'main', refType: 'branch', path: 'd/a.yaml', view: 'src' },
    'https://gitea.corp/sub/o/r/src/branch/main/x/y.yaml#L7',
    'https://gitea.corp/sub/o/r/_edit/main/d/a.yaml',
  ],
  [
    'https://gerrit.corp/gitiles/a/b/+/refs/heads/main/d/a.yaml',
    { owner: '', repo: 'a/b', ref: 'main', refType: 'branch', path: 'd/a.yaml' },
    'https://gerrit.corp/gitiles/a/b/+/refs/heads/main/x/y.yaml#7',
    'https://gerrit.corp/admin/repos/edit/repo/a/b/branch/refs/heads/main/file/d/a.yaml',
  ],
  [
    'https://app.harness.io/ng/account/acc/module/code/orgs/o/projects/p/repos/r/edit/main/~/d/a.yaml',
    { owner: 'acc/o/p', repo: 'r', ref: 'main', path: 'd/a.yaml', view: 'edit' },
    'https://app.harness.io/ng/account/acc/module/code/orgs/o/projects/p/repos/r/files/main/~/x/y.yaml#L7',
    'https://app.harness.io/ng/account/acc/module/code/orgs/o/projects/p/repos/r/files/main/~/d/a.yaml',
  ],
  [
    'https://eu-west-1.console.aws.amazon.com/codesuite/codecommit/repositories/r/browse/refs/heads/main/--/a.yaml?region=eu-west-1',
    { owner: '', repo: 'r', ref: 'main', refType: 'branch', path: 'a.yaml', view: 'browse' },
    'https://eu-west-1.console.aws.amazon.com/codesuite/codecommit/repositories/r/browse/refs/heads/main/--/x/y.yaml?region=eu-west-1#L7',
    'https://eu-west-1.console.aws.amazon.com/codesuite/codecommit/repositories/r/files/edit/refs/heads/main/--/a.yaml?region=eu-west-1',
  ],
];

describe.each(grammars)('%s', (url, source, resolved, edit) => {
  it('is parsed', () => {
    expect(gitAt(url).parseUrl(url)).toEqual(source);
  });

  it('is the base of other URLs', () => {
    expect(configured.resolveUrl({ url: '/x/y.yaml', base: url, lineNumber: 7 })).toBe(resolved);
    expect(configured.resolveUrl({ url: 'https://other/x', base: url })).toBe('https://other/x');
  });

  it('has its page to edit', () => {
    expect(configured.resolveEditUrl(url)).toBe(edit);
  });

  it('keeps what is relative in the repository', () => {
    const { path, ref } = gitAt(url).parseUrl(url);
    const part = fc.constantFrom(
      'a',
      'b c',
      'ü',
      '%',
      '%2e%2e',
      '..',
      '.',
      '*',
      '[x]',
      '?',
      '#',
      'p+q',
      '\\',
      '@',
    );
    fc.assert(
      fc.property(fc.array(part, { minLength: 1, maxLength: 5 }), parts => {
        const target = encodeURI(parts.join('/'));
        const found = attempt(() => configured.resolveUrl({ url: target, base: url }));
        const folder = path.split('/').slice(0, -1).join('/');
        const climbs = climbsOut(`${folder}/${parts.join('/')}`);
        if (found === undefined) {
          expect(climbs).toBe(true);
          return;
        }
        const after = attempt(() => gitAt(found).parseUrl(found));
        if (after) expect([after.ref, after.repo]).toEqual([ref, gitAt(url).parseUrl(url).repo]);
      }),
    );
  });
});

function attempt<T>(work: () => T): T | undefined {
  try {
    return work();
  } catch (error) {
    expect(error).toMatchObject({ name: 'InputError' });
    return undefined;
  }
}

function climbsOut(path: string): boolean {
  let depth = 0;
  for (const part of path.split(/[/\\]/)) {
    if (part === '..') depth -= 1;
    else if (part !== '.' && part !== '') depth += 1;
    if (depth < 0) return true;
  }
  return false;
}

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
