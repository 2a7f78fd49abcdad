import { useCallback, useMemo } from 'react';
import { keepPreviousData, useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { useSearchParams } from 'react-router';
import type { EntityFilterQuery } from '@portico/catalog-client';
import { useApi } from '@portico/frontend-plugin-api';
import { catalogApiRef, catalogQueryKey } from '@portico/plugin-catalog/react';
import type { TableSort } from '@portico/ui';

/** The filters of the list and the fields that they are about. */
export const apiFacets = {
  type: 'spec.type',
  lifecycle: 'spec.lifecycle',
  owner: 'relations.ownedBy',
} as const;

/** The name of a filter. */
export type ApiFacet = keyof typeof apiFacets;

/** The columns by which the list sorts, and the fields that they are about. */
export const sortFields: Readonly<Record<string, string>> = {
  name: 'metadata.name',
  type: 'spec.type',
  owner: 'spec.owner',
  lifecycle: 'spec.lifecycle',
};

const facetNames: readonly ApiFacet[] = ['type', 'lifecycle', 'owner'];
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
];

/** What the URL says about the list, and how to change it. */
export function useApiListState() {
  const [params, setParams] = useSearchParams();
  const text = params.get('text') ?? '';
  const sort: TableSort = {
    column: params.get('sort')?.replace(/^-/, '') ?? 'name',
    direction: params.get('sort')?.startsWith('-') ? 'desc' : 'asc',
  };
  const selected = useMemo(
    () =>
      Object.fromEntries(facetNames.map(name => [name, params.getAll(name)])) as Record<ApiFacet, string[]>,
    [params],
  );
  const change = useCallback(
    (edit: (next: URLSearchParams) => void) =>
      setParams(
        before => {
          const next = new URLSearchParams(before);
          edit(next);
          return next;
        },
        { replace: true },
      ),
    [setParams],
  );
  return {
    text,
    sort,
    selected,
    setText: (value: string) =>
      change(next => (value === '' ? next.delete('text') : next.set('text', value))),
    setSort: ({ column, direction }: TableSort) =>
      change(next => next.set('sort', direction === 'desc' ? `-${column}` : column)),
    setSelected: (name: ApiFacet, values: readonly string[]) =>
      change(next => {
        next.delete(name);
        for (const value of values) next.append(name, value);
      }),
  };
}

type ListState = Pick<ReturnType<typeof useApiListState>, 'text' | 'sort' | 'selected'>;

/** The APIs that fit, page by page. */
export function useApiList({ text, sort, selected }: ListState) {
  const catalog = useApi(catalogApiRef);
  return useInfiniteQuery({
    queryKey: [...catalogQueryKey, 'api-list', text, sort, selected],
    initialPageParam: undefined as string | undefined,
    placeholderData: keepPreviousData,
    queryFn: async ({ pageParam, signal }) =>
      catalog.queryEntities(
        pageParam === undefined
          ? {
              filter: toFilter(selected),
              fields: shownFields,
              limit: pageSize,
              orderFields: [{ field: sortFields[sort.column] ?? 'metadata.name', order: sort.direction }],
              ...(text !== '' && {
                fullTextFilter: {
                  term: text,
                  fields: ['metadata.name', 'metadata.title', 'metadata.description'],
                },
              }),
            }
          : { cursor: pageParam, fields: shownFields, limit: pageSize },
        { signal },
      ),
    getNextPageParam: page => page.pageInfo.nextCursor,
  });
}

/** How many APIs have which value of a filter, the values of the other filters given. */
export function useApiCounts(name: ApiFacet, selected: ListState['selected']) {
  const catalog = useApi(catalogApiRef);
  const others = { ...selected, [name]: [] };
  const { data } = useQuery({
    queryKey: [...catalogQueryKey, 'api-counts', name, others],
    placeholderData: keepPreviousData,
    queryFn: async ({ signal }) => {
      const facet = apiFacets[name];
      const { facets } = await catalog.getEntityFacets(
        { facets: [facet], filter: toFilter(others) },
        { signal },
      );
      return facets[facet] ?? [];
    },
  });
  return data ?? [];
}

function toFilter(selected: ListState['selected']): EntityFilterQuery {
  const entries = facetNames
    .filter(name => selected[name].length > 0)
    .map(name => [apiFacets[name], selected[name]]);
  return { kind: 'api', ...Object.fromEntries(entries) };
}
