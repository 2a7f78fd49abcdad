import { useMemo } from 'react';
import { useQuery } from '@tanstack/react-query';
import { identityApiRef, useApi } from '@portico/frontend-plugin-api';
import type { CatalogFilterContext } from './catalog-filter-blueprint.tsx';
import { identityQuery } from './identity-query.ts';
import { useStarredEntities } from './use-starred-entities.ts';

const noSources: readonly string[] = [];
const nobody = { userEntityRef: '', ownershipEntityRefs: [] };

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
