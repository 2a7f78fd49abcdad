import { useMemo } from 'react';
import { queryOptions, useQuery } from '@tanstack/react-query';
import { identityApiRef, useApi, type IdentityApi } from '@portico/frontend-plugin-api';
import type { CatalogFilterContext } from '../../react/catalog-filter-blueprint.tsx';
import { useStarredEntities } from '../../react/use-starred-entities.ts';

const noSources: readonly string[] = [];
const nobody = { userEntityRef: '', ownershipEntityRefs: [] };

/** The question who the user is. */
export function identityQuery(identity: IdentityApi) {
  return queryOptions({
    queryKey: ['identity'],
    queryFn: async () => identity.getBackstageIdentity(),
    staleTime: Infinity,
  });
}

/** What filters may go by, and whether it is known yet who the user is. */
export function useFilterContext({
  unreadSources = noSources,
}: { unreadSources?: readonly string[] | undefined } = {}): {
  context: CatalogFilterContext;
  isReady: boolean;
} {
  const { starredEntities } = useStarredEntities();
  const { data, isPending } = useQuery(identityQuery(useApi(identityApiRef)));
  const context = useMemo(
    () => ({ ...(data ?? nobody), starredEntityRefs: starredEntities, unreadSources }),
    [data, starredEntities, unreadSources],
  );
  return { context, isReady: !isPending };
}
