import { useMemo, useState } from 'react';
import type { CatalogFilterRule } from '../../react/catalog-filter-blueprint.tsx';
import type { CatalogList } from '../../react/catalog-list-context.ts';
import { useFilterContext } from '../../react/use-filter-context.ts';
import { asksForStale, listRule } from './filter-rules.ts';
import { toListQuestion, valuesInForce } from './list-question.ts';
import { withValues, type ListState } from './list-state.ts';
import { useFacetCounts } from './use-facet-counts.ts';
import { useListState } from './use-list-state.ts';
import { useUnreadSources } from './use-unread-sources.ts';

/** What the table asks for. */
export type AskedList = ReturnType<typeof useCatalogList>['asked'];

/** The list that the URL names: what filters see and set of it, and what its table asks for. */
export function useCatalogList(rules: readonly CatalogFilterRule[]) {
  const [state, setState] = useListState();
  const [table] = useState(createTurn);
  const isStaleAsked = asksForStale(state, rules);
  const { unreadSources, isKnown: areSourcesKnown } = useUnreadSources({
    isNeeded: isStaleAsked,
    afterTable: table.isOver,
  });
  const refs = useMemo(() => unreadSources && [...unreadSources.keys()].sort(), [unreadSources]);
  const { context, isReady: isUserKnown } = useFilterContext({ unreadSources: refs });
  const asksForUser = rules.some(
    rule => rule.param === listRule.param && valuesInForce(state, rule).length > 0,
  );
  const isReady = (isUserKnown || !asksForUser) && (areSourcesKnown || !isStaleAsked);
  const counts = useFacetCounts(state, { rules, context, isReady, afterTable: table.isOver });
  const question = useMemo(() => toListQuestion(state, { rules, context }), [state, rules, context]);
  const ruleOf = (param: string) => rules.find(rule => rule.param === param);
  const change = (param: string, values: readonly string[]): ListState => {
    const { initial = [], resets = [] } = ruleOf(param) ?? {};
    const reset = resets.reduce((before, other) => withValues(before, { param: other, values: [] }), state);
    return withValues(reset, { param, values, initial });
  };
  const list: CatalogList = {
    valuesOf(param) {
      const rule = ruleOf(param);
      return rule ? valuesInForce(state, rule) : (state.filters.get(param) ?? []);
    },
    setValues: (param, values) => setState(change(param, values)),
    ...counts,
    afterTable: table.isOver,
    questionFor: (param, values) => toListQuestion(change(param, values), { rules, context }),
  };
  return {
    list,
    unreadSources,
    asked: { state, setState, question, isReady, tableShown: table.end, setValues: list.setValues },
  };
}

/** What filters count waits once for the rows: they are what somebody came for. */
function createTurn(): { end(): void; isOver(): Promise<void> } {
  const { promise, resolve } = Promise.withResolvers<void>();
  // Not before the rows are painted.
  return { end: () => void setTimeout(resolve), isOver: async () => promise };
}
