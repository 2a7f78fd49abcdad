import {
  infiniteQueryOptions,
  queryOptions,
  useInfiniteQuery,
  useQuery,
  type UseQueryResult,
} from '@tanstack/react-query';
import type { CatalogApi, EntityExplanation } from '@portico/catalog-client';
import { useApi } from '@portico/frontend-plugin-api';
import { catalogApiRef, catalogQueryKey } from '../../react.ts';

const freshFor = 2000;
const changesOfPage = 20;

/** The query for why an entity is as it is, or is not. */
export function explanationQuery(catalog: CatalogApi, entityRef: string) {
  return queryOptions({
    queryKey: [...catalogQueryKey, 'explanation', entityRef],
    queryFn: ({ signal }) => catalog.explain(entityRef, { signal }),
    staleTime: freshFor,
  });
}

/** Why an entity is as it is, or is not. */
export function useExplanation(
  entityRef: string,
  options: { isNeeded?: boolean; refetchInterval?: number | (() => number) } = {},
): UseQueryResult<EntityExplanation> {
  const { isNeeded = true, refetchInterval = false } = options;
  const catalog = useApi(catalogApiRef);
  return useQuery({ ...explanationQuery(catalog, entityRef), enabled: isNeeded, refetchInterval });
}

/** What has changed about an entity, the latest first, page by page. */
export function useHistory(entityRef: string) {
  const catalog = useApi(catalogApiRef);
  return useInfiniteQuery(
    infiniteQueryOptions({
      queryKey: [...catalogQueryKey, 'history', entityRef],
      queryFn: async ({ pageParam, signal }) => {
        const request = { limit: changesOfPage, cursor: pageParam };
        return (await catalog.history(entityRef, request, { signal })) ?? { items: [], pageInfo: {} };
      },
      initialPageParam: undefined as string | undefined,
      getNextPageParam: page => page.pageInfo.nextCursor,
      staleTime: freshFor,
    }),
  );
}
