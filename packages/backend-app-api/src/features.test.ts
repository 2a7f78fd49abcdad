import { describe, expect, it } from 'vitest';
import {
  createBackendFeatureLoader,
  createBackendModule,
  createBackendPlugin,
  createExtensionPoint,
  createServiceFactory,
  createServiceRef,
  type BackendFeature,
} from '@portico/backend-plugin-api';
import { createExtensionPointFactoryMiddleware, createSpecializedBackend, type Backend } from './index.ts';
import { createPlainServices } from './testing/plain-services.ts';

const names = createExtensionPoint<{ add(name: string): void }>({ id: 'greeter.names' });
const greeting = createServiceRef<string>({ id: 'greeter.greeting', scope: 'root' });

function createBackend(...features: unknown[]): Backend {
  const backend = createSpecializedBackend({ defaultServiceFactories: createPlainServices().factories });
  for (const feature of features) backend.add(feature as BackendFeature);
  return backend;
}

function greeterPlugin(added: string[], onInit: () => void = () => undefined): BackendFeature {
  return createBackendPlugin({
    pluginId: 'greeter',
    register(env) {
      env.registerExtensionPoint(names, { add: name => void added.push(name) });
      env.registerInit({ deps: {}, init: onInit });
    },
  });
}

function namesModule(moduleId: string): BackendFeature {
  return createBackendModule({
    pluginId: 'greeter',
    moduleId,
    register: env => env.registerInit({ deps: { names }, init: given => given.names.add(moduleId) }),
  });
}

function greetingFactory(text: string): BackendFeature {
  return createServiceFactory({ service: greeting, deps: {}, factory: () => text });
}

function pluginThatReads(read: (text: string) => void): BackendFeature {
  return createBackendPlugin({
    pluginId: 'reader',
    register: env => env.registerInit({ deps: { greeting }, init: given => read(given.greeting) }),
  });
}

describe('the features that a backend takes', () => {
  it('takes features, module namespaces, promises of them, and default exports wrapped twice', async () => {
    const added: string[] = [];
    const { result } = await createBackend(
      greeterPlugin(added),
      { default: namesModule('namespace') },
      Promise.resolve({ default: namesModule('promise') }),
      Promise.resolve({ default: { default: namesModule('wrapped') } }),
    ).start();
    expect(added.toSorted()).toEqual(['namespace', 'promise', 'wrapped']);
    expect(result).toMatchObject({
      outcome: 'success',
      plugins: [
        {
          pluginId: 'greeter',
          modules: [{ moduleId: 'namespace' }, { moduleId: 'promise' }, { moduleId: 'wrapped' }],
        },
      ],
    });
  });

  it('takes service factories that are functions, and those of a shape without featureType', async () => {
    const read: string[] = [];
    const { featureType: _, ...old } = greetingFactory('old shape') as unknown as Record<string, unknown>;
    await createBackend(
      old,
      pluginThatReads(text => read.push(text)),
    ).start();
    const callable = Object.assign(() => greetingFactory('called'), greetingFactory('callable'));
    await createBackend(
      callable,
      pluginThatReads(text => read.push(text)),
    ).start();
    expect(read).toEqual(['old shape', 'callable']);
  });

  it('takes registrations in the older form, without featureType', async () => {
    const added: string[] = [];
    const plugin = {
      $$type: '@backstage/BackendFeature',
      version: 'v1',
      getRegistrations: () => [
        {
          type: 'plugin',
          pluginId: 'greeter',
          extensionPoints: [[names, { add: (name: string) => added.push(name) }]],
          init: { deps: {}, func: async () => added.push('plugin') },
        },
        {
          type: 'module',
          pluginId: 'greeter',
          moduleId: 'old',
          extensionPoints: [],
          init: {
            deps: { names },
            func: async (deps: { names: typeof names.T }) => deps.names.add('module'),
          },
        },
      ],
    };
    await createBackend(plugin).start();
    expect(added).toEqual(['module', 'plugin']);
  });

  it.each([
    [42, 'Invalid backend feature at features[0], expected an object or function, received 42'],
    [
      { $$type: 'x' },
      'Invalid backend feature at features[0].$$type, expected "@backstage/BackendFeature", received "x"',
    ],
    [
      { $$type: '@backstage/BackendFeature', version: 'v9' },
      'features[0].version, expected "v1", received "v9"',
    ],
    [
      { $$type: '@backstage/BackendFeature', version: 'v1', featureType: 'x' },
      'features[0].featureType, expected "service", "registrations", or "loader", received "x"',
    ],
    [
      { $$type: '@backstage/BackendFeature', version: 'v1', service: { id: 'a', scope: 'x' } },
      'features[0].service.scope, expected "root" or "plugin", received "x"',
    ],
  ])('refuses %j', async (feature, message) => {
    await expect(createBackend(feature).start()).rejects.toMatchObject({
      name: 'InputError',
      message: expect.stringContaining(message),
    });
  });

  it('reports all features that cannot be read, together', async () => {
    const start = createBackend(7, Promise.reject(new Error('no such package')), null).start();
    await expect(start).rejects.toThrow(/features\[0\][^]*no such package[^]*features\[2\]/);
  });

  it('refuses features once started, a second start, and a start after the stop', async () => {
    const backend = createBackend(greeterPlugin([]));
    await backend.start();
    expect(() => backend.add(namesModule('late'))).toThrow(
      'feature can not be added after the backend has started',
    );
    await expect(backend.start()).rejects.toThrow('Backend has already started');
    await backend.stop();
    await expect(createStopped()).rejects.toThrow('Backend has already stopped');
  });
});

async function createStopped(): Promise<void> {
  const backend = createBackend();
  await backend.stop();
  await backend.start();
}

describe('feature loaders', () => {
  it('load features with the help of root services, and loaders among them, from generators', async () => {
    const added: string[] = [];
    const inner = createBackendFeatureLoader({
      async *loader() {
        yield namesModule('inner');
      },
    });
    const outer = createBackendFeatureLoader({
      deps: { greeting },
      *loader(deps) {
        yield namesModule(deps.greeting);
        yield Promise.resolve({ default: inner });
      },
    });
    await createBackend(outer, greetingFactory('hello'), greeterPlugin(added)).start();
    expect(added.toSorted()).toEqual(['hello', 'inner']);
  });

  it('never override a service that was added, wherever it was', async () => {
    const read: string[] = [];
    const loader = createBackendFeatureLoader({ loader: () => [greetingFactory('loaded')] });
    await createBackend(
      loader,
      pluginThatReads(text => read.push(text)),
      greetingFactory('added'),
    ).start();
    await createBackend(
      loader,
      pluginThatReads(text => read.push(text)),
    ).start();
    expect(read).toEqual(['added', 'loaded']);
  });

  it('may not provide the same service twice', async () => {
    const loader = () => createBackendFeatureLoader({ loader: () => [greetingFactory('loaded')] });
    await expect(createBackend(loader(), loader()).start()).rejects.toThrow(
      /Duplicate service implementations provided for greeter.greeting by both feature loader created at .* and feature loader created at/,
    );
  });

  it('name themselves when they fail, lack a service or ask for one of plugin scope', async () => {
    const failing = createBackendFeatureLoader({
      loader() {
        throw new Error('no network');
      },
    });
    await expect(createBackend(failing).start()).rejects.toThrow(/^Feature loader created at .* failed/);
    const needy = createBackendFeatureLoader({ deps: { greeting }, loader: () => [] });
    await expect(createBackend(needy).start()).rejects.toThrow(
      /No service available for the following ref\(s\): serviceRef{greeter.greeting}, depended on by feature loader/,
    );
    const local = createServiceRef<string>({ id: 'greeter.local' });
    const greedy = createBackendFeatureLoader({ deps: { local: local as never }, loader: () => [] });
    await expect(createBackend(greedy).start()).rejects.toThrow(
      "Feature loaders can only depend on root scoped services, but 'local' is scoped to 'plugin'. Offending loader is",
    );
  });

  it('may not replace a service that another one has used', async () => {
    const user = createBackendFeatureLoader({ deps: { greeting: greetingWithDefault }, loader: () => [] });
    const provider = createBackendFeatureLoader({
      loader: () => [createServiceFactory({ service: greetingWithDefault, deps: {}, factory: () => 'late' })],
    });
    await expect(createBackend(user, provider).start()).rejects.toThrow(
      'Unable to set service factory with id greeter.withDefault, service has already been instantiated',
    );
  });
});

const greetingWithDefault = createServiceRef<string>({
  id: 'greeter.withDefault',
  scope: 'root',
  defaultFactory: async service => createServiceFactory({ service, deps: {}, factory: () => 'default' }),
});

describe('extension points', () => {
  it('are made for each module that asks, by a factory that hears of failures', async () => {
    const slot = createExtensionPoint<{ fail(): void }>({ id: 'greeter.slot' });
    const plugin = createBackendPlugin({
      pluginId: 'greeter',
      register(env) {
        env.registerExtensionPoint({
          extensionPoint: slot,
          factory: context => ({
            fail: () => context.reportModuleStartupFailure({ error: new Error('bad filling') }),
          }),
        });
        env.registerInit({ deps: {}, init: () => undefined });
      },
    });
    const module = createBackendModule({
      pluginId: 'greeter',
      moduleId: 'filling',
      register: env => env.registerInit({ deps: { slot }, init: given => given.slot.fail() }),
    });
    await expect(createBackend(plugin, module).start()).rejects.toMatchObject({
      message: expect.stringContaining(
        "Module 'filling' for plugin 'greeter' startup failed; caused by Error: bad filling",
      ),
      result: {
        plugins: [{ pluginId: 'greeter', modules: [{ moduleId: 'filling', failure: { allowed: false } }] }],
      },
    });
  });

  it('can be wrapped by middleware', async () => {
    const added: string[] = [];
    const backend = createSpecializedBackend({
      defaultServiceFactories: createPlainServices().factories,
      extensionPointFactoryMiddleware: [
        createExtensionPointFactoryMiddleware({
          extensionPoint: names,
          middleware: async original => ({ add: name => original.add(name.toUpperCase()) }),
        }),
        createExtensionPointFactoryMiddleware({
          extensionPoint: createExtensionPoint<object>({ id: 'of.another' }),
          middleware: () => Promise.reject(new Error('not for this one')),
        }),
      ],
    });
    backend.add(greeterPlugin(added));
    backend.add(namesModule('quiet'));
    await backend.start();
    expect(added).toEqual(['QUIET']);
  });
});
