import { useEffect } from 'react';
import { useQuery, useQueryClient, type QueryClient, type UseQueryResult } from '@tanstack/react-query';
import type { Entity } from '@portico/catalog-model';
import { useApi } from '@portico/frontend-plugin-api';
import { catalogApiRef, catalogQueryKey, entityQuery } from '../../react.ts';
import { paceOf } from './pace-of.ts';

/**
 * An entity that is kept up to date while the page is visible: its etag is asked
 * for now and then, and often where something is waited for: it was asked to be
 * checked, or is not there. `null` when the catalog has none.
 */
export function useLiveEntity(entityRef: string): UseQueryResult<Entity | null> {
  const catalog = useApi(catalogApiRef);
  const queries = useQueryClient();
  const query = useQuery(entityQuery(catalog, entityRef));
  const isKnown = query.data !== undefined;
  const shown = query.data === null ? '' : query.data?.metadata.etag;
  const missedAt = query.data === null ? query.dataUpdatedAt : 0;
  const { data: etag, dataUpdatedAt: seenAt } = useQuery({
    queryKey: etagKey(entityRef),
    queryFn: async ({ signal }) => {
      const request = { entityRefs: [entityRef], fields: ['metadata.etag'] };
      const [item] = (await catalog.getEntitiesByRefs(request, { signal })).items;
      return item?.metadata.etag ?? '';
    },
    enabled: isKnown,
    initialData: shown,
    staleTime: Infinity,
    retry: false,
    refetchInterval: () => paceOf(Date.now() - Math.max(missedAt, lastStirred(queries, entityRef))),
    refetchOnWindowFocus: 'always',
  });
  const isOld = isKnown && etag !== undefined && etag !== shown && seenAt > query.dataUpdatedAt;
  useEffect(() => {
    if (!isOld) return;
    calmEntity(queries, entityRef);
    void reloadEntity(queries, entityRef);
  }, [isOld, seenAt, queries, entityRef]);
  return query;
}

/** Has the page look at once and often for a while, since something is about to change. */
export function stirEntity(queries: QueryClient, entityRef: string): void {
  queries.setQueryData(stirKey(entityRef), Date.now());
  // A query takes a new pace with its next answer only.
  void queries.invalidateQueries({ queryKey: etagKey(entityRef) });
}

/** How long ago the page was told that something is about to change, in milliseconds. */
export function sinceStirred(queries: QueryClient, entityRef: string): number {
  return Date.now() - lastStirred(queries, entityRef);
}

/** What was waited for has come. */
function calmEntity(queries: QueryClient, entityRef: string): void {
  queries.setQueryData(stirKey(entityRef), 0);
}

/** Asks anew for all that is shown of an entity. */
export async function reloadEntity(queries: QueryClient, entityRef: string): Promise<void> {
  await Promise.all(
    ['entity', 'explanation', 'history', 'summary'].map(part =>
      queries.invalidateQueries({ queryKey: [...catalogQueryKey, part, entityRef] }),
    ),
  );
}

function etagKey(entityRef: string): readonly string[] {
  return [...catalogQueryKey, 'etag', entityRef];
}

function stirKey(entityRef: string): readonly string[] {
  return [...catalogQueryKey, 'stirred', entityRef];
}

function lastStirred(queries: QueryClient, entityRef: string): number {
  return queries.getQueryData<number>(stirKey(entityRef)) ?? 0;
}
