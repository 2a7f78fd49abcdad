import { queryOptions } from '@tanstack/react-query';
import type { IdentityApi } from '@portico/frontend-plugin-api';

/** The question who the user is. */
export function identityQuery(identity: IdentityApi) {
  return queryOptions({
    queryKey: ['identity'],
    queryFn: async () => identity.getBackstageIdentity(),
    staleTime: Infinity,
  });
}
