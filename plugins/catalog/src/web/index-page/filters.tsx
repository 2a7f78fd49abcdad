import { useContext } from 'react';
import { useQuery } from '@tanstack/react-query';
import { useApi, useTranslationRef } from '@portico/frontend-plugin-api';
import { FacetSection, KindIcon, type FacetOption } from '@portico/ui';
import { catalogApiRef } from '../../react/catalog-api.ts';
import { CatalogFacet } from '../../react/catalog-facet.tsx';
import { useCatalogFilter, type FacetCount } from '../../react/catalog-list-context.ts';
import { catalogQueryKey } from '../../react/entity-queries.ts';
import { catalogTranslationRef } from '../catalog-translation.ts';
import { useKindPlural } from '../../react/use-kind-name.ts';
import {
  allKinds,
  kindRule,
  levelField,
  lifecycleRule,
  namespaceRule,
  orphanField,
  statusRule,
  tagRule,
  typeRule,
} from './filter-rules.ts';
import { NotInCatalog } from './not-in-catalog.tsx';
import { UnreadSourcesContext } from './use-unread-sources.ts';

/** Kinds are few and what everybody begins with. */
const mostKinds = 14;

export { ListFilter } from './list-filter.tsx';
export { OwnerFilter } from './owner-filter.tsx';

/** Chooses the kind. Another kind has other types, so that they start anew. */
export function KindFilter() {
  const { t } = useTranslationRef(catalogTranslationRef);
  const { values, setValues, countsOf, isUncounted } = useCatalogFilter(kindRule.param);
  const counts = countsOf('kind');
  const toPlural = useKindPlural();
  const options = toKindOptions(counts, values).map(option => ({
    ...option,
    label: toPlural(option.label ?? ''),
  }));
  const total = (counts ?? []).reduce((sum, { count }) => sum + count, 0);
  const all = { value: allKinds, label: t('allKinds'), count: total === 0 ? undefined : total };
  return (
    <FacetSection
      group={{
        id: kindRule.param,
        title: t('filter.kind'),
        options: counts ? [...options, all] : options,
        selected: values.map(value => value.toLowerCase()),
        onChange: next => setValues(next.length === 0 ? [allKinds] : next),
        isSingle: true,
        shortLength: mostKinds,
        isLoading: counts === undefined && !isUncounted,
      }}
    />
  );
}

/** The kinds, whatever the case in which entities write them. What is chosen is one of them, also before they are counted and when it has no entities. */
function toKindOptions(counts: readonly FacetCount[] | undefined, values: readonly string[]): FacetOption[] {
  const options = new Map<string, FacetOption>();
  const counted = new Set((counts ?? []).map(({ value }) => value.toLowerCase()));
  const others = values
    .filter(value => value !== allKinds && !counted.has(value.toLowerCase()))
    .map(value => ({ value: value.charAt(0).toUpperCase() + value.slice(1), count: counts && 0 }));
  for (const { value, count } of [...(counts ?? []), ...others]) {
    const kind = value.toLowerCase();
    const same = options.get(kind)?.count ?? 0;
    options.set(kind, {
      value: kind,
      label: value,
      count: count === undefined ? undefined : count + same,
      icon: <KindIcon kind={kind} size={14} />,
    });
  }
  return [...options.values()].sort((a, b) => (b.count ?? 0) - (a.count ?? 0));
}

/** Filters by type. */
export function TypeFilter() {
  const { t } = useTranslationRef(catalogTranslationRef);
  return <CatalogFacet param={typeRule.param} title={t('filter.type')} field="spec.type" />;
}

/** Filters by lifecycle. */
export function LifecycleFilter() {
  const { t } = useTranslationRef(catalogTranslationRef);
  return <CatalogFacet param={lifecycleRule.param} title={t('filter.lifecycles')} field="spec.lifecycle" />;
}

/** Filters by tag. */
export function TagFilter() {
  const { t } = useTranslationRef(catalogTranslationRef);
  return <CatalogFacet param={tagRule.param} title={t('filter.tags')} field="metadata.tags" />;
}

/** Filters by namespace; of no use while there is only one. */
export function NamespaceFilter() {
  const { t } = useTranslationRef(catalogTranslationRef);
  const { values, countsOf } = useCatalogFilter(namespaceRule.param);
  if (values.length === 0 && (countsOf('metadata.namespace')?.length ?? 0) < 2) return null;
  return (
    <CatalogFacet
      param={namespaceRule.param}
      title={t('filter.namespace')}
      field="metadata.namespace"
      isClosed
    />
  );
}

/** Filters by what is wrong with entities, or may be. */
export function StatusFilter() {
  const { t } = useTranslationRef(catalogTranslationRef);
  const { values, setValues, countsOf, isUncounted } = useCatalogFilter(statusRule.param);
  const countOf = (field: string, value: string): number | undefined => {
    const counts = countsOf(field);
    return counts && (counts.find(counted => counted.value === value)?.count ?? 0);
  };
  const options = [
    { value: 'error', label: t('state.error'), count: countOf(levelField, 'error') },
    { value: 'orphan', label: t('state.orphan'), count: countOf(orphanField, 'true') },
    { value: 'stale', label: t('state.stale'), count: useStaleCount() },
  ];
  return (
    <>
      <FacetSection
        group={{
          id: statusRule.param,
          title: t('filter.status'),
          options,
          selected: values,
          onChange: setValues,
          isLoading: countsOf(levelField) === undefined && !isUncounted,
        }}
      />
      <NotInCatalog />
    </>
  );
}

/** How many entities come from what could not be read; there is nothing to ask where all could be. */
function useStaleCount(): number | undefined {
  const catalog = useApi(catalogApiRef);
  const { questionFor, afterTable } = useCatalogFilter(statusRule.param);
  const sources = useContext(UnreadSourcesContext);
  const question = questionFor(['stale']);
  const { data } = useQuery({
    queryKey: [...catalogQueryKey, 'count', 'stale', question],
    enabled: sources !== undefined && sources.size > 0,
    queryFn: async ({ signal }) => {
      await afterTable();
      return (await catalog.queryEntities({ ...question, limit: 0 }, { signal })).totalItems;
    },
  });
  return sources?.size === 0 ? 0 : data;
}
