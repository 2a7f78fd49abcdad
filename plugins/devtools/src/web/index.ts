import {
  createFrontendPlugin,
  createRouteRef,
  PageBlueprint,
  translated,
} from '@portico/frontend-plugin-api';
import { devtoolsTranslationRef } from './devtools-translation.ts';

const root = createRouteRef();

/** The pages of operators and developers; each tab is an extension that attaches to `page:devtools`. */
export default createFrontendPlugin({
  pluginId: 'devtools',
  info: { packageJson: () => import('../../package.json') },
  title: 'Devtools',
  routes: { root },
  extensions: [
    PageBlueprint.make({
      params: {
        path: '/devtools',
        title: translated(devtoolsTranslationRef, 'title'),
        icon: 'terminal',
        routeRef: root,
      },
    }),
  ],
});
