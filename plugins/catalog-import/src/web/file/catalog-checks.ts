import type { CatalogApi } from '@portico/catalog-client';
import type { CatalogModel } from '@portico/catalog-model';

/** What the check of a text against the catalog works with. */
export interface CatalogChecks {
  catalog: Pick<CatalogApi, 'validateEntity' | 'getEntitiesByRefs'>;
  model: CatalogModel;
  /** Says that the catalog has no entity of a ref. */
  unknownRef(ref: string): string;
}
