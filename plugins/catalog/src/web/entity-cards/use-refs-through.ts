import { useMemo } from 'react';
import { useQuery } from '@tanstack/react-query';
import type { Entity } from '@portico/catalog-model';
import { useApi } from '@portico/frontend-plugin-api';
import type { RelationPath } from '../../react/catalog-parts-api.ts';
import { catalogApiRef } from '../../react/catalog-api.ts';
import { toEntityRef } from '../../react/entity-names.ts';
import { catalogQueryKey } from '../../react/entity-queries.ts';
import { relatedRefs } from '../../react/use-related-entities.ts';

/**
 * The entities at the end of two relations, each with what it is reached
 * through, loaded with one request. Not the entity itself.
 */
export function useRefsThrough(entity: Entity, path: RelationPath | undefined) {
  const catalog = useApi(catalogApiRef);
  const between = path ? relatedRefs(entity, { type: path.first }) : [];
  const { data, error, isPending, refetch } = useQuery({
    queryKey: [...catalogQueryKey, 'relations-of', between],
    queryFn: async ({ signal }) => {
      const fields = ['kind', 'metadata.name', 'metadata.namespace', 'relations'];
      return (await catalog.getEntitiesByRefs({ entityRefs: between, fields }, { signal })).items;
    },
    enabled: between.length > 0,
  });
  const self = toEntityRef(entity);
  const via = useMemo(() => {
    const found = new Map<string, string[]>();
    for (const step of data ?? []) {
      for (const ref of step && path ? relatedRefs(step, { type: path.next }) : []) {
        if (step && ref !== self) found.set(ref, [...(found.get(ref) ?? []), toEntityRef(step)]);
      }
    }
    return found;
  }, [data, path, self]);
  return {
    via,
    isLoading: between.length > 0 && isPending,
    error: error ?? undefined,
    retry: () => void refetch(),
  };
}
