import { useState } from 'react';
import { keepPreviousData, useQueries } from '@tanstack/react-query';
import type { CatalogApi } from '@portico/catalog-client';
import type { Entity } from '@portico/catalog-model';
import { useApi } from '@portico/frontend-plugin-api';
import { catalogApiRef } from '../../react/catalog-api.ts';
import { catalogQueryKey } from '../../react/entity-queries.ts';

/** The entity at the other end of a relation; absent when the catalog has none. */
export interface RelationRow {
  ref: string;
  entity?: Entity | undefined;
}

const pageSize = 100;
const shownFields = [
  'kind',
  'metadata.name',
  'metadata.namespace',
  'metadata.title',
  'metadata.description',
  'spec.type',
  'spec.lifecycle',
  'spec.owner',
  'spec.profile.displayName',
];

/** The first of some refs with their entities, of which more are loaded as `loadMore` is called, up to `limit`. */
export function useRelationRows(refs: readonly string[], limit: number) {
  const catalog = useApi(catalogApiRef);
  const [pages, setPages] = useState(1);
  const count = Math.min(refs.length, pageSize * pages);
  const chunks = Array.from({ length: Math.ceil(count / pageSize) }, (_, index) =>
    refs.slice(index * pageSize, (index + 1) * pageSize),
  );
  const results = useQueries({ queries: chunks.map(chunk => rowsQuery(catalog, chunk)) });
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

function rowsQuery(catalog: CatalogApi, refs: readonly string[]) {
  return {
    queryKey: [...catalogQueryKey, 'rows', refs],
    queryFn: async ({ signal }: { signal: AbortSignal }): Promise<RelationRow[]> => {
      const request = { entityRefs: [...refs], fields: shownFields };
      const { items } = await catalog.getEntitiesByRefs(request, { signal });
      return refs.map((ref, index) => ({ ref, entity: items[index] }));
    },
    placeholderData: keepPreviousData<RelationRow[]>,
  };
}
