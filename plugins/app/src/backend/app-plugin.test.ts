import { createHash } from 'node:crypto';
import { once } from 'node:events';
import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { request, type IncomingMessage } from 'node:http';
import { join } from 'node:path';
import { brotliDecompressSync } from 'node:zlib';
import { describe, expect, it, vi } from 'vitest';
import { configReportServiceRef, createServiceFactory } from '@portico/backend-plugin-api';
import { createMockDirectory, startTestBackend, type TestBackend } from '@portico/backend-test-utils';
import type { JsonObject } from '@portico/config';
import app from './index.ts';

const indexHtml =
  '<!doctype html><html lang="en"><head><title>x</title></head><body><div id="root"></div><script type="module" src="./main.ts"></script></body></html>';

const sources = {
  web: {
    'index.html': indexHtml,
    'main.ts': "import './style.css'; void import('./later.ts'); console.log('first');",
    'later.ts': `console.log('${'later '.repeat(400)}');`,
    'style.css': 'body { color: red }',
  },
  'package.json': '{"workspaces":[]}',
  'package-lock.json': '{}',
};

interface Portal extends TestBackend {
  path(name: string): string;
  page(path: string): Promise<{ status: number; headers: Headers; text: string }>;
}

/** Starts a backend whose web app is in a new folder, or in one that is given. */
async function startPortal({
  folder = createMockDirectory({ content: sources }).path,
  config = {},
  visible = {},
}: { folder?: string; config?: JsonObject; visible?: JsonObject } = {}): Promise<Portal> {
  const report = createServiceFactory({
    service: configReportServiceRef,
    deps: {},
    factory: () => ({
      getPrintable: () => ({}),
      explain: () => undefined,
      getWarnings: () => [],
      getFrontendConfigs: () => [{ context: 'test', data: visible, filteredKeys: ['a.secret'] }],
    }),
  });
  const backend = await startTestBackend({
    features: [app, report],
    config: {
      ...config,
      app: {
        title: 'Portal <1>',
        web: { folder: join(folder, 'web'), output: join(folder, 'out') },
        ...(config['app'] as JsonObject | undefined),
      },
    },
  });
  return Object.assign(backend, {
    path: (name: string) => join(folder, name),
    async page(path: string) {
      const response = await fetch(`${backend.url}${path}`, { headers: { accept: 'text/html' } });
      return { status: response.status, headers: response.headers, text: await response.text() };
    },
  });
}

async function built(portal: Portal): Promise<string> {
  const deadline = Date.now() + 25_000;
  for (;;) {
    const { status, text } = await portal.page('/');
    if (status === 200) return text;
    if (text.includes('could not be built') || Date.now() > deadline) throw new Error(text);
    await new Promise(resolve => setTimeout(resolve, 50));
  }
}

const scriptOf = (html: string): string => /src="(\/static\/[^"]+\.js)"/.exec(html)?.[1] ?? 'none';

describe('the web app', () => {
  it('says that it is being built, is built, and built again only when its sources change', async () => {
    await using portal = await startPortal();
    const first = await portal.page('/');
    expect([first.status, first.headers.get('retry-after')]).toEqual([503, '1']);
    expect(first.text).toContain('is being built');
    const oldScript = scriptOf(await built(portal));
    expect((await fetch(portal.url + oldScript)).status).toBe(200);

    await using again = await startPortal({ folder: portal.path('') });
    expect(scriptOf(await built(again))).toBe(oldScript);
    expect(readdirSync(portal.path('out')).filter(name => name.startsWith('build-'))).toHaveLength(1);

    writeFileSync(portal.path('web/later.ts'), "console.log('changed')");
    await using changed = await startPortal({ folder: portal.path('') });
    expect(scriptOf(await built(changed))).not.toBe(oldScript);
    expect((await fetch(changed.url + oldScript)).status).toBe(200);
  });

  it('keeps builds that are served or may be in open tabs, and says of lost files that they are not there', async () => {
    await using portal = await startPortal();
    const script = scriptOf(await built(portal));
    const served = buildOf(portal);
    const longAgo = new Date(Date.now() - 8 * 86_400_000);
    await using again = await startPortal({ folder: portal.path('') });
    utimesSync(portal.path(`out/${served}`), longAgo, longAgo);
    mkdirSync(portal.path('out/build-0'));
    utimesSync(portal.path('out/build-0'), longAgo, longAgo);
    mkdirSync(portal.path('out/build-1'));
    await built(again);
    await expect
      .poll(() => statSync(portal.path(`out/${served}`)).mtimeMs)
      .toBeGreaterThan(longAgo.getTime());
    writeFileSync(portal.path('web/later.ts'), "console.log('changed')");
    await using changed = await startPortal({ folder: portal.path('') });
    await built(changed);
    const builds = readdirSync(portal.path('out')).filter(name => name.startsWith('build-'));
    expect([builds.length, builds]).toEqual([3, expect.arrayContaining(['build-1', served])]);

    rmSync(portal.path(`out/${served}`), { recursive: true });
    const lost = await fetch(portal.url + script);
    expect([lost.status, lost.headers.get('cache-control'), lost.headers.get('content-encoding')]).toEqual([
      404,
      'no-store',
      null,
    ]);
  });

  it('gets by without what another process has removed of its builds, and says what it cannot do without', async () => {
    const folder = createMockDirectory({ content: sources }).path;
    const output = join(folder, 'out');
    const serve = async (): Promise<string> => {
      await using portal = await startPortal({ folder });
      return scriptOf(await built(portal));
    };
    const first = await serve();
    // What stands in for a folder that is gone when its files are listed.
    writeFileSync(join(output, 'build-gone'), '');
    expect(await serve()).toBe(first);

    const index = (): string => {
      const { folder: name } = JSON.parse(readFileSync(join(output, 'portico-build.json'), 'utf8'));
      return join(output, name, 'index.html');
    };
    rmSync(index());
    expect(await serve()).toBe(first);

    rmSync(index());
    mkdirSync(index());
    await using portal = await startPortal({ folder });
    await vi.waitFor(async () => expect((await portal.page('/')).text).toContain('cannot be read'));
  });

  it('is built again when its sources change while they are built', async () => {
    const folder = createMockDirectory({
      content: {
        web: {
          'index.html': indexHtml,
          'main.ts': "console.log('old words');",
          'vite.config.ts': `
            import { writeFileSync } from 'node:fs';
            const change = () => writeFileSync(import.meta.dirname + '/main.ts', "console.log('new words');");
            export default { plugins: [{ name: 'change', buildEnd: change }] };`,
        },
        'package.json': '{"type":"module","workspaces":[]}',
        'package-lock.json': '{}',
      },
    }).path;
    await using portal = await startPortal({ folder });
    const script = await fetch(portal.url + scriptOf(await built(portal)));
    expect(await script.text()).toContain('new words');
    expect(readdirSync(portal.path('out')).filter(name => name.startsWith('build-'))).toHaveLength(2);
  });

  it('is built again when a package that it imports has changed, and not for others', async () => {
    const packageJson = JSON.stringify({ name: 'words', version: '1.0.0', main: 'index.js', type: 'module' });
    const folder = createMockDirectory({
      content: {
        web: { 'index.html': indexHtml, 'main.ts': "import { word } from 'words'; console.log(word);" },
        node_modules: { words: { 'package.json': packageJson, 'index.js': "export const word = 'one';" } },
        'package.json': '{"workspaces":[]}',
        'package-lock.json': '{}',
      },
    }).path;
    await using portal = await startPortal({ folder });
    const oldScript = scriptOf(await built(portal));

    writeFileSync(portal.path('package-lock.json'), '{"changed":true}');
    await using same = await startPortal({ folder });
    await built(same);
    expect(readdirSync(portal.path('out')).filter(name => name.startsWith('build-'))).toHaveLength(1);

    writeFileSync(portal.path('node_modules/words/package.json'), packageJson.replace('1.0.0', '2.0.0'));
    writeFileSync(portal.path('node_modules/words/index.js'), "export const word = 'two';");
    await using changed = await startPortal({ folder });
    expect(scriptOf(await built(changed))).not.toBe(oldScript);
  });

  it('fetches features and what they share beside the first script', async () => {
    const feature = "import { shared } from '../../shared.ts'; export default () => shared();";
    const folder = createMockDirectory({
      content: {
        web: {
          'index.html': indexHtml,
          'main.ts': "void import('./one/web/index.ts'); void import('./two/web/index.ts');",
          one: { web: { 'index.ts': `${feature} console.log('feature one');` } },
          two: {
            web: { 'index.ts': `${feature} console.log('feature two'); void import('../page.ts');` },
            'page.ts': "console.log('the page');",
          },
          'shared.ts': "export const shared = () => console.log('shared by features');",
        },
        'package.json': '{"workspaces":[]}',
      },
    }).path;
    await using portal = await startPortal({ folder });
    const html = await built(portal);
    const [build = ''] = readdirSync(portal.path('out')).filter(name => name.startsWith('build-'));
    const files = readdirSync(portal.path(`out/${build}/static`)).filter(name => name.endsWith('.js'));
    const fileWith = (text: string): string | undefined =>
      files.find(name => readFileSync(portal.path(`out/${build}/static/${name}`), 'utf8').includes(text));
    for (const text of ['feature one', 'feature two', 'shared by features'])
      expect(html).toContain(`<link rel="modulepreload" crossorigin href="/static/${fileWith(text)}">`);
    expect(html).not.toContain(fileWith('the page'));
  });

  it('tells why it could not be built', async () => {
    const { path: folder } = createMockDirectory({
      content: { web: { 'index.html': indexHtml, 'main.ts': "import './gone.ts';" } },
    });
    await using portal = await startPortal({ folder });
    await expect(built(portal)).rejects.toThrow(/could not be built[^]*gone\.ts/);
  });

  it('gives the browser what it may know, and lets no value out of the script', async () => {
    await using portal = await startPortal({
      visible: { app: { title: '</script><script>alert(1)</script>' } },
    });
    const html = await built(portal);
    const data = /<script type="backstage.io\/config">([^]*?)<\/script>/.exec(html)?.[1] ?? '';
    expect(JSON.parse(data)).toEqual([
      { context: 'test', data: { app: { title: '</script><script>alert(1)</script>' } } },
    ]);
    expect(html).toContain('<title>Portal &#60;1&#62;</title>');
  });

  it('answers every path of the app with the page, which runs only its own scripts', async () => {
    await using portal = await startPortal();
    await built(portal);
    const { status, headers, text } = await portal.page('/catalog/default/component/a.b');
    expect([status, headers.get('cache-control'), headers.get('x-frame-options')]).toEqual([
      200,
      'no-store, max-age=0',
      'DENY',
    ]);
    const policy = headers.get('content-security-policy') ?? '';
    const inline = [...text.matchAll(/<script>([^]*?)<\/script>/g)].map(match => match[1] ?? '');
    expect(inline).toHaveLength(1);
    const hashes = inline.map(code => `'sha256-${createHash('sha256').update(code).digest('base64')}'`);
    expect(/script-src ([^;]*)/.exec(policy)?.[1]).toBe(`'self' ${hashes.join(' ')}`);
  });

  it('keeps directives of backend.csp, and the hashes beside them', async () => {
    await using portal = await startPortal({
      config: {
        app: { baseUrl: 'http://localhost:7007' },
        backend: { csp: { 'script-src': ["'self'", 'https://a.example'], 'object-src': false } },
      },
    });
    await built(portal);
    const policy = (await portal.page('/')).headers.get('content-security-policy') ?? '';
    expect(policy).toMatch(/script-src 'self' https:\/\/a\.example 'sha256-[^']+'(?:;|$)/);
    expect(policy).not.toContain('object-src');
  });

  it('serves files compressed and for a year, by their exact names only', async () => {
    await using portal = await startPortal();
    await built(portal);
    const later = readdirSync(join(portal.path('out'), buildOf(portal), 'static')).find(name =>
      /^later.*\.js$/.test(name),
    );
    const url = `${portal.url}/static/${later}`;
    // fetch takes the encoding off, and its header with it.
    const [raw] = (await once(request(url, { headers: { 'accept-encoding': 'br' } }).end(), 'response')) as [
      IncomingMessage,
    ];
    raw.resume();
    expect(raw.headers).toMatchObject({
      'content-encoding': 'br',
      'cache-control': 'public, max-age=31536000, immutable',
      'content-type': 'text/javascript; charset=utf-8',
    });
    const file = join(portal.path('out'), buildOf(portal), 'static', `${later}.br`);
    expect(brotliDecompressSync(readFileSync(file)).toString()).toBe(await (await fetch(url)).text());
    const plain = await fetch(url, { headers: { 'accept-encoding': 'identity' } });
    expect([plain.headers.get('content-encoding'), plain.headers.get('vary')]).toEqual([
      null,
      'Accept-Encoding',
    ]);
    const unchanged = await fetch(url, {
      headers: { 'accept-encoding': 'identity', 'if-none-match': plain.headers.get('etag') ?? '' },
    });
    expect(unchanged.status).toBe(304);

    for (const path of [
      '/static/none.js',
      '/static/%2e%2e/manifest.json',
      '/favicon.ico',
      `/static/${later}.br`,
    ]) {
      expect([path, (await fetch(portal.url + path)).status]).toEqual([path, 404]);
    }
    expect((await fetch(`${portal.url}/manifest.json`)).status).toBe(404);
    expect((await fetch(`${portal.url}/catalog`, { method: 'POST' })).status).toBe(404);
    expect((await portal.page('/api/none')).status).toBe(404);
  });

  it('stands below a path when app.baseUrl has one', async () => {
    await using portal = await startPortal({ config: { app: { baseUrl: 'https://example.com/portal/' } } });
    await built(portal);
    const { text } = await portal.page('/portal/catalog');
    const script = /src="(\/portal\/static\/[^"]+\.js)"/.exec(text)?.[1];
    expect((await fetch(`${portal.url}${script}`)).headers.get('content-type')).toContain('javascript');
  });

  it('puts the colours of the organisation into the page, and refuses what is no colour', async () => {
    await using portal = await startPortal({
      config: { app: { branding: { accent: '#0a7d55', font: 'Gill Sans' } } },
    });
    const html = await built(portal);
    expect(html).toContain('--portico-accent:#0a7d55');
    expect(html).toContain('--portico-font:Gill Sans, system-ui');

    await using wrong = await startPortal({
      folder: portal.path(''),
      config: { app: { branding: { accent: 'red}</style><script>' } } },
    });
    await expect.poll(async () => (await wrong.page('/')).status).toBe(500);
  });

  it('serves an app that was built elsewhere', async () => {
    const directory = createMockDirectory({
      content: {
        'node_modules/old-app': {
          'package.json': '{"name":"old-app"}',
          dist: { 'index.html': indexHtml, static: { 'a.js': 'old' } },
        },
        'package.json': '{}',
      },
    });
    const folder = process.cwd();
    process.chdir(directory.path);
    try {
      await using portal = await startPortal({
        folder: directory.path,
        config: { app: { packageName: 'old-app' } },
      });
      expect((await portal.page('/')).status).toBe(200);
      expect(await (await fetch(`${portal.url}/static/a.js`)).text()).toBe('old');
    } finally {
      process.chdir(folder);
    }
  });

  it('goes through Vite in development, with no policy that is weaker for scripts', async () => {
    vi.stubEnv('PORTICO_DEV', '1');
    try {
      await using portal = await startPortal();
      const { status, text, headers } = await portal.page('/catalog');
      expect([status, text]).toEqual([200, expect.stringContaining('/@vite/client')]);
      expect(headers.get('content-security-policy')).not.toMatch(/script-src[^;]*unsafe-inline/);
      const source = await fetch(`${portal.url}/main.ts`);
      expect([source.headers.get('content-type'), await source.text()]).toEqual([
        expect.stringContaining('javascript'),
        expect.stringContaining('console.log("first")'),
      ]);
      expect((await fetch(`${portal.url}/@fs/etc/hostname`)).status).toBe(403);
    } finally {
      vi.unstubAllEnvs();
    }
  });

  it('is no trouble when there is no web app', async () => {
    const { path } = createMockDirectory();
    await using portal = await startPortal({ folder: path });
    expect((await portal.page('/')).status).toBe(404);
    expect(existsSync(join(path, 'out'))).toBe(false);
  });
});

function buildOf(portal: Portal): string {
  return readdirSync(portal.path('out')).find(name => name.startsWith('build-')) ?? '';
}
