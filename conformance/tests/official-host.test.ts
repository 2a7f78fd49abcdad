import { createSpecializedBackend } from '@backstage/backend-app-api';
import type { BackendFeature as OfficialFeature } from '@backstage/backend-plugin-api';
import { mockServices } from '@backstage/backend-test-utils';
import {
  coreServices,
  createBackendFeatureLoader,
  createBackendModule,
  createBackendPlugin,
  createExtensionPoint,
  createServiceFactory,
  createServiceRef,
} from '@portico/backend-plugin-api';
import { expect, it } from 'vitest';

interface Greetings {
  add(greeting: string): void;
}
const greetings = createExtensionPoint<Greetings>({ id: 'greeter.greetings' });
const clock = createServiceRef<{ now(): string }>({
  id: 'greeter.clock',
  defaultFactory: async service =>
    createServiceFactory({ service, deps: {}, factory: () => ({ now: () => 'noon' }) }),
});

it("accepts Portico's plugin, module, loader and service factory as objects", async () => {
  const seen: string[] = [];
  const plugin = createBackendPlugin({
    pluginId: 'greeter',
    register(env) {
      env.registerExtensionPoint(greetings, { add: greeting => seen.push(greeting) });
      env.registerInit({
        deps: { clock, plugin: coreServices.pluginMetadata, config: coreServices.rootConfig },
        init({ clock, plugin, config }) {
          seen.push(`${plugin.getId()} at ${clock.now()} in ${config.getString('app.title')}`);
        },
      });
    },
  });
  const module = createBackendModule({
    pluginId: 'greeter',
    moduleId: 'english',
    register(env) {
      env.registerInit({ deps: { greetings }, init: ({ greetings: slot }) => slot.add('hello') });
    },
  });
  const loader = createBackendFeatureLoader({
    deps: { config: coreServices.rootConfig },
    *loader({ config }) {
      if (config.getString('app.title') === 'Portico') yield module;
    },
  });

  const backend = createSpecializedBackend({
    defaultServiceFactories: [
      mockServices.rootConfig.factory({ data: { app: { title: 'Portico' } } }),
      mockServices.rootLogger.factory(),
      mockServices.logger.factory(),
      mockServices.rootLifecycle.factory(),
      mockServices.lifecycle.factory(),
    ],
  });
  backend.add(plugin as OfficialFeature);
  backend.add(loader as OfficialFeature);
  const { result } = await backend.start();
  await backend.stop();

  expect(result.outcome).toBe('success');
  expect(seen).toEqual(['hello', 'greeter at noon in Portico']);
});
