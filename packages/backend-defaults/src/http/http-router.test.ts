import { coreServices, createBackendPlugin } from '@portico/backend-plugin-api';
import { ConflictError, InputError, NotFoundError } from '@portico/errors';
import { describe, expect, it } from 'vitest';
import { createHttpWorld, createRoutePlugin } from './testing/http-world.ts';

describe('the routes of a plugin', () => {
  it('need credentials but where a policy says otherwise', async () => {
    await using world = await createHttpWorld({
      plugins: {
        demo: http => {
          http.addAuthPolicy({ path: '/open', allow: 'unauthenticated' });
          http.addAuthPolicy({ path: '/static/:name', allow: 'user-cookie' });
          http.use((req, res) => void res.json(req.path));
        },
      },
    });
    const status = async (path: string, headers: Record<string, string> = {}) =>
      (await fetch(`${world.url}/api/demo${path}`, { headers })).status;
    const cookie = { cookie: 'backstage-auth=user' };
    expect(await status('/x')).toBe(401);
    expect(await status('/x', { authorization: 'Bearer user' })).toBe(200);
    expect(await status('/x', { authorization: 'Bearer service' })).toBe(200);
    expect(await status('/open/below')).toBe(200);
    expect(await status('/OPEN')).toBe(200);
    expect(await status('/opened')).toBe(401);
    expect(await status('//open')).toBe(401);
    expect(await status('/x', cookie)).toBe(401);
    expect(await status('/static/a/b', cookie)).toBe(200);
    expect(await status('/static/a')).toBe(401);
  });

  it('refuse a policy that does not exist', async () => {
    const started = createHttpWorld({
      plugins: { demo: http => http.addAuthPolicy({ path: '/', allow: 'toString' as never }) },
    });
    await expect(started).rejects.toThrow();
  });

  it('are open to all when the operator says so', async () => {
    await using world = await createHttpWorld({
      config: { backend: { auth: { dangerouslyDisableDefaultAuthPolicy: true } } },
      plugins: { demo: http => http.use((_req, res) => void res.json(1)) },
    });
    expect((await fetch(`${world.url}/api/demo`)).status).toBe(200);
  });

  it('come with the keys of the plugin and with the cookie endpoints', async () => {
    await using world = await createHttpWorld({ plugins: { demo: () => {} } });
    const base = `${world.url}/api/demo/.backstage/auth/v1`;
    expect(await (await fetch(`${base}/jwks.json`)).json()).toEqual({ keys: [{ kid: 'k1' }] });
    expect((await fetch(`${base}/cookie`)).status).toBe(401);
    const issued = await fetch(`${base}/cookie`, { headers: { authorization: 'Bearer user' } });
    expect(await issued.json()).toEqual({ expiresAt: '1970-01-01T00:00:00.000Z' });
    expect(issued.headers.get('set-cookie')).toContain('backstage-auth=user');
    const removed = await fetch(`${base}/cookie`, {
      method: 'DELETE',
      headers: { authorization: 'Bearer user' },
    });
    expect(removed.status).toBe(204);
    expect(removed.headers.get('set-cookie')).toContain('backstage-auth=;');
  });

  it('tell the causes of expected errors only as far as these are expected too', async () => {
    const leak = new Error('insert into users values (hunter2)');
    const deep = new ConflictError('taken', new NotFoundError('gone', leak));
    const errors: Record<string, unknown> = { '/direct': new InputError('no', leak), '/deep': deep };
    await using world = await createHttpWorld({
      plugins: {
        demo: http =>
          http.use(async req => {
            throw errors[req.path];
          }),
      },
    });
    const ask = async (path: string) => {
      const response = await fetch(`${world.url}/api/demo${path}`, {
        headers: { authorization: 'Bearer user' },
      });
      return ((await response.json()) as { error: unknown }).error;
    };
    expect(await ask('/direct')).toEqual({ name: 'InputError', message: 'no' });
    expect(await ask('/deep')).toEqual({
      name: 'ConflictError',
      message: 'taken',
      cause: { name: 'NotFoundError', message: 'gone' },
    });
  });

  it('hide unexpected errors behind a log id, and tell expected ones', async () => {
    const errors: Record<string, unknown> = {
      '/unexpected': new Error('password=hunter2'),
      '/database': new (class DatabaseError extends Error {})('select secret'),
      '/nothing': null,
      '/text': 'text',
      '/known': Object.assign(new Error('told'), { name: 'ConflictError', details: { a: 1 } }),
      '/status': Object.assign(new Error('too much'), { status: 413 }),
      '/upstream': Object.assign(new Error('upstream said no'), { name: 'ResponseError', statusCode: 502 }),
    };
    await using world = await createHttpWorld({
      plugins: {
        demo: http =>
          http.use(async req => {
            throw errors[req.path];
          }),
      },
    });
    const ask = async (path: string) => {
      const response = await fetch(`${world.url}/api/demo${path}`, {
        headers: { authorization: 'Bearer user' },
      });
      return [response.status, ((await response.json()) as { error: unknown }).error];
    };
    for (const path of ['/unexpected', '/database', '/nothing', '/text']) {
      const [status, error] = await ask(path);
      expect(status).toBe(500);
      expect(error).toEqual({
        name: 'Error',
        message: expect.stringMatching(/^An internal error occurred logId=[\da-f]{20}$/),
      });
    }
    const entry = world.logged.find(
      ({ meta }) => meta instanceof Error && meta.message === 'password=hunter2',
    );
    expect(entry).toMatchObject({
      level: 'error',
      message: expect.stringMatching(/status 500, logId=[\da-f]{20}/),
    });
    expect(await ask('/known')).toEqual([409, { name: 'ConflictError', message: 'told', details: { a: 1 } }]);
    expect(await ask('/status')).toMatchObject([413, { message: 'too much' }]);
    expect(await ask('/upstream')).toMatchObject([502, { message: 'upstream said no' }]);
  });

  it('break the connection when an error comes after the answer began', async () => {
    const begun = Promise.withResolvers<void>();
    await using world = await createHttpWorld({
      plugins: {
        demo: http =>
          http.use(async (_req, res) => {
            res.write('begin');
            await begun.promise;
            throw new Error('late');
          }),
      },
    });
    const response = await fetch(`${world.url}/api/demo`, { headers: { authorization: 'Bearer user' } });
    begun.resolve();
    await expect(response.text()).rejects.toThrow();
  });
});

describe('a plugin that has not started', () => {
  const slow = (promise: Promise<void>) =>
    createBackendPlugin({
      pluginId: 'slow',
      register: env =>
        env.registerInit({
          deps: { http: coreServices.httpRouter },
          async init({ http }) {
            http.use((_req, res) => void res.json('up'));
            await promise;
          },
        }),
    });
  const during = (body: (url: string) => Promise<void>, config = {}) =>
    createHttpWorld({
      config: { backend: { listen: '127.0.0.1:0', ...config } },
      features: [
        createBackendPlugin({
          pluginId: 'asker',
          register: env =>
            env.registerInit({
              deps: { discovery: coreServices.discovery },
              init: async ({ discovery }) => body(await discovery.getBaseUrl('slow')),
            }),
        }),
        slow(started.promise),
      ],
    });
  let started = Promise.withResolvers<void>();

  it('keeps requests waiting until it has', async () => {
    started = Promise.withResolvers<void>();
    let answer: Promise<unknown> | undefined;
    await using _world = await during(async url => {
      answer = fetch(url, { headers: { authorization: 'Bearer user' } }).then(response => response.json());
      setTimeout(started.resolve, 20);
    });
    expect(await answer).toBe('up');
  });

  it('answers 503 to those who waited too long', async () => {
    started = Promise.withResolvers<void>();
    let answer: Response | undefined;
    await using _world = await during(
      async url => {
        answer = await fetch(url, { headers: { authorization: 'Bearer user' } });
        started.resolve();
      },
      { lifecycle: { startupRequestPauseTimeout: { milliseconds: 30 } } },
    );
    expect(answer?.status).toBe(503);
    expect(await answer?.json()).toMatchObject({
      error: { name: 'ServiceUnavailableError', message: 'Service has not started up yet' },
    });
  });
});

describe('several plugins', () => {
  it('cannot have one id in two cases', async () => {
    const features = [createRoutePlugin('demo', () => {}), createRoutePlugin('Demo', () => {})];
    await expect(createHttpWorld({ features })).rejects.toThrow(/overlaps/);
  });
});
