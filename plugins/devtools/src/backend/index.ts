import {
  bootReportServiceRef,
  configReportServiceRef,
  coreServices,
  createBackendPlugin,
  createLazyHandler,
} from '@portico/backend-plugin-api';
import { devToolsPermissions } from '../permissions.ts';

/** Devtools: how the backend started, what it runs on, and its configuration. */
export default createBackendPlugin({
  pluginId: 'devtools',
  register(env) {
    env.registerInit({
      deps: {
        config: coreServices.rootConfig,
        configReport: configReportServiceRef,
        bootReport: bootReportServiceRef,
        instance: coreServices.rootInstanceMetadata,
        http: coreServices.httpRouter,
        httpAuth: coreServices.httpAuth,
        permissions: coreServices.permissions,
        permissionsRegistry: coreServices.permissionsRegistry,
      },
      init({ http, permissionsRegistry, ...services }) {
        permissionsRegistry.addPermissions(devToolsPermissions);
        http.addAuthPolicy({ path: '/health', allow: 'unauthenticated' });
        http.use(
          createLazyHandler(async () =>
            (await import('./devtools-router.ts')).createDevToolsRouter(services),
          ),
        );
      },
    });
  },
});
