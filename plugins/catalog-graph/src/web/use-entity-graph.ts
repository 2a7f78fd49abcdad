import { keepPreviousData, useQuery, type UseQueryResult } from '@tanstack/react-query';
import type { EntityGraph, EntityGraphRequest } from '@portico/catalog-client';
import { useApi } from '@portico/frontend-plugin-api';
import { catalogApiRef, catalogQueryKey } from '@portico/plugin-catalog/react';

const farthest = 100;

/** The entities around others, in one request; the answer before stays until the next is there. */
export function useEntityGraph({
  depth = 1,
  ...request
}: EntityGraphRequest & { depth?: number }): UseQueryResult<EntityGraph> {
  const catalog = useApi(catalogApiRef);
  const asked = { ...request, depth: Math.min(depth, farthest) };
  return useQuery({
    queryKey: [...catalogQueryKey, 'graph', asked],
    queryFn: ({ signal }) => catalog.getEntityGraph(asked, { signal }),
    enabled: asked.entityRefs.length > 0,
    placeholderData: keepPreviousData,
  });
}
