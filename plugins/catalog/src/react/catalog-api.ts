import type { CatalogApi } from '@portico/catalog-client';
import { createApiRef } from '@portico/frontend-plugin-api';

/** The catalog of this portal, asked as the signed-in user: {@link CatalogApi}. */
export const catalogApiRef = createApiRef<CatalogApi>().with({
  id: 'plugin.catalog.service',
  pluginId: 'catalog',
});
