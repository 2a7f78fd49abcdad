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
  return new InstancesByFactory(factories);
}

class InstancesByFactory implements ServiceInstances {
  readonly #factories: ServiceFactories;
  readonly #instances = new Map<InternalServiceFactory, Instances>();
  readonly #timings: ServiceTiming[] = [];

  constructor(factories: ServiceFactories) {
    this.#factories = factories;
  }

  async get(ref: ServiceRef<unknown>, pluginId?: string): Promise<unknown> {
    if (ref.id === coreServices.pluginMetadata.id) return { getId: () => pluginId };
    const found = await this.#factories.resolve(ref);
    const services = await Promise.all(found.map(factory => this.#getOne(factory, pluginId)));
    return ref.multiton ? services : services[0];
  }

  async getCreated(ref: ServiceRef<unknown>, pluginId?: string): Promise<unknown> {
    const [factory] = await this.#factories.resolve(ref);
    return factory && this.#instances.get(factory)?.byPlugin.get(ownerOf(factory, pluginId));
  }

  timings(): ServiceTiming[] {
    return this.#timings.toSorted((a, b) => b.ms - a.ms);
  }

  #getOne(factory: InternalServiceFactory, pluginId: string | undefined): Promise<unknown> {
    const instances = this.#instances.get(factory) ?? { byPlugin: new Map() };
    this.#instances.set(factory, instances);
    const owner = ownerOf(factory, pluginId);
    const existing = instances.byPlugin.get(owner);
    if (existing) return existing;
    const creating =
      owner === undefined ? this.#createRoot(factory) : this.#createForPlugin(factory, instances, owner);
    instances.byPlugin.set(owner, creating);
    return creating;
  }

  async #createRoot(factory: InternalServiceFactory): Promise<unknown> {
    const deps = await this.#getAll(factory.deps);
    return this.#time({ id: factory.service.id }, () => factory.factory(deps, undefined));
  }

  async #createForPlugin(
    factory: InternalServiceFactory,
    instances: Instances,
    pluginId: string,
  ): Promise<unknown> {
    const { id } = factory.service;
    instances.rootContext ??= this.#createRootContext(factory);
    const [context, deps] = await Promise.all([instances.rootContext, this.#getAll(factory.deps, pluginId)]);
    try {
      return await this.#time({ id, pluginId }, () => factory.factory(deps, context));
    } catch (error) {
      throw failed(`'${id}' for '${pluginId}' because the factory function threw an error`, error);
    }
  }

  async #createRootContext(factory: InternalServiceFactory): Promise<unknown> {
    const rootDeps = Object.fromEntries(
      Object.entries(factory.deps).filter(([, { scope }]) => scope === 'root'),
    );
    const deps = await this.#getAll(rootDeps);
    try {
      return await factory.createRootContext?.(deps);
    } catch (error) {
      throw failed(`'${factory.service.id}' because createRootContext threw an error`, error);
    }
  }

  async #getAll(deps: InternalServiceFactory['deps'], pluginId?: string): Promise<Record<string, unknown>> {
    const entries = Object.entries(deps).map(
      async ([name, ref]) => [name, await this.get(ref, pluginId)] as const,
    );
    return Object.fromEntries(await Promise.all(entries));
  }

  async #time<T>(service: Omit<ServiceTiming, 'ms'>, create: () => Promise<T>): Promise<T> {
    const begin = performance.now();
    try {
      return await create();
    } finally {
      this.#timings.push({ ...service, ms: performance.now() - begin });
    }
  }
}

function ownerOf(factory: InternalServiceFactory, pluginId: string | undefined): string | undefined {
  return factory.service.scope === 'root' ? undefined : pluginId;
}

function failed(what: string, cause: unknown): Error {
  return new Error(`Failed to instantiate service ${what}, ${stringifyError(cause)}`, { cause });
}
