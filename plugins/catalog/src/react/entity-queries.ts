import { queryOptions, useQuery, type UseQueryResult } from '@tanstack/react-query';
import type { CatalogApi } from '@portico/catalog-client';
import type { Entity } from '@portico/catalog-model';
import { useApi } from '@portico/frontend-plugin-api';
import { catalogApiRef } from './catalog-api.ts';
import { entityLoaderApiRef, type EntityLoaderApi } from './entity-loader-api.ts';

/** What links show changes seldom, in milliseconds. */
const summaryFreshFor = 60_000;

/** The keys of all answers of the catalog begin with this: invalidate it after a change. */
export const catalogQueryKey = ['catalog'] as const;

/** The query for a whole entity; `null` when the catalog has none. Its page and the links that lead there share it. */
export function entityQuery(catalog: CatalogApi, entityRef: string) {
  return queryOptions({
    queryKey: [...catalogQueryKey, 'entity', entityRef],
    // Browsers write a 404 into the console; this is answered with 200 whether it is there or not.
    queryFn: async ({ signal }): Promise<Entity | null> =>
      (await catalog.getEntitiesByRefs({ entityRefs: [entityRef] }, { signal })).items[0] ?? null,
  });
}

/** The query for what links show of an entity; `null` when the catalog has none. */
export function entitySummaryQuery(loader: EntityLoaderApi, entityRef: string) {
  return queryOptions({
    queryKey: [...catalogQueryKey, 'summary', entityRef],
    queryFn: async (): Promise<Entity | null> => loader.loadSummary(entityRef),
    staleTime: summaryFreshFor,
  });
}

/** A whole entity by its full ref; `null` when the catalog has none. */
export function useEntityByRef(entityRef: string): UseQueryResult<Entity | null> {
  return useQuery(entityQuery(useApi(catalogApiRef), entityRef));
}

/** What links and lists show of an entity, by its full ref: many on a screen are one request. */
export function useEntitySummary(
  entityRef: string,
  { isNeeded = true }: { isNeeded?: boolean } = {},
): UseQueryResult<Entity | null> {
  return useQuery({ ...entitySummaryQuery(useApi(entityLoaderApiRef), entityRef), enabled: isNeeded });
}
