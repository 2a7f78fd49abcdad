import { useMemo } from 'react';
import { useQuery } from '@tanstack/react-query';
import { identityApiRef, useApi } from '@portico/frontend-plugin-api';
import type { CatalogFilterContext } from '../../react/catalog-filter-blueprint.tsx';
import { useStarredEntities } from '../../react/use-starred-entities.ts';

const nobody = { userEntityRef: '', ownershipEntityRefs: [] };

/** What filters may go by, and whether it is known yet who the user is. */
export function useFilterContext(): { context: CatalogFilterContext; isReady: boolean } {
  const identity = useApi(identityApiRef);
  const { starredEntities } = useStarredEntities();
  const { data, isPending } = useQuery({
    queryKey: ['identity'],
    queryFn: async () => identity.getBackstageIdentity(),
    staleTime: Infinity,
  });
  const context = useMemo(
    () => ({ ...(data ?? nobody), starredEntityRefs: starredEntities }),
    [data, starredEntities],
  );
  return { context, isReady: !isPending };
}
