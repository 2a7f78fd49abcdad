import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { request, type IncomingMessage } from 'node:http';
import { join } from 'node:path';
import { brotliDecompressSync } from 'node:zlib';
import { describe, expect, it, vi } from 'vitest';
import { createMockDirectory } from '@portico/backend-test-utils';
import { built, buildOf, indexHtml, startPortal } from './testing/start-portal.ts';

describe('the web app', () => {
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
