import { defineApi } from '@portico/http-api';
import { entityEndpoints } from './entity-endpoints.ts';
import { graphEndpoint } from './graph-endpoint.ts';
import { insightEndpoints } from './insight-endpoints.ts';
import { locationEndpoints } from './location-endpoints.ts';

/** The REST API of the catalog. For calls, `@portico/catalog-client` knows more than a client made of this. */
export const catalogApi = defineApi({
  pluginId: 'catalog',
  title: 'Catalog',
  version: '1',
  endpoints: { ...entityEndpoints, ...graphEndpoint, ...locationEndpoints, ...insightEndpoints },
});

/** The type of {@link catalogApi}. */
export type CatalogHttpApi = typeof catalogApi;
