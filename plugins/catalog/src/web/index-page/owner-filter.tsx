import { useQueries } from '@tanstack/react-query';
import { isEntityRef } from '@portico/catalog-model/refs';
import { useApi, useTranslationRef } from '@portico/frontend-plugin-api';
import { CatalogFacet } from '../../react/catalog-facet.tsx';
import { useCatalogFilter } from '../../react/catalog-list-context.ts';
import { entityLoaderApiRef } from '../../react/entity-loader-api.ts';
import { shortName, titleOf } from '../../react/entity-names.ts';
import { entitySummaryQuery } from '../../react/entity-queries.ts';
import { catalogTranslationRef } from '../catalog-translation.ts';
import { ownerRule } from './filter-rules.ts';

const field = 'relations.ownedBy';
/** Titles of more owners than these are not worth the wait. */
const mostNamed = 200;

/** Filters by owner, under the names that the owners have. */
export function OwnerFilter() {
  const { t } = useTranslationRef(catalogTranslationRef);
  const { countsOf, values } = useCatalogFilter(ownerRule.param);
  const refs = [...values, ...(countsOf(field) ?? []).map(({ value }) => value)];
  const titles = useTitles([...new Set(refs)].filter(ref => isEntityRef(ref)).slice(0, mostNamed));
  return (
    <CatalogFacet
      param={ownerRule.param}
      title={t('filter.owners')}
      field={field}
      labelOf={ref => titles.get(ref) ?? (isEntityRef(ref) ? shortName(ref) : ref)}
    />
  );
}

/** The links of the table name the same owners, in the same request. */
function useTitles(refs: readonly string[]): ReadonlyMap<string, string> {
  const loader = useApi(entityLoaderApiRef);
  const owners = useQueries({ queries: refs.map(ref => entitySummaryQuery(loader, ref)) });
  return new Map(
    owners.flatMap(({ data }, index): [string, string][] => {
      const ref = refs[index];
      return data && ref !== undefined ? [[ref, titleOf(data)]] : [];
    }),
  );
}
