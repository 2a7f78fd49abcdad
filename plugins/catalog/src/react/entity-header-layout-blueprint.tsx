import type { JSX } from 'react';
import {
  createExtensionBlueprint,
  createExtensionDataRef,
  ExtensionBoundary,
} from '@portico/frontend-plugin-api';
import type { EntityFilterInput } from './build-entity-filter.ts';
import {
  entityFilterExpressionRef,
  entityFilterField,
  entityFilterFunctionRef,
  provideEntityFilter,
} from './entity-filter-data.ts';

/** A tab that leads to a part of the page. */
export interface EntityHeaderTab {
  id: string;
  label: string;
  href: string;
}

/** What a head of the page is drawn with, beside the entity that `useEntity` gives. */
export interface EntityHeaderLayoutProps {
  /** Tabs, and groups of tabs. */
  tabs: (EntityHeaderTab | { id: string; label: string; items: EntityHeaderTab[] })[];
  activeTabId?: string;
}

/** What a head of the page is made of. */
export interface EntityHeaderLayoutParams {
  /** Loads the component when it is first drawn. */
  loader: () => Promise<(props: EntityHeaderLayoutProps) => JSX.Element>;
  /** The entities that it is for; all of them unless given. */
  filter?: EntityFilterInput;
}

/** The component of a head. */
export const entityHeaderLayoutComponentRef = createExtensionDataRef<
  (props: EntityHeaderLayoutProps) => JSX.Element
>().with({ id: 'catalog.entity-header-layout.component' });

/** Replaces the head of the page of some entities, tabs included: `entity-header-layout:<plugin id>/<name>`. Config: `filter`. */
export const EntityHeaderLayoutBlueprint = createExtensionBlueprint({
  kind: 'entity-header-layout',
  attachTo: { id: 'page:catalog/entity', input: 'headerLayouts' },
  output: [
    entityHeaderLayoutComponentRef,
    entityFilterFunctionRef.optional(),
    entityFilterExpressionRef.optional(),
  ],
  dataRefs: {
    component: entityHeaderLayoutComponentRef,
    filterFunction: entityFilterFunctionRef,
    filterExpression: entityFilterExpressionRef,
  },
  configSchema: { filter: entityFilterField },
  *factory(params: EntityHeaderLayoutParams, { node, config }) {
    yield entityHeaderLayoutComponentRef(
      ExtensionBoundary.lazyComponent<EntityHeaderLayoutProps>(node, params.loader),
    );
    yield* provideEntityFilter(config.filter, params.filter);
  },
});
