import {
  createFrontendPlugin,
  createRouteRef,
  PageBlueprint,
  SubPageBlueprint,
} from '@portico/frontend-plugin-api';

const root = createRouteRef();

/** The page of settings with its tabs. */
export const settingsPlugin = createFrontendPlugin({
  pluginId: 'user-settings',
  title: 'Settings',
  routes: { root },
  extensions: [
    PageBlueprint.make({
      params: { path: '/settings', title: 'Settings', icon: 'settings', routeRef: root },
    }),
    SubPageBlueprint.make({
      name: 'general',
      params: { path: 'general', title: 'General', loader: () => import('./general-page.tsx') },
    }),
    SubPageBlueprint.make({
      name: 'feature-flags',
      params: {
        path: 'feature-flags',
        title: 'Feature flags',
        loader: () => import('./feature-flags-page.tsx'),
      },
    }),
  ],
});
