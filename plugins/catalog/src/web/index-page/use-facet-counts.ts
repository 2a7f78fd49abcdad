import { useMemo } from 'react';
import { keepPreviousData, useQueries } from '@tanstack/react-query';
import { useApi } from '@portico/frontend-plugin-api';
import { catalogApiRef } from '../../react/catalog-api.ts';
import type { CatalogFilterContext, CatalogFilterRule } from '../../react/catalog-filter-blueprint.tsx';
import type { CatalogList } from '../../react/catalog-list-context.ts';
import { catalogQueryKey } from '../../react/entity-queries.ts';
import { toListQuestion, valuesInForce } from './list-question.ts';
import type { ListState } from './list-state.ts';

/** What filters know of how many entities have their values. */
export type FacetCounts = Pick<CatalogList, 'countsOf' | 'isUncounted'>;

/**
 * Counts the values of all filters: with one request for those that are not in
 * force, and one more for each that is, since its own values must not narrow it.
 */
export function useFacetCounts(
  state: ListState,
  options: {
    rules: readonly CatalogFilterRule[];
    context: CatalogFilterContext;
    isReady: boolean;
    afterTable(): Promise<void>;
  },
): FacetCounts {
  const catalog = useApi(catalogApiRef);
  const { rules, context, isReady, afterTable } = options;
  const groups = useMemo(() => groupRules(state, rules, context), [state, rules, context]);
  const answers = useQueries({
    queries: groups.map(group => {
      const facets = group.flatMap(({ fields = [] }) => fields);
      const without = isInForce(state, group[0], context) ? group[0]?.param : undefined;
      const question = toListQuestion(state, { rules, context, without });
      return {
        queryKey: [...catalogQueryKey, 'facets', question, facets],
        queryFn: async ({ signal }: { signal: AbortSignal }) => {
          await afterTable();
          return (await catalog.getEntityFacets({ facets, ...question }, { signal })).facets;
        },
        enabled: isReady,
        placeholderData: keepPreviousData,
      };
    }),
  });
  return {
    countsOf: (param, field) =>
      answers[groups.findIndex(group => group.some(rule => rule.param === param))]?.data?.[field],
    isUncounted: answers.some(({ isError }) => isError),
  };
}

function groupRules(
  state: ListState,
  rules: readonly CatalogFilterRule[],
  context: CatalogFilterContext,
): CatalogFilterRule[][] {
  const counted = rules.filter(({ fields = [] }) => fields.length > 0);
  const alone = counted.filter(rule => isInForce(state, rule, context));
  const together = counted.filter(rule => !alone.includes(rule));
  return [...alone.map(rule => [rule]), ...(together.length > 0 ? [together] : [])];
}

function isInForce(
  state: ListState,
  rule: CatalogFilterRule | undefined,
  context: CatalogFilterContext,
): boolean {
  return rule !== undefined && rule.toPredicate(valuesInForce(state, rule), context) !== undefined;
}
