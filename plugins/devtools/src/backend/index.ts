import {
  bootReportServiceRef,
  configReportServiceRef,
  coreServices,
  createBackendPlugin,
} from '@portico/backend-plugin-api';
import { mountApi } from '@portico/http-api/node';
import { devToolsApi } from '../api.ts';
import { devToolsPermissions } from '../permissions.ts';
import { createHandlers } from './create-handlers.ts';

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
      init({ http, httpAuth, permissions, permissionsRegistry, ...deps }) {
        permissionsRegistry.addPermissions(devToolsPermissions);
        mountApi(http, devToolsApi, { handlers: createHandlers(deps), httpAuth, permissions });
      },
    });
  },
});
