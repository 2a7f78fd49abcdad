import { useMemo } from 'react';
import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query';
import type { Entity } from '@portico/catalog-model';
import { useApi } from '@portico/frontend-plugin-api';
import { catalogApiRef } from '../../react/catalog-api.ts';
import type { ListQuestion } from '../../react/catalog-list-context.ts';
import { catalogQueryKey } from '../../react/entity-queries.ts';

/** What a row shows; entities may have texts of megabytes beside it. */
const fields = [
  'apiVersion',
  'kind',
  'metadata.uid',
  'metadata.name',
  'metadata.namespace',
  'metadata.title',
  'metadata.description',
  'metadata.tags',
  'metadata.annotations.backstage.io/orphan',
  'spec.type',
  'spec.lifecycle',
  'spec.owner',
  'spec.system',
  'spec.domain',
  'spec.parent',
  'spec.memberOf',
  'spec.profile',
  'spec.target',
  'spec.targets',
  'status',
];

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
  options: { sortField: string; direction: 'asc' | 'desc'; pageSize: number; isReady: boolean },
): EntityList {
  const catalog = useApi(catalogApiRef);
  const { sortField, direction, pageSize, isReady } = options;
  const list = useInfiniteQuery({
    queryKey: [...catalogQueryKey, 'list', question, sortField, direction, pageSize],
    initialPageParam: '',
    queryFn: async ({ pageParam: cursor, signal }) =>
      catalog.queryEntities(
        cursor === ''
          ? { ...question, orderFields: [{ field: sortField, order: direction }], fields, limit: pageSize }
          : { cursor, fields, limit: pageSize },
        { signal },
      ),
    getNextPageParam: page => page.pageInfo.nextCursor,
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
