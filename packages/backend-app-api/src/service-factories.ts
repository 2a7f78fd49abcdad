import { stringifyError } from '@portico/errors';
import {
  coreServices,
  type InternalServiceFactory,
  type InternalServiceRef,
  type ServiceRef,
} from '@portico/backend-plugin-api';
import { readServiceFactory } from './read-feature.ts';

/** The service factories of a backend, by the id of their service. */
export interface ServiceFactories {
  /** Adds a factory, in place of a default one. Throws when the service is the initializer's own, is provided already or in use already. */
  add(factory: InternalServiceFactory): void;
  /** Whether a factory was added, as opposed to being a default one. */
  wasAdded(id: string): boolean;
  /** All that were given; those that references bring with them are not among them. */
  provided(): InternalServiceFactory[];
  /**
   * The factories behind a reference, loading the one that the reference brings
   * with it when none was given; once for all references that bring the same.
   * Empty when there is none.
   */
  resolve(ref: ServiceRef<unknown>): Promise<InternalServiceFactory[]>;
}

type LoadFactory = NonNullable<InternalServiceRef['__defaultFactory']>;

/** Collects service factories, beginning with the default ones, of which the last for a service counts. */
export function createServiceFactories(defaults: readonly InternalServiceFactory[]): ServiceFactories {
  const provided = new Map<string, InternalServiceFactory[]>();
  const addedIds = new Set<string>();
  const resolvedIds = new Set<string>();
  const loaded = new Map<LoadFactory, Promise<InternalServiceFactory[]>>();

  function put(factory: InternalServiceFactory): void {
    const { id, multiton } = factory.service;
    provided.set(id, multiton ? [...(provided.get(id) ?? []), factory] : [factory]);
  }

  function load(ref: ServiceRef<unknown>, loadFactory: LoadFactory): Promise<InternalServiceFactory[]> {
    const existing = loaded.get(loadFactory);
    if (existing) return existing;
    const loading = loadDefaultFactory(ref, loadFactory).then(factory => [factory]);
    loaded.set(loadFactory, loading);
    return loading;
  }

  for (const factory of defaults) put(factory);
  return {
    add(factory) {
      const { id, multiton } = factory.service;
      if (id === coreServices.pluginMetadata.id) throw new Error(`The ${id} service cannot be overridden`);
      if (resolvedIds.has(id)) {
        throw new Error(
          `Unable to set service factory with id ${id}, service has already been instantiated; add it before the feature loaders that use it`,
        );
      }
      if (!multiton && addedIds.has(id)) {
        throw new Error(`Duplicate service implementations provided for ${id}; keep one of them`);
      }
      addedIds.add(id);
      put(factory);
    },
    wasAdded: id => addedIds.has(id),
    provided: () => [...provided.values()].flat(),
    async resolve(ref) {
      resolvedIds.add(ref.id);
      const { __defaultFactory } = ref as InternalServiceRef;
      return provided.get(ref.id) ?? (__defaultFactory ? load(ref, __defaultFactory) : []);
    },
  };
}

async function loadDefaultFactory(
  ref: ServiceRef<unknown>,
  loadFactory: LoadFactory,
): Promise<InternalServiceFactory> {
  try {
    const loaded = await loadFactory(ref);
    const factory = typeof loaded === 'function' && !('$$type' in loaded) ? loaded() : loaded;
    return readServiceFactory(factory, `default factory for service '${ref.id}'`);
  } catch (error) {
    throw new Error(
      `Failed to instantiate service '${ref.id}' because the default factory loader threw an error, ${stringifyError(error)}`,
      { cause: error },
    );
  }
}
