import type { ReactElement } from 'react';
import {
  coreExtensionData,
  createExtensionBlueprint,
  createExtensionDataRef,
  ExtensionBoundary,
  type ContentLoader,
  type RouteRef,
  type TranslatedText,
} from '@portico/frontend-plugin-api';
import type { EntityFilterInput } from './build-entity-filter.ts';
import { textField, textOrFalseField } from './config-fields.ts';
import {
  entityFilterExpressionRef,
  entityFilterField,
  entityFilterFunctionRef,
  provideEntityFilter,
} from './entity-filter-data.ts';

/** What a tab of an entity's page is made of. */
export interface EntityContentParams {
  /** Relative to the entity's page, such as `/docs`; `/` for the first one. */
  path: string;
  title: string | TranslatedText;
  /** The id of the group of tabs that it stands in. */
  group?: string;
  /** An element, or the key of an icon of the app. */
  icon?: string | ReactElement;
  loader: ContentLoader;
  routeRef?: RouteRef;
  /** The entities that it is for; all of them unless given. */
  filter?: EntityFilterInput;
}

/** The title of a tab, whose words `useText` tells. */
export const entityContentTitleRef = createExtensionDataRef<string | TranslatedText>().with({
  id: 'catalog.entity-content-title',
});

/** The group of a tab. */
export const entityContentGroupRef = createExtensionDataRef<string>().with({
  id: 'catalog.entity-content-group',
});

/** The icon of a tab. */
export const entityContentIconRef = createExtensionDataRef<string | ReactElement>().with({
  id: 'catalog.entity-content-icon',
});

/** Makes tabs of an entity's page: `entity-content:<plugin id>[/<name>]`. Config: `path`, `title`, `filter`, `group`, `icon`. */
export const EntityContentBlueprint = createExtensionBlueprint({
  kind: 'entity-content',
  attachTo: { id: 'page:catalog/entity', input: 'contents' },
  output: [
    coreExtensionData.reactElement,
    coreExtensionData.routePath,
    coreExtensionData.routeRef.optional(),
    entityContentTitleRef,
    entityFilterFunctionRef.optional(),
    entityFilterExpressionRef.optional(),
    entityContentGroupRef.optional(),
    entityContentIconRef.optional(),
  ],
  dataRefs: {
    title: entityContentTitleRef,
    filterFunction: entityFilterFunctionRef,
    filterExpression: entityFilterExpressionRef,
    group: entityContentGroupRef,
    icon: entityContentIconRef,
  },
  configSchema: {
    path: textField,
    title: textField,
    filter: entityFilterField,
    group: textOrFalseField,
    icon: textField,
  },
  *factory(params: EntityContentParams, { node, config }) {
    yield coreExtensionData.reactElement(ExtensionBoundary.lazy(node, params.loader));
    yield coreExtensionData.routePath(config.path ?? params.path);
    yield entityContentTitleRef(config.title ?? params.title);
    if (params.routeRef) yield coreExtensionData.routeRef(params.routeRef);
    yield* provideEntityFilter(config.filter, params.filter);
    const group = config.group ?? params.group;
    if (group) yield entityContentGroupRef(group);
    const icon = config.icon ?? params.icon;
    if (icon) yield entityContentIconRef(icon);
  },
});
