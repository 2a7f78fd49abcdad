import { useCallback, useMemo } from 'react';
import { useApi } from '@portico/frontend-plugin-api';
import { useObservable } from '@portico/plugin-app/react';
import { toEntityRef, type EntityOrRef } from './entity-names.ts';
import { starredEntitiesApiRef, type StarredEntitiesApi } from './starred-entities-api.ts';

const none: ReadonlySet<string> = new Set();

/** The entities that the user has starred. */
export function useStarredEntities(): {
  starredEntities: ReadonlySet<string>;
  isStarredEntity(entity: EntityOrRef): boolean;
  toggleStarredEntity(entity: EntityOrRef): Promise<void>;
} {
  const api = useApi(starredEntitiesApiRef);
  const changes = useMemo(() => api.starredEntitie$(), [api]);
  const first = useMemo(() => readStarredEntities(api), [api]);
  const starredEntities = useObservable<ReadonlySet<string>>(changes, first);
  const toggleStarredEntity = useCallback(
    async (entity: EntityOrRef) => api.toggleStarred(toEntityRef(entity)),
    [api],
  );
  return {
    starredEntities,
    isStarredEntity: entity => starredEntities.has(toEntityRef(entity)),
    toggleStarredEntity,
  };
}

/** Whether one entity is starred, and what changes that. */
export function useStarredEntity(entity: EntityOrRef): {
  isStarredEntity: boolean;
  toggleStarredEntity(): Promise<void>;
} {
  const { isStarredEntity, toggleStarredEntity } = useStarredEntities();
  return {
    isStarredEntity: isStarredEntity(entity),
    toggleStarredEntity: async () => toggleStarredEntity(entity),
  };
}

/** The entities that are starred now. */
export function readStarredEntities(api: StarredEntitiesApi): ReadonlySet<string> {
  let first = none;
  api
    .starredEntitie$()
    .subscribe(value => {
      first = value;
    })
    .unsubscribe();
  return first;
}
