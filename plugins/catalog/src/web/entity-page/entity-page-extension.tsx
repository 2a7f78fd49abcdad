import {
  coreExtensionData,
  createExtensionInput,
  PageBlueprint,
  type AppNode,
} from '@portico/frontend-plugin-api';
import {
  entityContentGroupRef,
  entityContentIconRef,
  entityContentTitleRef,
  entityContextMenuItemDataRef,
  entityFilterExpressionRef,
  entityFilterFunctionRef,
  entityRouteRef,
} from '../../react.ts';
import { entityHeaderLayoutComponentRef } from '../../react/entity-header-layout-blueprint.tsx';
import type { EntityPageParts } from './entity-page-parts.ts';
import { defaultTabGroups } from './group-tabs.ts';
import { contentOrderField, flagField, groupsField } from './page-config.ts';
import { toFilter } from './to-filter.ts';

const filterData = [entityFilterFunctionRef.optional(), entityFilterExpressionRef.optional()];

/** The page of an entity: a head, tabs and what they hold, and a menu, all of them from extensions. */
export const entityPage = PageBlueprint.makeWithOverrides({
  name: 'entity',
  inputs: {
    headers: createExtensionInput([coreExtensionData.reactElement.optional(), ...filterData]),
    headerLayouts: createExtensionInput([entityHeaderLayoutComponentRef, ...filterData]),
    contents: createExtensionInput([
      coreExtensionData.reactElement,
      coreExtensionData.routePath,
      coreExtensionData.routeRef.optional(),
      entityContentTitleRef,
      entityContentGroupRef.optional(),
      entityContentIconRef.optional(),
      ...filterData,
    ]),
    contextMenuItems: createExtensionInput([entityContextMenuItemDataRef, ...filterData]),
  },
  configSchema: { groups: groupsField, defaultContentOrder: contentOrderField, showNavItemIcons: flagField },
  factory(makePage, { inputs, config }) {
    const parts: EntityPageParts = {
      headers: inputs.headers.flatMap(header => {
        const element = header.get(coreExtensionData.reactElement);
        return element ? [{ element, isFor: toFilter(header) }] : [];
      }),
      headerLayouts: inputs.headerLayouts.map(header => ({
        Layout: header.get(entityHeaderLayoutComponentRef),
        isFor: toFilter(header),
      })),
      contents: inputs.contents.map(content => ({
        path: content.get(coreExtensionData.routePath),
        title: content.get(entityContentTitleRef),
        group: content.get(entityContentGroupRef),
        icon: content.get(entityContentIconRef),
        element: content.get(coreExtensionData.reactElement),
        isFor: toFilter(content),
      })),
      menuItems: inputs.contextMenuItems.map(item => ({
        id: idOf(item),
        ...item.get(entityContextMenuItemDataRef),
        isFor: toFilter(item),
      })),
      groups: config.groups ?? defaultTabGroups,
      contentOrder: config.defaultContentOrder ?? 'title',
      showIcons: config.showNavItemIcons ?? false,
    };
    return makePage({
      path: '/catalog/:namespace/:kind/:name',
      routeRef: entityRouteRef,
      noHeader: true,
      loader: async () => {
        const { EntityPage } = await import('./entity-page.tsx');
        return <EntityPage parts={parts} />;
      },
    });
  },
});

function idOf({ node }: { node: AppNode }): string {
  return node.spec.id;
}
