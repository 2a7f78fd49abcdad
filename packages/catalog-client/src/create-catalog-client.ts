import type { ModelBase } from '@portico/catalog-model';
import { parseEntityRef, stringifyEntityRef } from '@portico/catalog-model/refs';
import type { CatalogApi } from './catalog-api.ts';
import { createCatalogRequester, type CatalogConnection } from './catalog-requester.ts';
import { createEntityCalls } from './entity-calls.ts';
import type { EntityExplanation } from './explanation.ts';
import type { EntityGraph } from './graph.ts';
import type { EntityAsOf, EntityHistoryResponse } from './history.ts';
import { createLocationCalls } from './location-calls.ts';
import { entityPath } from './path-segment.ts';

/** Makes a client of the catalog's REST API, for servers and browsers alike. It keeps no connection open. */
export function createCatalogClient(connection: CatalogConnection): CatalogApi {
  const requester = createCatalogRequester(connection);
  return {
    ...createEntityCalls(requester),
    ...createLocationCalls(requester),
    async getEntityGraph({ entityRefs, depth, relations, kinds, limit }, options) {
      const query = { ref: entityRefs, depth, relation: relations, kind: kinds, limit };
      return requester.readJson<EntityGraph>({ path: '/entities/graph', query }, options);
    },
    getModel: async (_request, options) => requester.readJson<ModelBase>({ path: '/model' }, options),
    async explain(entityRef, options) {
      const ref = stringifyEntityRef(parseEntityRef(entityRef));
      return requester.readJson<EntityExplanation>({ path: '/explain', query: { ref } }, options);
    },
    async history(entityRef, { limit, cursor } = {}, options) {
      const path = `${entityPath(entityRef)}/history`;
      return requester.readOptionalJson<EntityHistoryResponse>({ path, query: { limit, cursor } }, options);
    },
    async getEntityAsOf(entityRef, time, options) {
      const at = typeof time === 'string' ? time : time.toISOString();
      const path = `${entityPath(entityRef)}/history/as-of`;
      return requester.readOptionalJson<EntityAsOf>({ path, query: { at } }, options);
    },
  };
}
