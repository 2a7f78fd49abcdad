import { useQuery } from '@tanstack/react-query';
import { permissionApiRef, useApi } from '@portico/frontend-plugin-api';
import { AuthorizeResult, type BasicPermission, type ResourcePermission } from '@portico/permissions';

/** Whether the user may do something, to the entity where the permission is about one; `undefined` until it is known. */
export function useAllowed(
  permission: BasicPermission | ResourcePermission,
  entityRef: string,
): boolean | undefined {
  const permissions = useApi(permissionApiRef);
  const request = permission.type === 'resource' ? { permission, resourceRef: entityRef } : { permission };
  const { data } = useQuery({
    queryKey: ['permission', permission.name, entityRef],
    queryFn: async () => (await permissions.authorize(request)).result === AuthorizeResult.ALLOW,
  });
  return data;
}
