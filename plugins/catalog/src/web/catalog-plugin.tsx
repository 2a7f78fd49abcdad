import { AppRootWrapperBlueprint, createFrontendPlugin } from '@portico/frontend-plugin-api';
import { catalogIndexRouteRef, entityRouteRef } from '../react/routes.ts';
import { apiExtensions } from './api-extensions.ts';
import { entityPageExtensions } from './entity-page/extensions.tsx';
import {
  createComponentRouteRef,
  createFromTemplateRouteRef,
  registerEntityRouteRef,
  unregisterRedirectRouteRef,
  viewTechDocRouteRef,
} from './external-routes.ts';
import { filterExtensions } from './index-page/filter-extensions.tsx';
import { indexPage } from './index-page/index-page-extension.tsx';
import { ModelKindLooks } from './model/kind-looks.tsx';
import { entityCommands } from './palette/entity-commands.ts';
import { widgetExtensions } from './widgets/widget-extensions.ts';

/** The catalog in the browser: the list of entities, their pages, and the APIs that other plugins ask. */
export const catalogPlugin = createFrontendPlugin({
  pluginId: 'catalog',
  info: { packageJson: () => import('../../package.json') },
  title: 'Catalog',
  routes: { catalogIndex: catalogIndexRouteRef, catalogEntity: entityRouteRef },
  externalRoutes: {
    createComponent: createComponentRouteRef,
    registerEntity: registerEntityRouteRef,
    viewTechDoc: viewTechDocRouteRef,
    createFromTemplate: createFromTemplateRouteRef,
    unregisterRedirect: unregisterRedirectRouteRef,
  },
  extensions: [
    ...apiExtensions,
    AppRootWrapperBlueprint.make({ name: 'kind-looks', params: { component: ModelKindLooks } }),
    indexPage,
    ...filterExtensions,
    ...entityPageExtensions,
    entityCommands,
    ...widgetExtensions,
  ],
});
