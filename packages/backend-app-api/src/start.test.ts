import { describe, expect, it } from 'vitest';
import {
  coreServices,
  createBackendModule,
  createBackendPlugin,
  createExtensionPoint,
  type BackendFeature,
} from '@portico/backend-plugin-api';
import type { JsonObject } from '@portico/config';
import { createSpecializedBackend } from './index.ts';
import { createPlainServices } from './testing/plain-services.ts';

function setUp(features: BackendFeature[], config?: JsonObject) {
  const services = createPlainServices(config);
  const backend = createSpecializedBackend({ defaultServiceFactories: services.factories });
  for (const feature of features) backend.add(feature);
  return { backend, logged: services.logged };
}

function plugin(pluginId: string, init: () => void | Promise<void>): BackendFeature {
  return createBackendPlugin({ pluginId, register: env => env.registerInit({ deps: {}, init }) });
}

function module(pluginId: string, moduleId: string, init: () => void | Promise<void>): BackendFeature {
  return createBackendModule({ pluginId, moduleId, register: env => env.registerInit({ deps: {}, init }) });
}

function failing(message: string): () => never {
  return () => {
    throw new Error(message);
  };
}

describe('the start', () => {
  it('runs plugins at the same time, and each after its modules', async () => {
    const order: string[] = [];
    const gate = Promise.withResolvers<void>();
    await setUp([
      plugin('slow', async () => {
        await gate.promise;
        order.push('slow');
      }),
      plugin('quick', () => {
        order.push('quick');
        gate.resolve();
      }),
      module('quick', 'm', () => void order.push('quick.m')),
    ]).backend.start();
    expect(order).toEqual(['quick.m', 'quick', 'slow']);
  });

  it('runs a module that offers an extension point after those that use it', async () => {
    const order: string[] = [];
    const slot = createExtensionPoint<{ add(): void }>({ id: 'slot' });
    const offering = createBackendModule({
      pluginId: 'a',
      moduleId: 'offering',
      register(env) {
        env.registerExtensionPoint(slot, { add: () => order.push('filled') });
        env.registerInit({ deps: {}, init: () => void order.push('offering') });
      },
    });
    const using = createBackendModule({
      pluginId: 'a',
      moduleId: 'using',
      register: env => env.registerInit({ deps: { slot }, init: given => given.slot.add() }),
    });
    await setUp([offering, using, plugin('a', () => void order.push('plugin'))]).backend.start();
    expect(order).toEqual(['filled', 'offering', 'plugin']);
  });

  it('runs plugin hooks after each plugin and root hooks after all; the stop runs theirs in order, once', async () => {
    const order: string[] = [];
    const hooked = createBackendPlugin({
      pluginId: 'a',
      register: env =>
        env.registerInit({
          deps: { local: coreServices.lifecycle, root: coreServices.rootLifecycle },
          init({ local, root }) {
            root.addStartupHook(() => void order.push('root startup'));
            local.addStartupHook(() => void order.push('startup'));
            root.addBeforeShutdownHook(() => void order.push('before shutdown'));
            root.addShutdownHook(() => void order.push('root shutdown'));
            local.addShutdownHook(() => void order.push('shutdown'));
            order.push('init');
          },
        }),
    });
    const { backend } = setUp([hooked]);
    await backend.start();
    await Promise.all([backend.stop(), backend.stop()]);
    expect(order).toEqual([
      'init',
      'startup',
      'root startup',
      'before shutdown',
      'shutdown',
      'root shutdown',
    ]);
  });

  it('is stopped half way when a plugin takes long', async () => {
    const stopped = Promise.withResolvers<void>();
    const endless = createBackendPlugin({
      pluginId: 'a',
      register: env =>
        env.registerInit({
          deps: { lifecycle: coreServices.lifecycle },
          async init({ lifecycle }) {
            lifecycle.addShutdownHook(() => stopped.resolve());
            await stopped.promise;
            throw new Error('stopped');
          },
        }),
    });
    const { backend } = setUp([endless]);
    const start = backend.start().catch((error: Error) => error.message);
    await backend.stop();
    expect(await start).toContain('stopped');
  });

  it('tells all failures of plugins and modules in one error, with the results', async () => {
    const { backend, logged } = setUp([
      plugin('a', failing('no a')),
      plugin('b', () => undefined),
      module('b', 'm', failing('no m')),
      plugin('c', () => undefined),
    ]);
    const error = await backend.start().catch((reason: unknown) => reason);
    expect(error).toMatchObject({
      name: 'BackendStartupError',
      message: [
        'Backend startup failed due to the following errors:',
        "  Plugin 'a' startup failed; caused by Error: no a",
        "  Module 'm' for plugin 'b' startup failed; caused by Error: no m",
      ].join('\n'),
      result: { outcome: 'failure', plugins: [{ pluginId: 'a' }, { pluginId: 'c' }, { pluginId: 'b' }] },
    });
    expect(logged.filter(line => line.startsWith('error'))).toHaveLength(2);
    await backend.stop();
  });

  it('does not tell permitted failures among the reasons', async () => {
    const { backend } = setUp([plugin('a', failing('no a')), plugin('b', failing('no b'))], {
      backend: { startup: { plugins: { a: { onPluginBootFailure: 'continue' } } } },
    });
    const error = await backend.start().catch((reason: Error) => reason);
    expect(error).toMatchObject({
      message: expect.not.stringContaining('no a'),
      result: { plugins: [{ failure: { allowed: true } }, { failure: { allowed: false } }] },
    });
  });

  it.each([
    [{ default: { onPluginBootFailure: 'continue' } }, 'success'],
    [{ plugins: { a: { onPluginBootFailure: 'continue' } } }, 'success'],
    [
      { default: { onPluginBootFailure: 'continue' }, plugins: { a: { onPluginBootFailure: 'abort' } } },
      'failure',
    ],
    [{ plugins: { b: { onPluginBootFailure: 'continue' } } }, 'failure'],
    [{ default: { onPluginModuleBootFailure: 'continue' } }, 'failure'],
  ])('with %j a failing plugin means %s', async (startup, outcome) => {
    const { backend } = setUp([plugin('a', failing('no')), plugin('b', () => undefined)], {
      backend: { startup },
    });
    const { result } = await backend.start().catch((error: { result: { outcome: string } }) => error);
    expect(result.outcome).toBe(outcome);
  });

  it.each([
    [{ default: { onPluginModuleBootFailure: 'continue' } }, 'success'],
    [{ plugins: { a: { modules: { m: { onPluginModuleBootFailure: 'continue' } } } } }, 'success'],
    [{ plugins: { a: { onPluginBootFailure: 'continue' } } }, 'failure'],
  ])('with %j a failing module means %s', async (startup, outcome) => {
    const { backend } = setUp([plugin('a', () => undefined), module('a', 'm', failing('no'))], {
      backend: { startup },
    });
    const { result } = await backend.start().catch((error: { result: { outcome: string } }) => error);
    expect(result.outcome).toBe(outcome);
  });
});
