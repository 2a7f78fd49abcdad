import {
  coreExtensionData,
  createExtensionBlueprint,
  ExtensionBoundary,
  type ContentLoader,
} from '@portico/frontend-plugin-api';

/**
 * Makes filters of the list of entities: `catalog-filter:<plugin id>/<name>`.
 * What the loader gives stands in the column of filters, and works with `useCatalogFilter`.
 */
export const CatalogFilterBlueprint = createExtensionBlueprint({
  kind: 'catalog-filter',
  attachTo: { id: 'page:catalog', input: 'filters' },
  output: [coreExtensionData.reactElement],
  factory: (params: { loader: ContentLoader }, { node }) => [
    coreExtensionData.reactElement(ExtensionBoundary.lazy(node, params.loader)),
  ],
});
