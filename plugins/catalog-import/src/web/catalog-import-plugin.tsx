import {
  ApiBlueprint,
  configApiRef,
  createFrontendPlugin,
  githubAuthApiRef,
  PageBlueprint,
  translated,
} from '@portico/frontend-plugin-api';
import { catalogApiRef } from '@portico/plugin-catalog/react';
import { catalogImportApiRef } from '../react/catalog-import-api.ts';
import { createCatalogImport } from './create-catalog-import.ts';
import { importTranslationRef } from './import-translation.ts';
import { importPageRouteRef } from './routes.ts';

const api = ApiBlueprint.makeWithOverrides({
  factory: (makeApi, { apis }) =>
    makeApi(define =>
      define({
        api: catalogImportApiRef,
        deps: { catalog: catalogApiRef, config: configApiRef },
        factory: ({ catalog, config }) =>
          // Not every portal lets its users sign in with GitHub.
          createCatalogImport({ catalog, config, githubAuth: apis.get(githubAuthApiRef) }),
      }),
    ),
});

/** Registers what URLs declare, and helps to write files that declare something. */
export const catalogImportPlugin = createFrontendPlugin({
  pluginId: 'catalog-import',
  info: { packageJson: () => import('../../package.json') },
  title: 'Register',
  routes: { importPage: importPageRouteRef },
  extensions: [
    PageBlueprint.make({
      params: {
        path: '/catalog-import',
        title: translated(importTranslationRef, 'title'),
        icon: 'plus',
        routeRef: importPageRouteRef,
        noHeader: true,
        loader: () => import('./import-page.tsx'),
      },
    }),
    api,
  ],
});
