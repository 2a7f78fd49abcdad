import {
  coreExtensionData,
  createExtensionInput,
  createFrontendPlugin,
  createRouteRef,
  PageBlueprint,
  SubPageBlueprint,
  translated,
} from '@portico/frontend-plugin-api';
import { settingsTranslationRef } from './settings-translation.ts';

const root = createRouteRef();

const authProviders = SubPageBlueprint.makeWithOverrides({
  name: 'auth-providers',
  inputs: {
    /** Takes the place of the list of the providers that are configured. */
    providerSettings: createExtensionInput([coreExtensionData.reactElement], {
      singleton: true,
      optional: true,
    }),
  },
  factory: (makeSubPage, { inputs }) =>
    makeSubPage({
      path: 'auth-providers',
      title: translated(settingsTranslationRef, 'providers'),
      loader: async () => {
        const { AuthProvidersPage } = await import('./auth-providers-page.tsx');
        const own = inputs.providerSettings?.get(coreExtensionData.reactElement);
        return <AuthProvidersPage providerSettings={own} />;
      },
    }),
});

/** The page of settings with its tabs. */
export const settingsPlugin = createFrontendPlugin({
  pluginId: 'user-settings',
  info: { packageJson: () => import('../../package.json') },
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
    authProviders,
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
