import type { ReactNode } from 'react';
import {
  createExtensionBlueprint,
  createExtensionDataRef,
  type IconElement,
} from '@portico/frontend-plugin-api';
import type { EntityFilterInput } from './build-entity-filter.ts';
import {
  entityFilterExpressionRef,
  entityFilterField,
  entityFilterFunctionRef,
  provideEntityFilter,
} from './entity-filter-data.ts';

/** What a line of the menu says and does: it leads somewhere, or runs something, or both. */
export type EntityContextMenuItemProps =
  | { title: ReactNode; href: string; onClick?: () => void | Promise<void>; disabled?: boolean }
  | { title: ReactNode; onClick: () => void | Promise<void>; disabled?: boolean };

/** A line of the menu. */
export interface EntityContextMenuItemData {
  icon: IconElement;
  /** A hook, called where `useEntity` gives the entity. */
  useProps: () => EntityContextMenuItemProps;
}

/** What a line of the menu is made of. */
export interface EntityContextMenuItemParams extends EntityContextMenuItemData {
  /** The entities that it is for; all of them unless given. */
  filter?: EntityFilterInput;
}

/** The data of a line of the menu. */
export const entityContextMenuItemDataRef = createExtensionDataRef<EntityContextMenuItemData>().with({
  id: 'catalog.entity-context-menu-item-data',
});

/** Makes lines of the menu on an entity's page: `entity-context-menu-item:<plugin id>/<name>`. Config: `filter`. */
export const EntityContextMenuItemBlueprint = createExtensionBlueprint({
  kind: 'entity-context-menu-item',
  attachTo: { id: 'page:catalog/entity', input: 'contextMenuItems' },
  output: [
    entityContextMenuItemDataRef,
    entityFilterFunctionRef.optional(),
    entityFilterExpressionRef.optional(),
  ],
  dataRefs: {
    data: entityContextMenuItemDataRef,
    filterFunction: entityFilterFunctionRef,
    filterExpression: entityFilterExpressionRef,
  },
  configSchema: { filter: entityFilterField },
  *factory({ icon, useProps, filter }: EntityContextMenuItemParams, { config }) {
    yield entityContextMenuItemDataRef({ icon, useProps });
    yield* provideEntityFilter(config.filter, filter);
  },
});
