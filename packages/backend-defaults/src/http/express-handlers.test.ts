import { createRequire } from 'node:module';
import express, { type Handler } from 'express';
import { describe, expect, it } from 'vitest';
import { createHttpWorld } from './testing/http-world.ts';

/** Plugins bring the Express that they were built with. */
const express4 = createRequire(import.meta.url)('express-4') as typeof express;
const user = { headers: { authorization: 'Bearer user' } };

/** What plugins do with requests and responses, on the given application or router. */
function addRoutes(routes: express.Router): express.Router {
  routes.use(express.json());
  routes.get('/request/:id', (req, res) => {
    const { params, query, baseUrl, originalUrl, path, hostname, protocol, secure, xhr } = req;
    res.json({
      params,
      query,
      baseUrl,
      originalUrl,
      path,
      hostname,
      protocol,
      secure,
      xhr,
      accepts: req.accepts('json', 'html'),
    });
  });
  routes.post('/body', (req, res) => void res.status(201).json(req.body));
  routes.get('/text', (_req, res) => void res.set('X-A', 'b').send('plain'));
  routes.get('/redirect', (_req, res) => res.redirect(303, '/elsewhere'));
  routes.get('/cookie', (_req, res) => void res.cookie('a', 'b', { httpOnly: true }).sendStatus(202));
  routes.get(
    '/locals',
    (_req, res, next) => ((res.locals['seen'] = 1), next()),
    (_req, res) => void res.json(res.locals['seen']),
  );
  routes.get('/async', async (_req, res) => void res.json(await Promise.resolve('later')));
  routes.get('/throws', () => {
    throw Object.assign(new Error('no such tea'), { name: 'NotFoundError' });
  });
  routes.get('/next', (_req, _res, next) =>
    next(Object.assign(new Error('busy'), { name: 'ConflictError' })),
  );
  const nested = express.Router();
  nested.get('/leaf', (req, res) => void res.json([req.baseUrl, req.url]));
  routes.use('/nested', nested);
  return routes;
}

const kinds: Record<string, () => Handler> = {
  'an Express 5 router': () => addRoutes(express.Router()),
  'an Express 5 application': () => addRoutes(express()) as Handler,
  'an Express 4 router': () => addRoutes(express4.Router()),
  'an Express 4 application': () => addRoutes(express4()) as Handler,
  'an Express 5 application in an Express 4 one': () => express4().use(addRoutes(express()) as Handler),
};

describe.each(Object.keys(kinds))('%s as a plugin', kind => {
  const createWorld = () => createHttpWorld({ plugins: { demo: http => http.use(kinds[kind]!()) } });

  it('sees requests as it does anywhere', async () => {
    await using world = await createWorld();
    const response = await fetch(`${world.url}/api/demo/request/a%2Fb?x=1&x=2&y=z`, user);
    expect(await response.json()).toEqual({
      params: { id: 'a/b' },
      query: { x: ['1', '2'], y: 'z' },
      baseUrl: '/api/demo',
      originalUrl: '/api/demo/request/a%2Fb?x=1&x=2&y=z',
      path: '/request/a%2Fb',
      hostname: 'localhost',
      protocol: 'http',
      secure: false,
      xhr: false,
      accepts: 'json',
    });
    const leaf = await fetch(`${world.url}/api/demo/nested/leaf`, user);
    expect(await leaf.json()).toEqual(['/api/demo/nested', '/leaf']);
  });

  it('answers as it does anywhere', async () => {
    await using world = await createWorld();
    const get = (path: string) => fetch(`${world.url}/api/demo${path}`, { ...user, redirect: 'manual' });
    const posted = await fetch(`${world.url}/api/demo/body`, {
      method: 'POST',
      body: '{"a":[1]}',
      headers: { ...user.headers, 'content-type': 'application/json' },
    });
    expect([posted.status, await posted.json()]).toEqual([201, { a: [1] }]);
    const text = await get('/text');
    expect([await text.text(), text.headers.get('x-a')]).toEqual(['plain', 'b']);
    expect(text.headers.get('content-type')).toBe('text/html; charset=utf-8');
    const redirect = await get('/redirect');
    expect([redirect.status, redirect.headers.get('location')]).toEqual([303, '/elsewhere']);
    const cookie = await get('/cookie');
    expect([cookie.status, cookie.headers.get('set-cookie')]).toEqual([202, 'a=b; Path=/; HttpOnly']);
    expect(await (await get('/locals')).json()).toBe(1);
    expect(await (await get('/async')).json()).toBe('later');
  });

  it('keeps the security headers, and has no x-powered-by of the server', async () => {
    await using world = await createWorld();
    const { headers } = await fetch(`${world.url}/api/demo/text`, user);
    expect(headers.get('x-content-type-options')).toBe('nosniff');
    expect(headers.get('content-security-policy')).toContain("script-src 'self' 'unsafe-eval'");
  });

  it('hands its errors to the server', async () => {
    await using world = await createWorld();
    const response = await fetch(`${world.url}/api/demo/throws`, user);
    expect(response.status).toBe(404);
    expect(await response.json()).toEqual({
      error: { name: 'NotFoundError', message: 'no such tea' },
      request: { method: 'GET', url: '/throws' },
      response: { statusCode: 404 },
    });
    expect((await fetch(`${world.url}/api/demo/next`, user)).status).toBe(409);
    const unknown = await fetch(`${world.url}/api/demo/unknown`, user);
    expect([unknown.status, await unknown.text()]).toEqual([404, '']);
  });
});

describe('handlers of a plugin', () => {
  it('run in their order, pass on, and may be functions, routers and error handlers', async () => {
    const seen: string[] = [];
    await using world = await createHttpWorld({
      plugins: {
        demo: http => {
          http.use((_req, _res, next) => (seen.push('first'), next()));
          const router = express.Router();
          router.get('/other', (_req, res) => void res.json('other'));
          http.use(router);
          http.use(async () => {
            await Promise.resolve();
            throw new TypeError('inside');
          });
          http.use(((error: Error, _req: unknown, res: express.Response, _next: unknown) => {
            seen.push(error.message);
            res.status(400).json('caught');
          }) as never);
        },
      },
    });
    const response = await fetch(`${world.url}/api/demo/x`, user);
    expect([response.status, await response.json(), seen]).toEqual([400, 'caught', ['first', 'inside']]);
  });
});
