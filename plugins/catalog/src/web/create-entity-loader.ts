import type { CatalogApi } from '@portico/catalog-client';
import type { Entity } from '@portico/catalog-model';
import type { EntityLoaderApi } from '../react/entity-loader-api.ts';

/** How long calls are waited for that go into the same request, in milliseconds. */
const patience = 10;

const summaryFields = [
  'apiVersion',
  'kind',
  'metadata.name',
  'metadata.namespace',
  'metadata.title',
  'metadata.description',
  'spec.type',
  'spec.lifecycle',
  'spec.owner',
  'spec.profile',
  'status',
];

interface Waiting {
  promise: Promise<Entity | null>;
  resolve(entity: Entity | null): void;
  reject(error: unknown): void;
}

/** Makes the loader of what links show: calls that come close together are one request, and equal ones one ref in it. */
export function createEntityLoader(catalog: Pick<CatalogApi, 'getEntitiesByRefs'>): EntityLoaderApi {
  let waiting = new Map<string, Waiting>();

  const load = async (): Promise<void> => {
    const batch = waiting;
    waiting = new Map();
    try {
      const entityRefs = [...batch.keys()];
      const { items } = await catalog.getEntitiesByRefs({ entityRefs, fields: summaryFields });
      for (const [index, ref] of entityRefs.entries()) batch.get(ref)?.resolve(items[index] ?? null);
    } catch (error) {
      for (const { reject } of batch.values()) reject(error);
    }
  };

  return {
    async loadSummary(entityRef) {
      const known = waiting.get(entityRef);
      if (known) return known.promise;
      if (waiting.size === 0) setTimeout(() => void load(), patience);
      const asked: Waiting = Promise.withResolvers<Entity | null>();
      waiting.set(entityRef, asked);
      return asked.promise;
    },
  };
}
