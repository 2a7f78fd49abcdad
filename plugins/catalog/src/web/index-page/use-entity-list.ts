import { useMemo } from 'react';
import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query';
import type { Entity } from '@portico/catalog-model';
import { useApi } from '@portico/frontend-plugin-api';
import { catalogApiRef } from '../../react/catalog-api.ts';
import type { ListQuestion } from '../../react/catalog-list-context.ts';
import { entityListQuery, type ListOrder } from './entity-list-query.ts';

/** More pages than this are not asked for again by themselves: the user scrolls through what was loaded. */
const mostRenewed = 3;

/** The entities of the list, page by page. */
export interface EntityList {
  /** Those that are loaded; `undefined` before the first. */
  entities: readonly Entity[] | undefined;
  total: number | undefined;
  /** What is shown belongs to the filters before. */
  isOutdated: boolean;
  isLoading: boolean;
  hasMore: boolean;
  loadMore(): void;
  error: Error | null;
  retry(): void;
}

/** Asks the catalog for the entities of the list. */
export function useEntityList(
  question: ListQuestion,
  { isReady, ...order }: ListOrder & { isReady: boolean },
): EntityList {
  const catalog = useApi(catalogApiRef);
  const list = useInfiniteQuery({
    ...entityListQuery(catalog, question, order),
    enabled: isReady,
    placeholderData: keepPreviousData,
    refetchOnMount: ({ state }) => (state.data?.pages.length ?? 0) <= mostRenewed,
    refetchOnWindowFocus: ({ state }) => (state.data?.pages.length ?? 0) <= mostRenewed,
  });
  const { data, isPending, isPlaceholderData, hasNextPage, isFetching, error } = list;
  const entities = useMemo(() => data?.pages.flatMap(page => page.items), [data]);
  return {
    entities,
    total: data?.pages[0]?.totalItems,
    isOutdated: isPlaceholderData,
    isLoading: isPending || isFetching,
    hasMore: hasNextPage,
    loadMore: () => void list.fetchNextPage(),
    error: entities === undefined || isPlaceholderData ? error : null,
    retry: () => void list.refetch(),
  };
}
