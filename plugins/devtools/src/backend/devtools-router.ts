import type { HttpAuthService, PermissionsService } from '@portico/backend-plugin-api';
import { createApiRouter } from '@portico/http-api/node';
import { devToolsApi } from '../api.ts';
import { createHandlers, type HandlerServices } from './create-handlers.ts';

/** Makes the handler of the API of devtools. */
export function createDevToolsRouter({
  httpAuth,
  permissions,
  ...services
}: HandlerServices & { httpAuth: HttpAuthService; permissions: PermissionsService }): ReturnType<
  typeof createApiRouter
> {
  return createApiRouter(devToolsApi, createHandlers(services), { httpAuth, permissions });
}
