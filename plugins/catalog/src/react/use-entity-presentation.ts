import { useMemo } from 'react';
import type { Entity } from '@portico/catalog-model';
import { useApi, useRouteRef } from '@portico/frontend-plugin-api';
import { entityPresentationApiRef, type EntityRefPresentationSnapshot } from './entity-presentation-api.ts';
import { entityRouteParams, entityRouteRef } from './routes.ts';

/** How an entity is called and marked, by the portal's rules. */
export function useEntityPresentation(entityOrRef: Entity | string): EntityRefPresentationSnapshot {
  const api = useApi(entityPresentationApiRef);
  return useMemo(() => api.forEntity(entityOrRef).snapshot, [api, entityOrRef]);
}

/** Gives the paths of entities' pages; `undefined` where the portal has no such pages. */
export function useEntityPath(): (entity: Entity | string) => string | undefined {
  const toPath = useRouteRef(entityRouteRef);
  return entity => toPath?.(entityRouteParams(entity));
}
