import type { JSX, ReactElement } from 'react';
import type { Entity } from '@portico/catalog-model';
import type { EntityContextMenuItemData } from '../../react.ts';
import type { EntityHeaderLayoutProps } from '../../react/entity-header-layout-blueprint.tsx';
import type { TabContent, TabGroupDefinitions } from './group-tabs.ts';

/** Something that is for some entities only. */
export interface Filtered {
  isFor(entity: Entity): boolean;
}

/** A tab of the page. */
export interface PageContent extends Filtered, TabContent {
  /** An element, or the key of an icon of the app. */
  icon?: string | ReactElement | undefined;
  element: JSX.Element;
}

/** A line of the menu. */
export interface PageMenuItem extends Filtered, EntityContextMenuItemData {
  /** The id of its extension. */
  id: string;
}

/** All that is attached to the page, and how it is configured. */
export interface EntityPageParts {
  headers: readonly (Filtered & { element: JSX.Element })[];
  headerLayouts: readonly (Filtered & { Layout: (props: EntityHeaderLayoutProps) => JSX.Element })[];
  contents: readonly PageContent[];
  menuItems: readonly PageMenuItem[];
  groups: TabGroupDefinitions;
  /** Whether the groups are those that every portal has, whose titles are translated. */
  hasDefaultGroups: boolean;
  contentOrder: 'title' | 'natural';
  showIcons: boolean;
}
