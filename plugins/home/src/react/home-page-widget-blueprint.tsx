import { lazy, type ReactElement } from 'react';
import {
  createExtensionBlueprint,
  createExtensionDataRef,
  ExtensionBoundary,
  type AppNode,
  type TranslatedText,
} from '@portico/frontend-plugin-api';
import { WidgetCard } from './widget-card.tsx';
import type { WidgetParts } from './widget-parts.ts';

/** How much room a widget takes, in columns of twelve. */
export interface WidgetLayout {
  width?: { minColumns?: number; maxColumns?: number; defaultColumns?: number };
  height?: { minRows?: number; maxRows?: number; defaultRows?: number };
}

/** A widget as the layout gets it. */
export interface HomePageWidgetData {
  node: AppNode;
  component: ReactElement;
  name?: string;
  title?: string | TranslatedText;
  description?: string | TranslatedText;
  layout?: WidgetLayout;
}

/** What a widget is made with. */
export interface HomePageWidgetParams {
  /** The name in arrangements; the id of the extension unless told. */
  name?: string;
  /** The heading of its card. */
  title?: string | TranslatedText;
  /** What it is for, where widgets are chosen. */
  description?: string | TranslatedText;
  /** Loads the parts when the widget is first shown. */
  components: () => Promise<WidgetParts>;
  layout?: WidgetLayout;
  /** Properties for the content. */
  componentProps?: Record<string, unknown>;
}

/** The data of a widget. */
export const homePageWidgetDataRef = createExtensionDataRef<HomePageWidgetData>().with({
  id: 'home.widget.data',
});

/** Makes widgets of the start page: `home-page-widget:<plugin id>[/<name>]`. */
export const HomePageWidgetBlueprint = createExtensionBlueprint({
  kind: 'home-page-widget',
  attachTo: { id: 'page:home', input: 'widgets' },
  output: [homePageWidgetDataRef],
  dataRefs: { widget: homePageWidgetDataRef },
  factory: (params: HomePageWidgetParams, { node }) => {
    const { title, description, layout, componentProps } = params;
    const Parts = lazy(async () => {
      const parts = await params.components();
      return { default: () => <WidgetCard title={title} parts={parts} contentProps={componentProps} /> };
    });
    return [
      homePageWidgetDataRef({
        node,
        component: (
          <ExtensionBoundary node={node}>
            <Parts />
          </ExtensionBoundary>
        ),
        name: params.name ?? node.spec.id,
        ...(title !== undefined && { title }),
        ...(description !== undefined && { description }),
        ...(layout && { layout }),
      }),
    ];
  },
});
