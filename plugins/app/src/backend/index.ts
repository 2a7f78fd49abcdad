import { configReportServiceRef, coreServices, createBackendPlugin } from '@portico/backend-plugin-api';
import type { Handler } from 'express';
import { staticFallbackHandlerExtensionPoint } from '../node.ts';
import { createWebApp } from './create-web-app.ts';

/** Serves the web app at `/`, and builds it first when its sources have changed. */
export default createBackendPlugin({
  pluginId: 'app',
  register(env) {
    let fallback: Handler | undefined;
    env.registerExtensionPoint(staticFallbackHandlerExtensionPoint, {
      setStaticFallbackHandler(handler) {
        if (fallback)
          throw new Error('There is a handler for lost static files already; remove one of the modules');
        fallback = handler;
      },
    });
    env.registerInit({
      deps: {
        config: coreServices.rootConfig,
        configReport: configReportServiceRef,
        http: coreServices.httpRouter,
        rootHttp: coreServices.rootHttpRouter,
        lifecycle: coreServices.lifecycle,
        logger: coreServices.logger,
      },
      async init({ http, lifecycle, ...deps }) {
        const app = await createWebApp({ ...deps, fallback });
        http.addAuthPolicy({ path: '/', allow: 'unauthenticated' });
        http.use(app.handler);
        lifecycle.addShutdownHook(() => app.stop());
      },
    });
  },
});
