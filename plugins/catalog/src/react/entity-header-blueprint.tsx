import {
  coreExtensionData,
  createExtensionBlueprint,
  ExtensionBoundary,
  type ContentLoader,
} from '@portico/frontend-plugin-api';
import type { EntityFilterInput } from './build-entity-filter.ts';
import {
  entityFilterExpressionRef,
  entityFilterField,
  entityFilterFunctionRef,
  provideEntityFilter,
} from './entity-filter-data.ts';

/** Replaces the head of the page of some entities: `entity-header:<plugin id>/<name>`. Config: `filter`. */
export const EntityHeaderBlueprint = createExtensionBlueprint({
  kind: 'entity-header',
  attachTo: { id: 'page:catalog/entity', input: 'headers' },
  output: [
    coreExtensionData.reactElement.optional(),
    entityFilterFunctionRef.optional(),
    entityFilterExpressionRef.optional(),
  ],
  dataRefs: {
    element: coreExtensionData.reactElement,
    filterFunction: entityFilterFunctionRef,
    filterExpression: entityFilterExpressionRef,
  },
  configSchema: { filter: entityFilterField },
  *factory(params: { loader: ContentLoader; filter?: EntityFilterInput }, { node, config }) {
    yield coreExtensionData.reactElement(ExtensionBoundary.lazy(node, params.loader));
    yield* provideEntityFilter(config.filter, params.filter);
  },
});
