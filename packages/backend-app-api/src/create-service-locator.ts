import type { ServiceFactory, ServiceRef } from '@portico/backend-plugin-api';
import { checkServices } from './check-services.ts';
import { readServiceFactory } from './read-feature.ts';
import { createServiceFactories } from './service-factories.ts';
import { createServiceGraph, isMissing } from './service-graph.ts';
import { createServiceInstances } from './service-instances.ts';

/** Gives services without a backend around them. */
export interface ServiceLocator {
  /** The service, for a plugin if it is of plugin scope. Throws when it, or what it needs, is missing or in a circle. */
  get(ref: ServiceRef<unknown>, pluginId?: string): Promise<unknown>;
}

/** Makes a locator, for tests and tools; of two factories for one service the later counts. */
export function createServiceLocator(serviceFactories: readonly ServiceFactory[]): ServiceLocator {
  const factories = createServiceFactories(
    serviceFactories.map((factory, index) => readServiceFactory(factory, `serviceFactories[${index}]`)),
  );
  const instances = createServiceInstances(factories);
  return {
    async get(ref, pluginId) {
      const graph = createServiceGraph(factories);
      const needs = await graph.expand([ref]);
      const owner = ref.scope === 'plugin' && pluginId !== undefined ? { owner: { pluginId } } : {};
      const [fault] = checkServices(graph, factories.provided(), [{ needs, ...owner }]);
      if (fault) throw fault.error;
      const [need] = needs;
      if (need?.error) throw need.error;
      if (need && isMissing(need)) {
        throw new Error(`No service available for '${ref.id}'; add a factory for it`);
      }
      return instances.get(ref, pluginId);
    },
  };
}
