import type { JSX } from 'react';
import { createExtensionBlueprint, createExtensionDataRef } from '@portico/frontend-plugin-api';
import type { HomePageWidgetData } from './home-page-widget-blueprint.tsx';

/** Where a widget stands before users arrange it otherwise, in a grid of twelve columns. */
export interface HomePageDefaultItem {
  /** The name of the widget. */
  component: string;
  column: number;
  row: number;
  width: number;
  height: number;
  movable?: boolean;
  deletable?: boolean;
  resizable?: boolean;
}

/** What a layout arranges. */
export interface HomePageLayoutProps {
  widgets: HomePageWidgetData[];
  defaultConfig?: HomePageDefaultItem[];
}

/** The component of a layout. */
export const homePageLayoutComponentDataRef = createExtensionDataRef<
  (props: HomePageLayoutProps) => JSX.Element
>().with({ id: 'home.layout.component' });

/** Replaces how the start page arranges its widgets: `home-page-layout:<plugin id>[/<name>]`. */
export const HomePageLayoutBlueprint = createExtensionBlueprint({
  kind: 'home-page-layout',
  attachTo: { id: 'page:home', input: 'layout' },
  output: [homePageLayoutComponentDataRef],
  dataRefs: { component: homePageLayoutComponentDataRef },
  factory: (params: { component: (props: HomePageLayoutProps) => JSX.Element }) => [
    homePageLayoutComponentDataRef(params.component),
  ],
});
