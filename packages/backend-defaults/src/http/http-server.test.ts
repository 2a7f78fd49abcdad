import { request } from 'node:https';
import { text } from 'node:stream/consumers';
import type express from 'express';
import { describe, expect, it } from 'vitest';
import { createHttpWorld } from './testing/http-world.ts';

const authorization = 'Bearer user';
const user = { headers: { authorization } };

describe('the HTTP server', () => {
  it('answers health checks and unknown paths without credentials', async () => {
    await using world = await createHttpWorld({
      config: { backend: { health: { headers: { 'X-Checked': 'yes' } } } },
    });
    for (const check of ['liveness', 'readiness']) {
      const response = await fetch(`${world.url}/.backstage/health/v1/${check}`);
      expect([response.status, await response.json()]).toEqual([200, { status: 'ok' }]);
      expect(response.headers.get('x-checked')).toBe('yes');
    }
    for (const path of ['/', '/api', '/api/nobody', '/api/nobody/x', '/.backstage/health/v1/other']) {
      const response = await fetch(world.url + path);
      expect([path, response.status, await response.text()]).toEqual([path, 404, '']);
    }
  });

  it('sends the security headers that the configuration asks for', async () => {
    await using world = await createHttpWorld({
      config: {
        backend: {
          csp: {
            'connect-src': ["'self'", 'http:'],
            'upgrade-insecure-requests': false,
            scriptSrc: ["'none'"],
          },
          referrer: { policy: ['same-origin'] },
        },
      },
    });
    const { headers } = await fetch(world.url);
    const csp = headers.get('content-security-policy');
    expect(csp).toContain("connect-src 'self' http:");
    expect(csp).toContain("script-src 'none'");
    expect(csp).not.toContain('upgrade-insecure-requests');
    expect(csp).not.toContain('form-action');
    expect(headers.get('referrer-policy')).toBe('same-origin');
    expect(headers.get('cross-origin-opener-policy')).toBeNull();
    expect(headers.get('x-powered-by')).toBeNull();
  });

  it('lets a plugin replace and remove security headers', async () => {
    await using world = await createHttpWorld({
      plugins: {
        demo: http =>
          http.use((_req, res) => {
            res.removeHeader('X-Frame-Options');
            res.setHeader('content-security-policy', "default-src 'none'");
            res.json(res.getHeader('X-Content-Type-Options'));
          }),
      },
    });
    const response = await fetch(`${world.url}/api/demo`, user);
    expect(response.headers.get('x-frame-options')).toBeNull();
    expect(response.headers.get('content-security-policy')).toBe("default-src 'none'");
    expect(await response.json()).toBe('nosniff');
  });

  it('allows the origins of the configuration, by pattern, and no others', async () => {
    await using world = await createHttpWorld({
      config: { backend: { cors: { origin: ['https://*.corp.example'], credentials: true } } },
    });
    const ask = (origin: string, method = 'GET') => fetch(world.url, { method, headers: { origin } });
    const allowed = await ask('https://portal.corp.example');
    expect(allowed.headers.get('access-control-allow-origin')).toBe('https://portal.corp.example');
    expect(allowed.headers.get('access-control-allow-credentials')).toBe('true');
    expect((await ask('https://evil.example')).headers.get('access-control-allow-origin')).toBeNull();
    expect(
      (await ask('https://a.corp.example.evil.example')).headers.get('access-control-allow-origin'),
    ).toBeNull();
    const preflight = await ask('https://portal.corp.example', 'OPTIONS');
    expect([preflight.status, preflight.headers.get('access-control-allow-methods')]).toEqual([
      204,
      'GET,HEAD,PUT,PATCH,POST,DELETE',
    ]);
    expect((await fetch(world.url)).headers.get('vary')).toBe('Origin');
    await using closed = await createHttpWorld();
    const refused = await fetch(closed.url, { headers: { origin: 'https://portal.corp.example' } });
    expect(refused.headers.get('access-control-allow-origin')).toBeNull();
  });

  it('writes one log entry for each request', async () => {
    await using world = await createHttpWorld();
    await fetch(`${world.url}/api/none?x=1`, { headers: { 'user-agent': 'tester', referer: 'http://a' } });
    const entries = () =>
      world.logged.filter(({ meta }) => (meta as { type?: string }).type === 'incomingRequest');
    await expect.poll(entries).toHaveLength(1);
    const [entry] = entries();
    expect(entry).toMatchObject({
      level: 'info',
      meta: {
        method: 'GET',
        url: '/api/none?x=1',
        status: 404,
        userAgent: 'tester',
        referrer: 'http://a',
        httpVersion: '1.1',
      },
    });
    expect(entry?.message).toBe('GET /api/none?x=1 404');
  });

  it('tells of files that never change at debug level only', async () => {
    await using world = await createHttpWorld({
      plugins: {
        demo: http =>
          http.use((_req, res) => void res.set('Cache-Control', 'max-age=31536000, immutable').end('x')),
      },
    });
    await fetch(`${world.url}/api/demo/a.js`, user);
    const told = () => world.logged.filter(({ message }) => message.startsWith('GET /api/demo'));
    await expect.poll(() => told().map(({ level }) => level)).toEqual(['debug']);
  });

  it('speaks HTTPS with a certificate of its own when told to', async () => {
    await using world = await createHttpWorld({
      config: { backend: { https: true, baseUrl: 'https://portal.example' } },
    });
    const { promise, resolve, reject } = Promise.withResolvers<string>();
    request(`${world.url}/.backstage/health/v1/liveness`, { rejectUnauthorized: false }, res => {
      text(res).then(resolve, reject);
    })
      .on('error', reject)
      .end();
    expect(await promise).toBe('{"status":"ok"}');
  });

  it('says which address it cannot listen on', async () => {
    await using world = await createHttpWorld();
    await expect(createHttpWorld({ config: { backend: { listen: `:${world.port}` } } })).rejects.toThrow(
      /Cannot listen on ':\d+': the port is in use.*'backend\.baseUrl'/,
    );
    await expect(createHttpWorld({ config: { backend: { listen: 'a:b:c' } } })).rejects.toThrow("'a:b:c'");
  });

  it('serves what is outside /api from the index path, and nothing inside', async () => {
    await using world = await createHttpWorld({
      plugins: {
        app: http => {
          http.addAuthPolicy({ path: '/', allow: 'unauthenticated' });
          http.use((req, res) => void res.json([req.baseUrl, req.url]));
        },
      },
    });
    const get = async (path: string) => (await fetch(world.url + path)).text();
    expect(await get('/catalog/x?y')).toBe('["","/catalog/x?y"]');
    expect(await get('/api/app/x')).toBe('["/api/app","/x"]');
    expect(await get('/api/unknown')).toBe('');
    expect(await get('/API/unknown')).toBe('');
  });

  it('limits requests, of all and of one plugin, but for allowed addresses', async () => {
    const rateLimit = {
      global: false,
      plugin: { demo: { incomingRequestLimit: 1, ipAllowList: ['10.0.0.1'] } },
    };
    await using world = await createHttpWorld({
      config: { backend: { rateLimit } },
      plugins: {
        demo: http => http.use((_req, res) => void res.json(1)),
        free: http => http.use((_req, res) => void res.json(1)),
      },
    });
    const ask = async (plugin: string) => (await fetch(`${world.url}/api/${plugin}`, user)).status;
    expect([await ask('demo'), await ask('demo'), await ask('free')]).toEqual([200, 429, 200]);
    const response = await fetch(`${world.url}/api/demo`, user);
    expect(await response.json()).toMatchObject({ error: { name: 'Error' }, response: { statusCode: 429 } });
    await using all = await createHttpWorld({
      config: { backend: { rateLimit: { incomingRequestLimit: 2, ipAllowList: [] } } },
    });
    const statuses = [];
    for (let i = 0; i < 3; i++)
      statuses.push((await fetch(`${all.url}/.backstage/health/v1/liveness`)).status);
    expect(statuses).toEqual([200, 200, 429]);
  });

  it('limits the clients behind a proxy on the same machine', async () => {
    await using world = await createHttpWorld({
      config: { backend: { trustProxy: 'loopback', rateLimit: { incomingRequestLimit: 1 } } },
    });
    const ask = async (client: string) =>
      (await fetch(`${world.url}/.backstage/health/v1/liveness`, { headers: { 'x-forwarded-for': client } }))
        .status;
    expect([await ask('9.9.9.9'), await ask('9.9.9.9'), await ask('8.8.8.8')]).toEqual([200, 429, 200]);
    expect([await ask('127.0.0.1'), await ask('127.0.0.1')]).toEqual([200, 200]);
  });

  it('trusts proxies only as configured', async () => {
    const plugins = {
      demo: (http: { use(handler: express.Handler): void }) => http.use((req, res) => void res.json(req.ip)),
    };
    const ask = async (world: { url: string }) =>
      (
        await fetch(`${world.url}/api/demo`, { headers: { authorization, 'x-forwarded-for': '9.9.9.9' } })
      ).json();
    await using trusting = await createHttpWorld({ config: { backend: { trustProxy: true } }, plugins });
    expect(await ask(trusting)).toBe('9.9.9.9');
    await using careful = await createHttpWorld({ plugins });
    expect(await ask(careful)).toBe('127.0.0.1');
  });
});
