import {
  ApiBlueprint,
  AppRootElementBlueprint,
  createExtensionInput,
  createFrontendPlugin,
  PageBlueprint,
  storageApiRef,
  translated,
  type ConfigField,
} from '@portico/frontend-plugin-api';
import {
  homePageLayoutComponentDataRef,
  type HomePageDefaultItem,
} from '../react/home-page-layout-blueprint.ts';
import { HomePageWidgetBlueprint, homePageWidgetDataRef } from '../react/home-page-widget-blueprint.tsx';
import { visitsApiRef } from '../react/visits-api.ts';
import { createVisits } from './create-visits.ts';
import { homeTranslationRef } from './home-translation.ts';
import { homeRouteRef } from './route.ts';
import { VisitListener } from './visit-listener.tsx';

const page = PageBlueprint.makeWithOverrides({
  inputs: {
    widgets: createExtensionInput([homePageWidgetDataRef]),
    layout: createExtensionInput([homePageLayoutComponentDataRef], { singleton: true, optional: true }),
  },
  configSchema: { defaultConfig: defaultConfigField() },
  factory(makePage, { inputs, config }) {
    const widgets = inputs.widgets.map(widget => widget.get(homePageWidgetDataRef));
    const Own = inputs.layout?.get(homePageLayoutComponentDataRef);
    return makePage({
      path: '/home',
      title: translated(homeTranslationRef, 'title'),
      icon: 'home',
      routeRef: homeRouteRef,
      noHeader: true,
      exact: true,
      loader: async () => {
        const Layout = Own ?? (await import('./home-layout.tsx')).HomeLayout;
        return (
          <Layout widgets={widgets} {...(config.defaultConfig && { defaultConfig: config.defaultConfig })} />
        );
      },
    });
  },
});

/** The start page, its own widgets, and the memory of visits that some of them show. */
export const homePlugin = createFrontendPlugin({
  pluginId: 'home',
  info: { packageJson: () => import('../../package.json') },
  title: 'Home',
  routes: { root: homeRouteRef },
  extensions: [
    page,
    ApiBlueprint.make({
      name: 'visits',
      params: define =>
        define({
          api: visitsApiRef,
          deps: { storage: storageApiRef },
          factory: ({ storage }) => createVisits(storage),
        }),
    }),
    AppRootElementBlueprint.make({ name: 'visit-listener', params: { element: <VisitListener /> } }),
    HomePageWidgetBlueprint.make({
      name: 'recently-visited',
      params: {
        name: 'HomePageRecentlyVisited',
        title: translated(homeTranslationRef, 'widget.recent'),
        description: translated(homeTranslationRef, 'widget.recentHint'),
        components: async () => ({ Content: (await import('./widgets/visits-widget.tsx')).RecentVisits }),
      },
    }),
    HomePageWidgetBlueprint.make({
      name: 'most-visited',
      params: {
        name: 'HomePageTopVisited',
        title: translated(homeTranslationRef, 'widget.most'),
        description: translated(homeTranslationRef, 'widget.mostHint'),
        components: async () => ({ Content: (await import('./widgets/visits-widget.tsx')).MostVisits }),
      },
    }),
    HomePageWidgetBlueprint.make({
      name: 'toolkit',
      params: {
        name: 'HomePageToolkit',
        title: translated(homeTranslationRef, 'widget.links'),
        description: translated(homeTranslationRef, 'widget.linksHint'),
        layout: { width: { defaultColumns: 12 } },
        components: async () => ({ Content: (await import('./widgets/quick-links-widget.tsx')).QuickLinks }),
      },
    }),
  ],
});

/** A schema library would be many times the size of this page. */
function defaultConfigField(): ConfigField<
  HomePageDefaultItem[] | undefined,
  HomePageDefaultItem[] | undefined
> {
  return {
    '~standard': {
      version: 1,
      vendor: 'portico',
      validate: value =>
        value === undefined || (Array.isArray(value) && value.every(isDefaultItem))
          ? { value }
          : { issues: [{ message: 'Expected a list of { component, column, row, width, height }' }] },
      jsonSchema: { input: () => ({ type: 'array', items: { type: 'object' } }) },
    },
  };
}

function isDefaultItem(value: unknown): value is HomePageDefaultItem {
  if (typeof value !== 'object' || value === null) return false;
  const item = value as Record<string, unknown>;
  const numbers = [item['column'], item['row'], item['width'], item['height']];
  return typeof item['component'] === 'string' && numbers.every(number => typeof number === 'number');
}
