import { stringifyError } from '@portico/errors';
import { coreServices, type InternalServiceFactory, type ServiceRef } from '@portico/backend-plugin-api';
import type { ServiceFactories } from './service-factories.ts';

/** Creates services when they are first asked for: once, or once for each plugin. */
export interface ServiceInstances {
  /**
   * The service as a plugin sees it; a list of services for a multiton, which
   * may be empty; `undefined` when there is none. Root services are asked for
   * without a plugin.
   */
  get(ref: ServiceRef<unknown>, pluginId?: string): Promise<unknown>;
  /** As `get`, without creating anything. */
  getCreated(ref: ServiceRef<unknown>, pluginId?: string): Promise<unknown>;
  /** The services that took time, in milliseconds, slowest first. */
  timings(): ServiceTiming[];
}

/** How long a service took to be created, not counting what it depends on. */
export interface ServiceTiming {
  id: string;
  pluginId?: string;
  ms: number;
}

/** What belongs to one factory; a root service is kept under no plugin. */
interface Instances {
  rootContext?: Promise<unknown>;
  byPlugin: Map<string | undefined, Promise<unknown>>;
}

/** Creates services from their factories, which must have been checked: a cycle would never end. */
export function createServiceInstances(factories: ServiceFactories): ServiceInstances {
  const instancesByFactory = new Map<InternalServiceFactory, Instances>();
  const timings: ServiceTiming[] = [];

  async function get(ref: ServiceRef<unknown>, pluginId?: string): Promise<unknown> {
    if (ref.id === coreServices.pluginMetadata.id) return { getId: () => pluginId };
    const found = await factories.resolve(ref);
    const services = await Promise.all(found.map(factory => getOne(factory, pluginId)));
    return ref.multiton ? services : services[0];
  }

  function getOne(factory: InternalServiceFactory, pluginId: string | undefined): Promise<unknown> {
    const instances = instancesOf(factory);
    const owner = factory.service.scope === 'root' ? undefined : pluginId;
    const existing = instances.byPlugin.get(owner);
    if (existing) return existing;
    const creating = owner === undefined ? createRoot(factory) : createForPlugin(factory, instances, owner);
    instances.byPlugin.set(owner, creating);
    return creating;
  }

  function instancesOf(factory: InternalServiceFactory): Instances {
    const instances = instancesByFactory.get(factory) ?? { byPlugin: new Map() };
    instancesByFactory.set(factory, instances);
    return instances;
  }

  async function createRoot(factory: InternalServiceFactory): Promise<unknown> {
    const deps = await getAll(factory.deps);
    return timed({ id: factory.service.id }, () => factory.factory(deps, undefined));
  }

  async function createForPlugin(
    factory: InternalServiceFactory,
    instances: Instances,
    pluginId: string,
  ): Promise<unknown> {
    const { id } = factory.service;
    instances.rootContext ??= createRootContext(factory);
    const context = await instances.rootContext;
    try {
      const deps = await getAll(factory.deps, pluginId);
      return await timed({ id, pluginId }, () => factory.factory(deps, context));
    } catch (error) {
      throw new Error(
        `Failed to instantiate service '${id}' for '${pluginId}' because the factory function threw an error, ${stringifyError(error)}`,
        { cause: error },
      );
    }
  }

  async function createRootContext(factory: InternalServiceFactory): Promise<unknown> {
    const rootDeps = Object.fromEntries(
      Object.entries(factory.deps).filter(([, { scope }]) => scope === 'root'),
    );
    try {
      return await factory.createRootContext?.(await getAll(rootDeps));
    } catch (error) {
      throw new Error(
        `Failed to instantiate service '${factory.service.id}' because createRootContext threw an error, ${stringifyError(error)}`,
        { cause: error },
      );
    }
  }

  async function getAll(
    deps: InternalServiceFactory['deps'],
    pluginId?: string,
  ): Promise<Record<string, unknown>> {
    const entries = Object.entries(deps).map(
      async ([name, ref]) => [name, await get(ref, pluginId)] as const,
    );
    return Object.fromEntries(await Promise.all(entries));
  }

  async function timed<T>(of: Omit<ServiceTiming, 'ms'>, create: () => Promise<T>): Promise<T> {
    const begin = performance.now();
    try {
      return await create();
    } finally {
      timings.push({ ...of, ms: performance.now() - begin });
    }
  }

  return {
    get,
    async getCreated(ref, pluginId) {
      const [factory] = await factories.resolve(ref);
      if (!factory) return undefined;
      const owner = factory.service.scope === 'root' ? undefined : pluginId;
      return instancesByFactory.get(factory)?.byPlugin.get(owner);
    },
    timings: () => timings.toSorted((a, b) => b.ms - a.ms),
  };
}
