import { infiniteQueryOptions } from '@tanstack/react-query';
import type { CatalogApi } from '@portico/catalog-client';
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
  'metadata.annotations.backstage.io/managed-by-location',
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

/** The first rows are to be there soon, the others without many requests. */
export const usualPageSize = 100;

/** How the entities that a question is about are listed. */
export interface ListOrder {
  /** A dotted path. */
  sortField: string;
  direction: 'asc' | 'desc';
  pageSize: number;
  /** Dotted paths of what is shown besides the usual. */
  ownFields?: readonly string[];
}

/** The request for the entities of the list, page by page: of its table, and of what begins before that is drawn. */
export function entityListQuery(catalog: CatalogApi, question: ListQuestion, order: ListOrder) {
  const { sortField, direction, pageSize, ownFields = [] } = order;
  const asked = [...fields, ...ownFields];
  return infiniteQueryOptions({
    queryKey: [...catalogQueryKey, 'list', question, sortField, direction, pageSize, ...ownFields],
    initialPageParam: '',
    queryFn: async ({ pageParam: cursor, signal }) =>
      catalog.queryEntities(
        cursor === ''
          ? {
              ...question,
              orderFields: [{ field: sortField, order: direction }],
              fields: asked,
              limit: pageSize,
            }
          : { cursor, fields: asked, limit: pageSize },
        { signal },
      ),
    getNextPageParam: page => page.pageInfo.nextCursor,
  });
}
