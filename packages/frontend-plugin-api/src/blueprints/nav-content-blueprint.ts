import type { ComponentType, JSX } from 'react';
import type { AppNode } from '../apis/app-tree.ts';
import type { RouteRef } from '../routing/route-ref.ts';
import { createExtensionBlueprint } from '../wiring/create-blueprint.ts';
import { createExtensionDataRef } from '../wiring/extension-data.ts';
import type { IconElement } from '../wiring/feature.ts';

/** An entry of the navigation: a page with title and icon. */
export interface NavItem {
  node: AppNode;
  href: string;
  title: string;
  icon: IconElement;
  routeRef: RouteRef;
}

/** The entries of the navigation, to be placed one by one. */
export interface NavItems {
  /** The entry of the page with this id, which `rest` then leaves out. */
  take(id: string): NavItem | undefined;
  /** Every entry that was not taken. */
  rest(): NavItem[];
  clone(): NavItems;
  /** The same, drawn with a component. */
  withComponent(component: ComponentType<NavItem>): {
    take(id: string): JSX.Element | null;
    rest(options?: { sortBy?: 'title' }): JSX.Element[];
  };
}

/** Draws the navigation. */
export type NavContentComponent = (props: { navItems: NavItems }) => JSX.Element | null;

const componentRef = createExtensionDataRef<NavContentComponent>().with({ id: 'core.nav-content.component' });

/** Replaces the navigation; modules of `app` only: `nav-content:app`. */
export const NavContentBlueprint = createExtensionBlueprint({
  kind: 'nav-content',
  attachTo: { id: 'app/nav', input: 'content' },
  output: [componentRef],
  dataRefs: { component: componentRef },
  factory: (params: { component: NavContentComponent }) => [componentRef(params.component)],
});
