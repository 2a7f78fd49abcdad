import { useState } from 'react';
import { keepPreviousData, useQueries } from '@tanstack/react-query';
import type { Entity } from '@portico/catalog-model';
import { useApi } from '@portico/frontend-plugin-api';
import { entityLoaderApiRef, type EntityLoaderApi } from '../../react/entity-loader-api.ts';
import { catalogQueryKey } from '../../react/entity-queries.ts';

/** The entity at the other end of a relation; absent when the catalog has none. */
export interface RelationRow {
  ref: string;
  entity?: Entity | undefined;
}

const pageSize = 100;

/** The first of some refs with their entities, of which more are loaded as `loadMore` is called, up to `limit`. */
export function useRelationRows(refs: readonly string[], limit: number) {
  const loader = useApi(entityLoaderApiRef);
  const [pages, setPages] = useState(1);
  const count = Math.min(refs.length, pageSize * pages);
  const chunks = Array.from({ length: Math.ceil(count / pageSize) }, (_, index) =>
    refs.slice(index * pageSize, (index + 1) * pageSize),
  );
  const results = useQueries({ queries: chunks.map(chunk => rowsQuery(loader, chunk)) });
  const failed = results.find(({ error }) => error);
  return {
    rows: results.flatMap(({ data }) => data ?? []).slice(0, limit),
    error: failed?.error ?? undefined,
    retry: () => void failed?.refetch(),
    isLoading: results.some(({ isPending }) => isPending),
    hasMore: !failed && count < Math.min(limit, refs.length),
    loadMore: () => setPages(before => before + 1),
  };
}

function rowsQuery(loader: EntityLoaderApi, refs: readonly string[]) {
  return {
    queryKey: [...catalogQueryKey, 'rows', refs],
    // The cards of a page and the links in them are one request.
    queryFn: async (): Promise<RelationRow[]> =>
      Promise.all(refs.map(async ref => ({ ref, entity: (await loader.loadSummary(ref)) ?? undefined }))),
    placeholderData: keepPreviousData<RelationRow[]>,
  };
}
