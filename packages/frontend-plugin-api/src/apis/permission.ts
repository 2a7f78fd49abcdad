import type { AuthorizePermissionRequest, AuthorizeResult } from '@portico/permissions';
import { createApiRef } from './api-ref.ts';

/** Asks the backend what the user may do. */
export interface PermissionApi {
  authorize(request: AuthorizePermissionRequest): Promise<{ result: AuthorizeResult }>;
}

/** {@link PermissionApi}. */
export const permissionApiRef = createApiRef<PermissionApi>().with({ id: 'plugin.permission.api' });
