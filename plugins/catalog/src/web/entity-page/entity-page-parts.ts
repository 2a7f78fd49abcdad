import type { JSX, ReactElement } from 'react';
import type { Entity } from '@portico/catalog-model';
import type { TranslatedText } from '@portico/frontend-plugin-api';
import type { EntityContextMenuItemData } from '../../react.ts';
import type { EntityHeaderLayoutProps } from '../../react/entity-header-layout-blueprint.tsx';
import type { TabContent, TabGroupDefinitions } from './group-tabs.ts';

/** Something that is for some entities only. */
export interface Filtered {
  isFor(entity: Entity): boolean;
}

/** A tab of the page, in the language of the app. */
export interface PageContent extends Filtered, TabContent {
  /** An element, or the key of an icon of the app. */
  icon?: string | ReactElement | undefined;
  element: JSX.Element;
}

/** A tab whose title may still have to be translated. */
export interface UntranslatedContent extends Omit<PageContent, 'title'> {
  title: string | TranslatedText;
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
  contents: readonly UntranslatedContent[];
  menuItems: readonly PageMenuItem[];
  groups: TabGroupDefinitions;
  contentOrder: 'title' | 'natural';
  showIcons: boolean;
}
