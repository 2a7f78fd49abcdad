import type { ComponentType } from 'react';
import {
  coreExtensionData,
  createRouteRef,
  type AppNode,
  type AppTree,
  type NavItem,
  type NavItems,
  type RouteResolutionApi,
  type TranslatedText,
} from '@portico/frontend-plugin-api';
import type { PlacedPage } from './find-current-item.ts';

/** The pages that stand first, in this order. */
export const firstPages = ['page:home', 'page:catalog', 'page:api-docs', 'page:techdocs', 'page:scaffolder'];

/** An entry whose title is not yet in the language of the app. */
export type UntranslatedNavItem = Omit<NavItem, 'title'> & { title: string | TranslatedText };

/** The entries of the navigation, {@link firstPages} first: every page with a title and an icon whose path needs nothing filled in. */
export function readNavItems(tree: AppTree, routes: RouteResolutionApi): UntranslatedNavItem[] {
  const pages = tree.nodes.get('app/routes')?.edges.attachments.get('routes') ?? [];
  return pages
    .flatMap(node => toNavItem(node, routes) ?? [])
    .toSorted((one, other) => rankOf(one.node) - rankOf(other.node));
}

function rankOf({ spec }: AppNode): number {
  const place = firstPages.indexOf(spec.id);
  return place === -1 ? firstPages.length : place;
}

/** All pages, with those that need something filled in. */
export function readPages(tree: AppTree): PlacedPage[] {
  const pages = tree.nodes.get('app/routes')?.edges.attachments.get('routes') ?? [];
  return pages.flatMap(node => {
    const path = node.instance?.getData(coreExtensionData.routePath);
    return path === undefined ? [] : [toPlaced(node, path)];
  });
}

/** A page as `findCurrentItem` takes it. */
export function toPlaced({ spec, instance }: AppNode, path: string): PlacedPage {
  const covers = instance?.getData(coreExtensionData.covers);
  return { id: spec.id, pluginId: spec.plugin.pluginId, path, ...(covers && { covers }) };
}

/** Lets a navigation place entries one by one; those that were taken are not in the rest. */
export function createNavItems(items: readonly NavItem[]): NavItems {
  const taken = new Set<string>();
  const rest = () => items.filter(({ node }) => !taken.has(node.spec.id));
  const take = (id: string) => {
    taken.add(id);
    return items.find(({ node }) => node.spec.id === id);
  };
  return {
    take,
    rest,
    clone: () => createNavItems(items),
    withComponent: (Component: ComponentType<NavItem>) => ({
      take(id) {
        const item = take(id);
        return item ? <Component key={id} {...item} /> : null;
      },
      rest(options) {
        const found = rest();
        if (options?.sortBy === 'title') found.sort((a, b) => a.title.localeCompare(b.title));
        return found.map(item => <Component key={item.node.spec.id} {...item} />);
      },
    }),
  };
}

function toNavItem(node: AppNode, routes: RouteResolutionApi): UntranslatedNavItem | undefined {
  const title = node.instance?.getData(coreExtensionData.title);
  const icon = node.instance?.getData(coreExtensionData.icon);
  const path = node.instance?.getData(coreExtensionData.routePath);
  if (title === undefined || icon == null || path === undefined || /[:*]/.test(path)) return undefined;
  const routeRef = node.instance?.getData(coreExtensionData.routeRef);
  const href = routeRef ? routes.resolve(routeRef)?.() : path;
  if (href === undefined) return undefined;
  return { node, title, icon, href, routeRef: routeRef ?? createRouteRef() };
}
