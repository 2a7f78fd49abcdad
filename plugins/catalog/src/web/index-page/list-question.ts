import type { FilterPredicate } from '@portico/catalog-client';
import type { CatalogFilterContext, CatalogFilterRule } from '../../react/catalog-filter-blueprint.tsx';
import type { ListQuestion } from '../../react/catalog-list-context.ts';
import type { ListState } from './list-state.ts';

/** Where a text is looked for. */
const searchedFields = [
  'metadata.name',
  'metadata.title',
  'metadata.description',
  'metadata.tags',
  'spec.profile.displayName',
];

/** The values of a filter that are in force. */
export function valuesInForce({ filters }: ListState, rule: CatalogFilterRule): readonly string[] {
  return filters.get(rule.param) ?? rule.initial ?? [];
}

/** What the catalog is asked for: entities that meet all filters, but for one, and those that it resets, where that is told. */
export function toListQuestion(
  state: ListState,
  {
    rules,
    context,
    without,
  }: { rules: readonly CatalogFilterRule[]; context: CatalogFilterContext; without?: string | undefined },
): ListQuestion {
  const reset = rules.find(({ param }) => param === without)?.resets ?? [];
  const predicates = rules
    .filter(({ param }) => param !== without && !reset.includes(param))
    .map(rule => rule.toPredicate(valuesInForce(state, rule), context))
    .filter(predicate => predicate !== undefined);
  const term = state.text.trim();
  const [only] = predicates;
  return {
    query: predicates.length === 1 && only !== undefined ? only : { $all: predicates },
    ...(term !== '' && { fullTextFilter: { term, fields: searchedFields } }),
  };
}

/** An entity with one of the values at a path; all entities without values. */
export function oneOf(path: string, values: readonly string[]): FilterPredicate | undefined {
  const [only] = values;
  if (only === undefined) return undefined;
  return { [path]: values.length === 1 ? only : { $in: [...values] } };
}
