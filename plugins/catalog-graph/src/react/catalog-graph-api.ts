import { createApiRef } from '@portico/frontend-plugin-api';
import type { RelationPair } from '../graph-options.ts';

/** Which relations the map knows. Replace it for relations of your own. */
export interface CatalogGraphApi {
  /** The types that are offered to choose from. */
  readonly knownRelations: readonly string[];
  /** Which types are each other's opposite. */
  readonly knownRelationPairs: readonly RelationPair[];
  /** The types that are shown unless others are chosen. */
  readonly defaultRelations: readonly string[];
}

/** {@link CatalogGraphApi}. */
export const catalogGraphApiRef = createApiRef<CatalogGraphApi>().with({
  id: 'plugin.catalog-graph.service',
  pluginId: 'catalog-graph',
});
