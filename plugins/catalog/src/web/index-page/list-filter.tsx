import { useQueries } from '@tanstack/react-query';
import { useApi, useTranslationRef } from '@portico/frontend-plugin-api';
import { FacetSection } from '@portico/ui';
import { catalogApiRef } from '../../react/catalog-api.ts';
import { useCatalogFilter } from '../../react/catalog-list-context.ts';
import { catalogQueryKey } from '../../react/entity-queries.ts';
import { useFilterContext } from '../../react/use-filter-context.ts';
import { catalogTranslationRef } from '../catalog-translation.ts';
import { listRule } from './filter-rules.ts';

const choices = ['owned', 'teams', 'starred'] as const;

/** Chooses what is the user's, their teams' or starred, each with how many that would be. */
export function ListFilter() {
  const { t } = useTranslationRef(catalogTranslationRef);
  const catalog = useApi(catalogApiRef);
  const { values, setValues, questionFor, afterTable } = useCatalogFilter(listRule.param);
  const { isReady } = useFilterContext();
  const counts = useQueries({
    queries: choices.map(choice => {
      const question = questionFor([choice]);
      return {
        queryKey: [...catalogQueryKey, 'count', choice, question],
        enabled: isReady,
        queryFn: async ({ signal }: { signal: AbortSignal }) => {
          await afterTable();
          return (await catalog.queryEntities({ ...question, limit: 0 }, { signal })).totalItems;
        },
      };
    }),
  });
  return (
    <FacetSection
      group={{
        id: listRule.param,
        title: t('filter.user'),
        options: choices.map((value, index) => ({
          value,
          label: t(`shown.${value}`),
          count: counts[index]?.data,
        })),
        selected: values.filter(value => value !== 'all'),
        onChange: setValues,
        isSingle: true,
      }}
    />
  );
}
