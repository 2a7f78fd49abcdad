import type { ApiHolder } from '@portico/frontend-plugin-api';
import { catalogPartsApiRef, type CatalogPartsApi } from '@portico/plugin-catalog/react';

/** @throws Error when the portal has no catalog. */
export function requireParts(apis: ApiHolder): CatalogPartsApi {
  const parts = apis.get(catalogPartsApiRef);
  if (!parts) throw new Error("APIs are entities: install the plugin 'catalog' beside 'api-docs'");
  return parts;
}
