import type { Entity } from '@portico/catalog-model';
import { createApiRef } from '@portico/frontend-plugin-api';

/** Loads what links and lists show of entities, many refs with one request. */
export interface EntityLoaderApi {
  /**
   * The entity behind a full ref, without its relations and annotations;
   * `null` when the catalog has none that the user may see. Calls that come
   * close together share a request.
   */
  loadSummary(entityRef: string): Promise<Entity | null>;
}

/** {@link EntityLoaderApi}. */
export const entityLoaderApiRef = createApiRef<EntityLoaderApi>().with({
  id: 'plugin.catalog.entity-loader',
  pluginId: 'catalog',
});
