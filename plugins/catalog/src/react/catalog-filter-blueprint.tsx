import type { FilterPredicate } from '@portico/catalog-client';
import {
  coreExtensionData,
  createExtensionBlueprint,
  createExtensionDataRef,
  ExtensionBoundary,
  type ContentLoader,
  type TranslatedText,
} from '@portico/frontend-plugin-api';

/** What a filter may go by beside its values. */
export interface CatalogFilterContext {
  /** The full refs of the user, and of the groups in whose name the user owns things. */
  ownershipEntityRefs: readonly string[];
  userEntityRef: string;
  starredEntityRefs: ReadonlySet<string>;
  /** The location refs of what could not be read the last time; none until they are known. */
  unreadSources: readonly string[];
}

/** How the values of a filter choose entities. */
export interface CatalogFilterRule {
  /** The name in the URL: `?filters[<param>]=<value>`. */
  param: string;
  /** Stands before the values where filters in force are listed. */
  title: string | TranslatedText;
  /** The dotted paths whose values are counted for it. */
  fields?: readonly string[];
  /** The values as long as the URL has none; they are not listed as in force. */
  initial?: readonly string[];
  /** The params of filters that start anew when this one changes, since their values depend on it. */
  resets?: readonly string[];
  /** What entities must be like; `undefined` when the values leave all in. */
  toPredicate(values: readonly string[], context: CatalogFilterContext): FilterPredicate | undefined;
}

/** What a filter is made of. */
export interface CatalogFilterParams {
  /** Loads what stands in the column of filters. */
  loader: ContentLoader;
  /** How its values choose; without, it works through the rules of other filters. */
  rule?: CatalogFilterRule;
}

/** The rule of a filter. */
export const catalogFilterRuleRef = createExtensionDataRef<CatalogFilterRule>().with({
  id: 'portico.catalog-filter-rule',
});

/**
 * Makes filters of the list of entities: `catalog-filter:<plugin id>/<name>`.
 * What the loader gives stands in the column of filters: often a `CatalogFacet`,
 * or something of its own that uses `useCatalogFilter`.
 */
export const CatalogFilterBlueprint = createExtensionBlueprint({
  kind: 'catalog-filter',
  attachTo: { id: 'page:catalog', input: 'filters' },
  output: [
    coreExtensionData.reactElement,
    coreExtensionData.preload.optional(),
    catalogFilterRuleRef.optional(),
  ],
  dataRefs: { rule: catalogFilterRuleRef },
  *factory(params: CatalogFilterParams, { node }) {
    const { element, preload } = ExtensionBoundary.preloadable(node, params.loader);
    yield coreExtensionData.reactElement(element);
    yield coreExtensionData.preload(preload);
    if (params.rule) yield catalogFilterRuleRef(params.rule);
  },
});
