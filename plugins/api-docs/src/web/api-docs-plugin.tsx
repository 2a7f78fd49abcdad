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
import { requireParts } from './require-parts.ts';
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

const page = PageBlueprint.makeWithOverrides({
  factory(makePage, { apis, config: { title = translated(apiDocsTranslationRef, 'title') } }) {
    return makePage({
      path: '/api-docs',
      title,
      icon: 'api',
      routeRef: apiIndexRouteRef,
      noHeader: true,
      exact: true,
      covers: { kind: 'api' },
      loader: async () => {
        const [EntityListPage, { ApiListPage }] = await Promise.all([
          requireParts(apis).loadEntityListPage(),
          import('./list/api-list-page.tsx'),
        ]);
        return <ApiListPage title={title} EntityListPage={EntityListPage} />;
      },
    });
  },
});

/** APIs: the list of them, what the pages of entities say about them, and the viewers of definitions. */
export const apiDocsPlugin = createFrontendPlugin({
  pluginId: 'api-docs',
  info: { packageJson: () => import('../../package.json') },
  title: 'APIs',
  routes: { root: apiIndexRouteRef },
  externalRoutes: { registerApi: registerApiRouteRef },
  extensions: [page, config, ...entityExtensions],
});
