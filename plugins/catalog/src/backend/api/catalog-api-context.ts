import type { AuthService, PermissionsService, StatementRunner } from '@portico/backend-plugin-api';
import type { Catalog } from '../catalog.ts';
import type { EntitySets } from '../query/entity-sets.ts';
import type { Visibility } from './visibility.ts';

/** What the handlers of the API work with. */
export interface CatalogApiContext {
  catalog: Catalog;
  /** For reads of entities, of which there are many at a time. */
  reads: StatementRunner;
  sets: EntitySets;
  visibility: Visibility;
  permissions: PermissionsService;
  auth: AuthService;
}
