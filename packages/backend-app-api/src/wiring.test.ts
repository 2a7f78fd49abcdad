import { describe, expect, it } from 'vitest';
import {
  createBackendModule,
  createBackendPlugin,
  createExtensionPoint,
  createServiceFactory,
  createServiceRef,
  type BackendFeature,
  type ExtensionPoint,
  type ServiceRef,
} from '@portico/backend-plugin-api';
import type { JsonObject } from '@portico/config';
import { BackendStartupError, createSpecializedBackend } from './index.ts';
import { createPlainServices } from './testing/plain-services.ts';

type Refs = (ServiceRef<unknown> | ExtensionPoint<unknown>)[];

async function start(features: BackendFeature[], config?: JsonObject) {
  const backend = createSpecializedBackend({
    defaultServiceFactories: createPlainServices(config).factories,
  });
  for (const feature of features) backend.add(feature);
  return backend.start();
}

function part(
  owner: { pluginId: string; moduleId?: string },
  parts: { offers?: ExtensionPoint<unknown>[]; needs?: Refs; init?: () => void } = {},
): BackendFeature {
  const register: Parameters<typeof createBackendPlugin>[0]['register'] = env => {
    for (const offer of parts.offers ?? []) env.registerExtensionPoint(offer, {});
    const deps = Object.fromEntries((parts.needs ?? []).map((ref, index) => [`d${index}`, ref]));
    env.registerInit({ deps, init: parts.init ?? (() => undefined) });
  };
  const { pluginId, moduleId } = owner;
  return moduleId === undefined
    ? createBackendPlugin({ pluginId, register })
    : createBackendModule({ pluginId, moduleId, register });
}

const service = (id: string, scope: 'root' | 'plugin' = 'plugin') =>
  createServiceRef<string>({ id, scope: scope as 'plugin' });
const provide = (ref: ServiceRef<string>, needs: ServiceRef<unknown>[] = []) =>
  createServiceFactory({
    service: ref,
    initialization: 'lazy',
    deps: Object.fromEntries(needs.map((need, index) => [`d${index}`, need])),
    factory: () => 'x',
  });
const slot = (id: string) => createExtensionPoint<unknown>({ id });

describe('faults in the wiring', () => {
  it.each<[string, BackendFeature[], string]>([
    [
      'a plugin without its service',
      [part({ pluginId: 'a' }, { needs: [service('gone'), slot('lost')] })],
      "Service or extension point dependencies of plugin 'a' are missing for the following ref(s): serviceRef{gone}, extensionPoint{lost}",
    ],
    [
      'a module without its plugin',
      [part({ pluginId: 'a', moduleId: 'm' }, { needs: [slot('lost')] })],
      "Service or extension point dependencies of module 'm' for plugin 'a' are missing for the following ref(s): extensionPoint{lost}",
    ],
    [
      'a service without its service, told once with all who need it',
      [
        provide(service('s'), [service('gone')]),
        part({ pluginId: 'a' }, { needs: [service('s')] }),
        part({ pluginId: 'b' }, { needs: [service('s')] }),
      ],
      "Plugin 'a', Plugin 'b' startup failed; caused by Error: Failed to instantiate service 's' for 'a', 'b' because the following dependent services are missing: 'gone'",
    ],
    [
      'a root service that needs one of plugin scope',
      [
        provide(service('r', 'root'), [service('p')]),
        provide(service('p')),
        part({ pluginId: 'a' }, { needs: [service('r', 'root')] }),
      ],
      "Failed to instantiate 'root' scoped service 'r' because it depends on 'plugin' scoped service 'p'.",
    ],
    [
      'services in a circle, used or not',
      [
        provide(service('a'), [service('b')]),
        provide(service('b'), [service('c')]),
        provide(service('c'), [service('b')]),
      ],
      "Circular dependencies detected:\n  'b' -> 'c' -> 'b'",
    ],
    [
      'modules in a circle',
      [
        part({ pluginId: 'p' }),
        part({ pluginId: 'p', moduleId: 'm' }, { offers: [slot('x')], needs: [slot('y')] }),
        part({ pluginId: 'p', moduleId: 'n' }, { offers: [slot('y')], needs: [slot('x')] }),
      ],
      "Circular dependency detected for modules of plugin 'p', 'm' -> 'n' -> 'm'",
    ],
    [
      'a plugin twice',
      [part({ pluginId: 'a' }), part({ pluginId: 'a' })],
      "Plugin 'a' is already registered",
    ],
    [
      'a module twice',
      [part({ pluginId: 'a', moduleId: 'm' }), part({ pluginId: 'a', moduleId: 'm' })],
      "Module 'm' for plugin 'a' is already registered",
    ],
    [
      'an extension point twice',
      [part({ pluginId: 'a' }, { offers: [slot('x')] }), part({ pluginId: 'b' }, { offers: [slot('x')] })],
      "ExtensionPoint with ID 'x' is already registered",
    ],
    [
      'a service twice',
      [provide(service('s')), provide(service('s'))],
      'Duplicate service implementations provided for s',
    ],
    [
      "another plugin's extension point",
      [
        part({ pluginId: 'a' }, { offers: [slot('x')] }),
        part({ pluginId: 'b', moduleId: 'm' }, { needs: [slot('x')] }),
      ],
      "Illegal dependency: Module 'm' for plugin 'b' attempted to depend on extension point 'x' for plugin 'a'. Extension points can only be used within their plugin's scope.",
    ],
    [
      'an extension point in a plugin',
      [part({ pluginId: 'a' }, { offers: [slot('x')], needs: [slot('x')] })],
      'Rejected dependency on extension point x from outside of a module',
    ],
    [
      'a reference whose own factory cannot be loaded',
      [
        part(
          { pluginId: 'a' },
          {
            needs: [
              createServiceRef<string>({
                id: 's',
                defaultFactory: () => Promise.reject(new Error('no file')),
              }),
            ],
          },
        ),
      ],
      "Failed to instantiate service 's' because the default factory loader threw an error, Error: no file",
    ],
    [
      'a registration of another shape',
      [
        {
          $$type: '@backstage/BackendFeature',
          version: 'v1',
          featureType: 'registrations',
          getRegistrations: () => [
            { type: 'plugin', pluginId: 'a', extensionPoints: [], init: { deps: { x: {} } } },
          ],
        } as BackendFeature,
      ],
      "Invalid backend feature at plugin 'a'.init.func, expected a function, received undefined",
    ],
  ])('%s', async (_, features, message) => {
    await expect(start(features)).rejects.toThrow(message);
  });

  it('are reported all together, and nothing starts', async () => {
    const started: string[] = [];
    const start1 = start([
      provide(service('a'), [service('a')]),
      part({ pluginId: 'needy' }, { needs: [service('gone')] }),
      part({ pluginId: 'twin' }),
      part({ pluginId: 'twin' }),
      part({ pluginId: 'sound' }, { init: () => void started.push('sound') }),
      createServiceFactory({
        service: service('eager', 'root'),
        deps: {},
        factory: () => {
          started.push('eager');
          return 'x';
        },
      }),
    ]);
    await expect(start1).rejects.toBeInstanceOf(BackendStartupError);
    await expect(start1).rejects.toThrow(
      /'a' -> 'a'[^]*'twin' is already registered[^]*'needy'[^]*serviceRef{gone}/,
    );
    await expect(start1).rejects.toMatchObject({
      result: { outcome: 'failure', plugins: [{ pluginId: 'twin' }, { pluginId: 'needy' }] },
    });
    expect(started).toEqual([]);
  });

  it('are tolerated where the configuration permits, and the rest starts', async () => {
    const started: string[] = [];
    const { result } = await start(
      [
        part({ pluginId: 'needy' }, { needs: [service('gone')], init: () => void started.push('needy') }),
        part({ pluginId: 'needy', moduleId: 'm' }, { init: () => void started.push('m') }),
        part({ pluginId: 'host' }, { init: () => void started.push('host') }),
        part({ pluginId: 'host', moduleId: 'broken' }, { needs: [slot('gone')] }),
      ],
      {
        backend: {
          startup: {
            default: { onPluginModuleBootFailure: 'continue' },
            plugins: { needy: { onPluginBootFailure: 'continue' } },
          },
        },
      },
    );
    expect(started).toEqual(['host']);
    expect(result.outcome).toBe('success');
    expect(result.plugins).toMatchObject([
      { pluginId: 'needy', failure: { allowed: true }, modules: [] },
      { pluginId: 'host', modules: [{ moduleId: 'broken', failure: { allowed: true } }] },
    ]);
  });
});
