import { describe, expect, it } from 'vitest';
import { createHttpWorld } from './testing/http-world.ts';

const user = { headers: { authorization: 'Bearer user' } };

describe('a plugin behind the HTTP server', () => {
  it('is at /api/<id>, needs credentials, and sees its own path', async () => {
    await using world = await createHttpWorld({
      plugins: {
        demo: http =>
          http.use((req, res) => {
            const { url, baseUrl, originalUrl, path, query, ip, protocol, params } = req;
            res.json({
              url,
              baseUrl,
              originalUrl,
              path,
              query,
              ip: typeof ip,
              protocol,
              params,
              app: typeof req.app,
            });
          }),
      },
    });
    expect((await fetch(`${world.url}/api/demo/a`)).status).toBe(401);
    const response = await fetch(`${world.url}/api/demo/a/b?x[y]=1&z=2&z=3`, user);
    expect(response.status).toBe(200);
    expect(response.headers.get('content-type')).toBe('application/json; charset=utf-8');
    expect(await response.json()).toEqual({
      url: '/a/b?x[y]=1&z=2&z=3',
      baseUrl: '/api/demo',
      originalUrl: '/api/demo/a/b?x[y]=1&z=2&z=3',
      path: '/a/b',
      query: { x: { y: '1' }, z: ['2', '3'] },
      ip: 'string',
      protocol: 'http',
      params: {},
      app: 'function',
    });
    const root = await fetch(`${world.url}/api/demo`, user);
    expect(await root.json()).toMatchObject({ url: '/', baseUrl: '/api/demo', originalUrl: '/api/demo' });
  });
});
