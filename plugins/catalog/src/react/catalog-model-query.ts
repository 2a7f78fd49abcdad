import { queryOptions, useQuery } from '@tanstack/react-query';
import type { CatalogApi } from '@portico/catalog-client';
import type { ModelBase } from '@portico/catalog-model';
import { useOptionalApi } from '@portico/frontend-plugin-api';
import { catalogApiRef } from './catalog-api.ts';

/** The query for the kinds and relations that the catalog knows. They stay as they are until the portal is started anew. */
export function catalogModelQuery(catalog: CatalogApi | undefined) {
  return queryOptions({
    // Not below the key of the catalog's answers: no change of an entity changes the model.
    queryKey: ['catalog-model'],
    queryFn: async ({ signal }): Promise<ModelBase> => {
      if (!catalog) throw new Error('There is no catalog to ask for its kinds. Install plugin-catalog');
      return catalog.getModel({}, { signal });
    },
    staleTime: Number.POSITIVE_INFINITY,
    gcTime: Number.POSITIVE_INFINITY,
  });
}

/**
 * The kinds and relations that the catalog knows. The portal asks for them by
 * itself once a page has what it begins with; until then, `data` is
 * `undefined`. What cannot be shown without them says `isNeeded`, and they
 * are asked for at once.
 */
export function useCatalogModel({ isNeeded = false }: { isNeeded?: boolean } = {}) {
  const catalog = useOptionalApi(catalogApiRef);
  const { data, error } = useQuery({
    ...catalogModelQuery(catalog),
    enabled: isNeeded && catalog !== undefined,
  });
  return { data, error };
}
