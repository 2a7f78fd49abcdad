import {
  createFrontendPlugin,
  createRouteRef,
  PageBlueprint,
  SubPageBlueprint,
  translated,
} from '@portico/frontend-plugin-api';
import { settingsTranslationRef } from './settings-translation.ts';

const root = createRouteRef();

/** The page of settings with its tabs. */
export const settingsPlugin = createFrontendPlugin({
  pluginId: 'user-settings',
  title: 'Settings',
  routes: { root },
  extensions: [
    PageBlueprint.make({
      params: {
        path: '/settings',
        title: translated(settingsTranslationRef, 'title'),
        icon: 'settings',
        routeRef: root,
      },
    }),
    SubPageBlueprint.make({
      name: 'general',
      params: {
        path: 'general',
        title: translated(settingsTranslationRef, 'general'),
        loader: () => import('./general-page.tsx'),
      },
    }),
    SubPageBlueprint.make({
      name: 'feature-flags',
      params: {
        path: 'feature-flags',
        title: translated(settingsTranslationRef, 'flags'),
        loader: () => import('./feature-flags-page.tsx'),
      },
    }),
  ],
});
