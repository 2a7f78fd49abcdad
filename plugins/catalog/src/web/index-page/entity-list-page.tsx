import { useMemo } from 'react';
import type { EntityListPageProps } from '../../react/catalog-parts-api.ts';
import { IndexPage } from './index-page.tsx';
import { ownFilters } from './own-filters.tsx';

/**
 * The catalog's list for one kind, as a page: the same table, filters, views,
 * bulk actions and export. Users keep views and columns for each kind.
 */
export function EntityListPage({ kind, ...page }: EntityListPageProps) {
  const filters = useMemo(() => ownFilters(kind), [kind]);
  return <IndexPage {...page} kind={kind} filters={filters} pageSize={undefined} />;
}
