import { useMemo } from 'react';
import { useQuery } from '@tanstack/react-query';
import type { Entity } from '@portico/catalog-model';
import { parseEntityRef, stringifyEntityRef } from '@portico/catalog-model/refs';
import { useApi } from '@portico/frontend-plugin-api';
import { catalogApiRef } from './catalog-api.ts';
import { catalogQueryKey } from './entity-queries.ts';

/** Which relations to follow. */
export interface RelationFilter {
  /** The type of the relation, such as `dependsOn`; any unless given. */
  type?: string | readonly string[] | undefined;
  /** The kind of the entity at the other end; any unless given. */
  kind?: string | readonly string[] | undefined;
}

/** The refs at the other ends of an entity's relations, each once, in their order. */
export function relatedRefs(entity: Entity, { type, kind }: RelationFilter = {}): string[] {
  const types = toList(type);
  const kinds = toList(kind).map(name => name.toLowerCase());
  const refs = (entity.relations ?? [])
    .filter(relation => types.length === 0 || types.includes(relation.type))
    .map(relation => relation.targetRef)
    .filter(ref => kinds.length === 0 || kinds.includes(parseEntityRef(ref).kind.toLowerCase()));
  return [...new Set(refs)];
}

/** What {@link useRelatedEntities} gives. */
export interface RelatedEntities {
  /** The entities that the catalog has, in the order of the relations; absent until they are loaded. */
  entities?: Entity[] | undefined;
  /** The refs that lead to nothing the user may see. */
  missing: string[];
  loading: boolean;
  error?: Error | undefined;
  retry(): void;
}

const nothing: readonly string[] = [];

/**
 * The entities at the other ends of an entity's relations, loaded with one request.
 *
 * @param filter.fields - The dotted paths to load; whole entities unless given.
 */
export function useRelatedEntities(
  entity: Entity,
  filter: RelationFilter & { fields?: string[] | undefined } = {},
): RelatedEntities {
  const catalog = useApi(catalogApiRef);
  const { fields } = filter;
  const refs = relatedRefs(entity, filter);
  const { data, isPending, error, refetch } = useQuery({
    queryKey: [...catalogQueryKey, 'related', stringifyEntityRef(entity), fields ?? nothing, refs],
    queryFn: async ({ signal }) =>
      (await catalog.getEntitiesByRefs({ entityRefs: refs, fields }, { signal })).items,
    enabled: refs.length > 0,
  });
  return useMemo(() => {
    const items = refs.length === 0 ? [] : data;
    return {
      entities: items?.filter(item => item !== undefined),
      missing: items ? refs.filter((_, index) => items[index] === undefined) : [],
      loading: refs.length > 0 && isPending,
      error: error ?? undefined,
      retry: () => void refetch(),
    };
    // The refs are made anew each time; what they say is in the key of the query.
    // oxlint-disable-next-line react/exhaustive-deps
  }, [data, isPending, error, refetch, refs.length]);
}

function toList(value: string | readonly string[] | undefined): readonly string[] {
  if (value === undefined) return nothing;
  return typeof value === 'string' ? [value] : value;
}
