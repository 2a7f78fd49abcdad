import { createContext, useContext } from 'react';
import type { FilterPredicate } from '@portico/catalog-client';

/** How many entities have a value. */
export interface FacetCount {
  value: string;
  count: number;
}

/** Which entities are asked for, as `queryEntities` and `getEntityFacets` take it. */
export interface ListQuestion {
  query: FilterPredicate;
  fullTextFilter?: { term: string; fields: string[] };
}

/** The list of entities as its filters see it. */
export interface CatalogList {
  /** The values of a filter that are in force. */
  valuesOf(param: string): readonly string[];
  setValues(param: string, values: readonly string[]): void;
  /**
   * How many entities have which value at a dotted path, when all filters but
   * this one are in force; `undefined` until they are counted.
   */
  countsOf(param: string, field: string): readonly FacetCount[] | undefined;
  /** Whether counting has failed: then there is nothing to wait for. */
  isUncounted: boolean;
  /** What the catalog would be asked with other values of this filter. */
  questionFor(param: string, values: readonly string[]): ListQuestion;
  /** Resolves once the first entities are shown: what a filter asks servers for must not delay them. */
  afterTable(): Promise<void>;
}

/** Hands the list to its filters. */
export const CatalogListContext = createContext<CatalogList | undefined>(undefined);

/** One filter of the list of entities: its values, what changes them, and counts. */
export interface CatalogFilterState {
  values: readonly string[];
  setValues(values: readonly string[]): void;
  /** See {@link CatalogList.countsOf}. */
  countsOf(field: string): readonly FacetCount[] | undefined;
  /** See {@link CatalogList.isUncounted}. */
  isUncounted: boolean;
  /** See {@link CatalogList.questionFor}. */
  questionFor(values: readonly string[]): ListQuestion;
  /** See {@link CatalogList.afterTable}. */
  afterTable(): Promise<void>;
}

/**
 * A filter of the list of entities, by the `param` of its rule.
 *
 * @throws Error outside of the list.
 */
export function useCatalogFilter(param: string): CatalogFilterState {
  const list = useContext(CatalogListContext);
  if (!list)
    throw new Error(
      `The filter '${param}' is not in a list of entities. Make it with a CatalogFilterBlueprint`,
    );
  return {
    values: list.valuesOf(param),
    setValues: values => list.setValues(param, values),
    countsOf: field => list.countsOf(param, field),
    isUncounted: list.isUncounted,
    questionFor: values => list.questionFor(param, values),
    afterTable: list.afterTable,
  };
}
