import type { AccessRestrictions } from '@portico/backend-plugin-api';
import type { DefinitivePolicyDecision, Permission } from '@portico/permissions';

/**
 * Decides for a plugin or an outside service, of which no policy is asked:
 * everything is allowed that the restrictions of its token do not exclude, by
 * the permission's name or by its action.
 */
export function decideForService(
  permission: Permission,
  { permissionNames, permissionAttributes }: AccessRestrictions = {},
): DefinitivePolicyDecision {
  if (permissionNames && !permissionNames.includes(permission.name)) return { result: 'DENY' };
  const actions = permissionAttributes?.action;
  const action = permission.attributes?.action;
  if (actions && !(action && actions.includes(action))) return { result: 'DENY' };
  return { result: 'ALLOW' };
}
