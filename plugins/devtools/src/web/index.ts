import { createFrontendPlugin, createRouteRef, PageBlueprint } from '@portico/frontend-plugin-api';

const root = createRouteRef();

/** The pages of operators and developers; each tab is an extension that attaches to `page:devtools`. */
export default createFrontendPlugin({
  pluginId: 'devtools',
  title: 'Devtools',
  routes: { root },
  extensions: [
    PageBlueprint.make({
      params: { path: '/devtools', title: 'Devtools', icon: 'terminal', routeRef: root },
    }),
  ],
});
