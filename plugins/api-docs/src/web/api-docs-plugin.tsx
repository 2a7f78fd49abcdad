import {
  ApiBlueprint,
  createExtensionInput,
  createFrontendPlugin,
  PageBlueprint,
  translated,
} from '@portico/frontend-plugin-api';
import { apiDefinitionWidgetDataRef } from '../react/api-definition-widget-blueprint.ts';
import { apiDocsConfigRef } from '../react/api-docs-config.ts';
import { apiDocsTranslationRef } from './api-docs-translation.ts';
import { apiDefinitionWidgets, createApiDocsConfig } from './builtin-widgets.tsx';
import { entityExtensions } from './entity-extensions.tsx';
import { apiIndexRouteRef, registerApiRouteRef } from './routes.ts';

const config = ApiBlueprint.makeWithOverrides({
  name: 'config',
  inputs: { widgets: createExtensionInput([apiDefinitionWidgetDataRef]) },
  factory(makeApi, { inputs }) {
    const added = inputs.widgets.map(input => input.get(apiDefinitionWidgetDataRef));
    return makeApi(define =>
      define({
        api: apiDocsConfigRef,
        deps: {},
        factory: () => createApiDocsConfig([...added, ...apiDefinitionWidgets]),
      }),
    );
  },
});

/** APIs: the list of them, what the pages of entities say about them, and the viewers of definitions. */
export const apiDocsPlugin = createFrontendPlugin({
  pluginId: 'api-docs',
  title: 'APIs',
  routes: { root: apiIndexRouteRef },
  externalRoutes: { registerApi: registerApiRouteRef },
  extensions: [
    PageBlueprint.make({
      params: {
        path: '/api-docs',
        title: translated(apiDocsTranslationRef, 'title'),
        icon: 'api',
        routeRef: apiIndexRouteRef,
        noHeader: true,
        loader: () => import('./list/api-list-page.tsx'),
      },
    }),
    config,
    ...entityExtensions,
  ],
});
