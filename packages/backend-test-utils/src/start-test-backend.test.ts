import { Router, json } from 'express';
import { describe, expect, it } from 'vitest';
import {
  coreServices,
  createBackendModule,
  createBackendPlugin,
  createExtensionPoint,
  createServiceFactory,
  eventsServiceRef,
} from '@portico/backend-plugin-api';
import { NotFoundError } from '@portico/errors';
import { AuthorizeResult } from '@portico/permissions';
import { mockCredentials, mockServices, startTestBackend } from './index.ts';

const whoami = createBackendPlugin({
  pluginId: 'whoami',
  register: env =>
    env.registerInit({
      deps: {
        http: coreServices.httpRouter,
        httpAuth: coreServices.httpAuth,
        database: coreServices.database,
      },
      init({ http, httpAuth, database }) {
        const router = Router();
        router.use(json());
        router.get('/principal', async (req, res) => {
          res.json((await httpAuth.credentials(req, { allow: ['user', 'service'] })).principal);
        });
        router.get('/rows', async (_req, res) => {
          const knex = await database.getClient();
          res.json(await knex.select(knex.raw('1 as one')));
        });
        router.get('/missing', () => {
          throw new NotFoundError('nothing here');
        });
        http.use(router);
      },
    }),
});

async function principal(url: string, authorization?: string): Promise<unknown> {
  const response = await fetch(
    `${url}/api/whoami/principal`,
    authorization ? { headers: { authorization } } : {},
  );
  const body: unknown = await response.json();
  return response.ok ? body : { status: response.status, ...(body as object) };
}

describe('startTestBackend', () => {
  it('serves plugins over real HTTP, with databases in memory and the usual errors', async () => {
    await using backend = await startTestBackend({ features: [whoami] });
    const rows = await fetch(`${backend.url}/api/whoami/rows`);
    expect([rows.status, await rows.json()]).toEqual([200, [{ one: 1 }]]);
    const missing = await fetch(`${backend.url}/api/whoami/missing`);
    expect([missing.status, await missing.json()]).toMatchObject([404, { error: { name: 'NotFoundError' } }]);
    expect(backend.server.listening).toBe(true);
  });

  it('takes the tokens of mockCredentials, and requests without any as those of the mock user', async () => {
    await using backend = await startTestBackend({ features: [whoami] });
    expect(await principal(backend.url)).toEqual({ type: 'user', userEntityRef: 'user:default/mock' });
    expect(await principal(backend.url, mockCredentials.user.header('user:default/ann'))).toMatchObject({
      userEntityRef: 'user:default/ann',
    });
    expect(await principal(backend.url, mockCredentials.service.header())).toEqual({
      type: 'service',
      subject: 'external:test-service',
    });
    expect(await principal(backend.url, mockCredentials.none.header())).toMatchObject({ status: 401 });
    expect(await principal(backend.url, mockCredentials.user.invalidHeader())).toMatchObject({ status: 401 });
    const foreign = { onBehalfOf: mockCredentials.user(), targetPluginId: 'other' };
    expect(await principal(backend.url, mockCredentials.service.header(foreign))).toMatchObject({
      status: 401,
    });
    const own = { onBehalfOf: mockCredentials.user(), targetPluginId: 'whoami' };
    expect(await principal(backend.url, mockCredentials.service.header(own))).toMatchObject({ type: 'user' });
  });

  it('runs two at the same time, and stops each at the end of its scope', async () => {
    let url = '';
    {
      await using first = await startTestBackend({ features: [whoami] });
      await using second = await startTestBackend({ features: [whoami] });
      expect(first.url).not.toBe(second.url);
      url = first.url;
    }
    await expect(fetch(url)).rejects.toThrow('fetch failed');
  });

  it('lets modules be tested without their plugin, with stand-ins for its extension points', async () => {
    const names = createExtensionPoint<{ add(name: string): void }>({ id: 'greeter.names' });
    const added: string[] = [];
    const module = createBackendModule({
      pluginId: 'greeter',
      moduleId: 'world',
      register: env =>
        env.registerInit({
          deps: { names, config: coreServices.rootConfig },
          init: given => given.names.add(given.config.getString('greeter.name')),
        }),
    });
    await using _backend = await startTestBackend({
      features: [Promise.resolve({ default: module })],
      extensionPoints: [[names, { add: (name: string) => void added.push(name) }]],
      config: { greeter: { name: 'world' } },
    });
    expect(added).toEqual(['world']);
    await expect(startTestBackend({ extensionPoints: [[names, {}]] })).rejects.toThrow(
      "Unable to determine the plugin ID of extension point(s) 'greeter.names'",
    );
  });

  it('runs tasks once at the start, delivers events at once, and gives way to services that are added', async () => {
    const seen: string[] = [];
    const permissions = mockServices.permissions.mock({
      authorize: async () => [{ result: AuthorizeResult.DENY }],
    });
    const plugin = createBackendPlugin({
      pluginId: 'worker',
      register: env =>
        env.registerInit({
          deps: {
            scheduler: coreServices.scheduler,
            events: eventsServiceRef,
            permissions: coreServices.permissions,
          },
          async init(deps) {
            await deps.scheduler.scheduleTask({
              id: 'tick',
              frequency: { hours: 1 },
              timeout: { hours: 1 },
              fn: () => void seen.push('ran'),
            });
            await deps.events.subscribe({
              id: 'a',
              topics: ['t'],
              onEvent: async () => void seen.push('event'),
            });
            await deps.events.publish({ topic: 't', eventPayload: {} });
            await deps.permissions.authorize([], { credentials: mockCredentials.none() });
          },
        }),
    });
    await using _backend = await startTestBackend({ features: [plugin, permissions.factory] });
    expect(seen).toEqual(['event', 'ran']);
    expect(permissions.authorize).toHaveBeenCalledTimes(1);
  });

  it('stops what was started when the start fails', async () => {
    const stopped: string[] = [];
    const plugin = createBackendPlugin({
      pluginId: 'broken',
      register: env =>
        env.registerInit({
          deps: { lifecycle: coreServices.rootLifecycle },
          init({ lifecycle }) {
            lifecycle.addShutdownHook(() => void stopped.push('stopped'));
            throw new Error('no start');
          },
        }),
    });
    await expect(startTestBackend({ features: [plugin] })).rejects.toThrow('no start');
    expect(stopped).toEqual(['stopped']);
  });

  it('uses a configuration that is added, still at a free port', async () => {
    const config = createServiceFactory({
      service: coreServices.rootConfig,
      deps: {},
      factory: () => mockServices.rootConfig({ data: { backend: { listen: ':7007' } } }),
    });
    await using backend = await startTestBackend({ features: [whoami, config] });
    expect(new URL(backend.url).port).not.toBe('7007');
  });
});
