import { describe, expect, it } from 'vitest';
import {
  bootReportServiceRef,
  coreServices,
  createBackendModule,
  createBackendPlugin,
  createServiceFactory,
  createServiceRef,
  type BackendFeature,
  type ServiceRef,
} from '@portico/backend-plugin-api';
import { createSpecializedBackend } from './index.ts';
import { createPlainServices } from './testing/plain-services.ts';

async function start(...features: BackendFeature[]): Promise<void> {
  const backend = createSpecializedBackend({ defaultServiceFactories: createPlainServices().factories });
  for (const feature of features) backend.add(feature);
  await backend.start();
}

function plugin<T>(pluginId: string, ref: ServiceRef<T>, use: (service: never) => unknown): BackendFeature {
  return createBackendPlugin({
    pluginId,
    register: env =>
      env.registerInit({
        deps: { service: ref },
        init: async ({ service }) => void (await use(service as never)),
      }),
  });
}

describe('services', () => {
  it('exist once when of root scope, and once for each plugin when not, with one root context', async () => {
    const created: string[] = [];
    const root = createServiceRef<object>({ id: 'root', scope: 'root' });
    const local = createServiceRef<{ pluginId: string; context: object }>({ id: 'local' });
    const seen: { pluginId: string; context: object }[] = [];
    await start(
      createServiceFactory({
        service: root,
        deps: {},
        factory: () => {
          created.push('root');
          return {};
        },
      }),
      createServiceFactory({
        service: local,
        deps: { plugin: coreServices.pluginMetadata, root },
        createRootContext(deps) {
          expect(Object.keys(deps)).toEqual(['root']);
          created.push('context');
          return { shared: true };
        },
        factory({ plugin: metadata }, context) {
          created.push(metadata.getId());
          return { pluginId: metadata.getId(), context };
        },
      }),
      plugin('a', local, service => seen.push(service)),
      plugin('b', local, service => seen.push(service)),
      createBackendModule({
        pluginId: 'b',
        moduleId: 'm',
        register: env => env.registerInit({ deps: { local }, init: given => void seen.push(given.local) }),
      }),
    );
    expect(created.toSorted()).toEqual(['a', 'b', 'context', 'root']);
    expect(seen.map(({ pluginId }) => pluginId).toSorted()).toEqual(['a', 'b', 'b']);
    expect(new Set(seen.map(({ context }) => context)).size).toBe(1);
  });

  it('are created at start if they say so or are root services, and only then', async () => {
    const created: string[] = [];
    const define = (scope: 'root' | 'plugin', initialization?: 'always' | 'lazy') =>
      createServiceFactory({
        service: createServiceRef<string>({ id: `${scope}.${initialization}`, scope: scope as 'plugin' }),
        ...(initialization ? { initialization } : {}),
        deps: {},
        factory: () => {
          created.push(`${scope} ${initialization}`);
          return 'x';
        },
      });
    await start(
      define('root'),
      define('root', 'always'),
      define('root', 'lazy'),
      define('plugin'),
      define('plugin', 'always'),
      define('plugin', 'lazy'),
      plugin('a', coreServices.rootConfig, () => undefined),
    );
    expect(created).toEqual(['root undefined', 'root always', 'plugin always']);
  });

  it('of a multiton are given as a list, which is empty when there are none', async () => {
    const many = createServiceRef<string>({ id: 'many', multiton: true });
    const none = createServiceRef<string>({ id: 'none', multiton: true });
    const seen: Record<string, unknown> = {};
    await start(
      createServiceFactory({ service: many, deps: {}, factory: () => 'one' }),
      createServiceFactory({ service: many, deps: {}, factory: () => 'two' }),
      plugin('a', many, service => (seen.many = service)),
      plugin('b', none, service => (seen.none = service)),
    );
    expect(seen).toEqual({ many: ['one', 'two'], none: [] });
  });

  it('come from the factory in their reference when nobody provides them, loaded once', async () => {
    let loads = 0;
    const defaultFactory = async (service: ServiceRef<string, 'plugin', 'singleton'>) => {
      loads += 1;
      return createServiceFactory({ service, deps: {}, factory: () => 'default' });
    };
    const first = createServiceRef<string>({ id: 'shared', defaultFactory });
    const second = createServiceRef<string>({ id: 'shared', defaultFactory });
    const seen: unknown[] = [];
    const plugins = [
      plugin('a', first, service => seen.push(service)),
      plugin('b', second, service => seen.push(service)),
    ];
    await start(...plugins);
    expect([seen, loads]).toEqual([['default', 'default'], 1]);
    await start(createServiceFactory({ service: first, deps: {}, factory: () => 'given' }), ...plugins);
    expect([seen.slice(2), loads]).toEqual([['given', 'given'], 1]);
  });

  it('tell their own failure and that of their context, with the plugin that asked', async () => {
    const local = createServiceRef<string>({ id: 'local' });
    const fail = (): never => {
      throw new Error('no disk');
    };
    await expect(
      start(
        createServiceFactory({ service: local, deps: {}, factory: fail }),
        plugin('a', local, () => undefined),
      ),
    ).rejects.toThrow(
      "Failed to instantiate service 'local' for 'a' because the factory function threw an error, Error: no disk",
    );
    await expect(
      start(
        createServiceFactory({ service: local, deps: {}, createRootContext: fail, factory: () => 'x' }),
        plugin('a', local, () => undefined),
      ),
    ).rejects.toThrow(
      "Failed to instantiate service 'local' because createRootContext threw an error, Error: no disk",
    );
  });

  it('tell the failure of what they depend on once, as it is', async () => {
    const first = createServiceRef<string>({ id: 'first' });
    const second = createServiceRef<string>({ id: 'second' });
    await expect(
      start(
        createServiceFactory({
          service: first,
          deps: {},
          factory: () => {
            throw new Error('no disk');
          },
        }),
        createServiceFactory({ service: second, deps: { first }, factory: given => given.first }),
        plugin('a', second, () => undefined),
      ),
    ).rejects.toThrow(
      /caused by Error: Failed to instantiate service 'first' for 'a' because the factory function threw an error, Error: no disk$/,
    );
  });

  it('of the initializer tell what is installed, and how the start went', async () => {
    let reports: { getBootReport(): unknown } | undefined;
    let installed: unknown;
    await start(
      plugin(
        'a',
        coreServices.rootInstanceMetadata,
        async (service: typeof coreServices.rootInstanceMetadata.T) => {
          installed = await service.getInstalledPlugins();
        },
      ),
      plugin('b', bootReportServiceRef, service => (reports = service)),
      createBackendModule({
        pluginId: 'a',
        moduleId: 'm',
        register: env => env.registerInit({ deps: {}, init: () => undefined }),
      }),
      createBackendModule({
        pluginId: 'absent',
        moduleId: 'm',
        register: env => env.registerInit({ deps: {}, init: () => undefined }),
      }),
    );
    expect(installed).toEqual([
      { pluginId: 'a', modules: [{ moduleId: 'm' }] },
      { pluginId: 'b', modules: [] },
    ]);
    expect(Object.isFrozen(installed)).toBe(true);
    const report = reports?.getBootReport() as {
      entries: { pluginId: string; moduleId?: string; after: string[] }[];
    };
    expect(report).toMatchObject({
      outcome: 'success',
      totalMs: expect.any(Number),
      beginAt: expect.any(String),
    });
    expect(report.entries.map(({ pluginId, moduleId, after }) => [pluginId, moduleId, after])).toEqual(
      expect.arrayContaining([
        ['a', 'm', []],
        ['a', undefined, ['m']],
        ['b', undefined, []],
        ['absent', 'm', []],
      ]),
    );
  });

  it('do not include a replacement for the plugin metadata', async () => {
    const factory = createServiceFactory({
      service: coreServices.pluginMetadata,
      deps: {},
      factory: () => ({ getId: () => 'x' }),
    });
    await expect(start(factory)).rejects.toThrow('The core.pluginMetadata service cannot be overridden');
  });
});
