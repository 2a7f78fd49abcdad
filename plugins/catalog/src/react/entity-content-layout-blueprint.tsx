import type { JSX } from 'react';
import {
  createExtensionBlueprint,
  createExtensionDataRef,
  ExtensionBoundary,
} from '@portico/frontend-plugin-api';
import type { EntityFilterInput } from './build-entity-filter.ts';
import type { EntityCardType } from './entity-card-blueprint.tsx';
import {
  entityFilterExpressionRef,
  entityFilterField,
  entityFilterFunctionRef,
  provideEntityFilter,
} from './entity-filter-data.ts';

/** What a layout arranges. */
export interface EntityContentLayoutProps {
  /** In the order in which they are to be read; those that lead come first. */
  cards: { type?: EntityCardType; leads?: boolean; element: JSX.Element }[];
}

/** What a layout is made of. */
export interface EntityContentLayoutParams {
  /** Loads the component when it is first drawn. */
  loader: () => Promise<(props: EntityContentLayoutProps) => JSX.Element>;
  /** The entities that it is for; all of them unless given. */
  filter?: EntityFilterInput;
}

/** The component of a layout. */
export const entityContentLayoutComponentRef = createExtensionDataRef<
  (props: EntityContentLayoutProps) => JSX.Element
>().with({ id: 'catalog.entity-content-layout.component' });

/** Arranges the cards of the overview for some entities: `entity-content-layout:<plugin id>/<name>`. Config: `filter`. */
export const EntityContentLayoutBlueprint = createExtensionBlueprint({
  kind: 'entity-content-layout',
  attachTo: { id: 'entity-content:catalog/overview', input: 'layouts' },
  output: [
    entityContentLayoutComponentRef,
    entityFilterFunctionRef.optional(),
    entityFilterExpressionRef.optional(),
  ],
  dataRefs: {
    component: entityContentLayoutComponentRef,
    filterFunction: entityFilterFunctionRef,
    filterExpression: entityFilterExpressionRef,
  },
  configSchema: { filter: entityFilterField },
  *factory(params: EntityContentLayoutParams, { node, config }) {
    yield entityContentLayoutComponentRef(
      ExtensionBoundary.lazyComponent<EntityContentLayoutProps>(node, params.loader),
    );
    yield* provideEntityFilter(config.filter, params.filter);
  },
});
