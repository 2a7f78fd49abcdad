import type { PermissionsService } from '@portico/backend-plugin-api';
import { AuthorizeResult } from '@portico/permissions';

/** Decides every request in the same way: allows it unless told. */
export function createMockPermissions(options: { result?: 'ALLOW' | 'DENY' } = {}): PermissionsService {
  const { result = AuthorizeResult.ALLOW } = options;
  const decide = async (requests: readonly unknown[]) => requests.map(() => ({ result }));
  return { authorize: decide, authorizeConditional: decide };
}
