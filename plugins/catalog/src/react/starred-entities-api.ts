import { createApiRef, type Observable } from '@portico/frontend-plugin-api';

/** Keeps the entities that the user has starred. */
export interface StarredEntitiesApi {
  toggleStarred(entityRef: string): Promise<void>;
  /** The full refs of the starred entities: at once, and after each change. */
  starredEntitie$(): Observable<Set<string>>;
}

/** {@link StarredEntitiesApi}. */
export const starredEntitiesApiRef = createApiRef<StarredEntitiesApi>().with({
  id: 'catalog-react.starred-entities',
  pluginId: 'catalog',
});
