import { useTranslationRef } from '@portico/frontend-plugin-api';
import { CatalogFacet } from '../../react/catalog-facet.tsx';
import { useCatalogFilter } from '../../react/catalog-list-context.ts';
import { catalogTranslationRef } from '../catalog-translation.ts';
import { ownerRule } from './filter-rules.ts';
import { useOwnerNames } from './use-owner-names.ts';

const field = 'relations.ownedBy';

/** Filters by owner, under the names that the owners have. */
export function OwnerFilter() {
  const { t } = useTranslationRef(catalogTranslationRef);
  const { countsOf, values } = useCatalogFilter(ownerRule.param);
  const nameOf = useOwnerNames([...values, ...(countsOf(field) ?? []).map(({ value }) => value)]);
  return <CatalogFacet param={ownerRule.param} title={t('filter.owners')} field={field} labelOf={nameOf} />;
}
