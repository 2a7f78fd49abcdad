import { parseLocationRef } from '@portico/catalog-model/refs';
import type { CatalogApi } from './catalog-api.ts';
import type { CatalogRequester } from './catalog-requester.ts';
import type { Location, QueryLocationsResponse } from './location-requests.ts';
import { entityPath, pathSegment } from './path-segment.ts';

const defaultPageSize = 500;

type LocationCalls = Pick<CatalogApi, Extract<keyof CatalogApi, `${string}Location${string}`>>;

/** The calls that are about locations. */
export function createLocationCalls(requester: CatalogRequester): LocationCalls {
  const queryLocations: CatalogApi['queryLocations'] = (request = {}, options) =>
    requester.readJson<QueryLocationsResponse>(
      { method: 'POST', path: '/locations/by-query', body: request },
      options,
    );

  const streamLocations: CatalogApi['streamLocations'] = async function* (request, options) {
    let page = await queryLocations({ limit: defaultPageSize, ...request }, options);
    if (page.items.length > 0) yield page.items;
    while (page.pageInfo.nextCursor) {
      page = await queryLocations({ cursor: page.pageInfo.nextCursor }, options);
      if (page.items.length > 0) yield page.items;
    }
  };

  return {
    queryLocations,
    streamLocations,
    async getLocations(_request, options) {
      const rows = await requester.readJson<{ data: Location }[]>({ path: '/locations' }, options);
      return { items: rows.map(({ data }) => data) };
    },
    getLocationById: async (id, options) =>
      requester.readOptionalJson<Location>({ path: locationPath(id) }, options),
    async getLocationByRef(locationRef, options) {
      const { type, target } = parseLocationRef(locationRef);
      // The catalog does not see the case of letters here; a location ref does.
      for await (const page of streamLocations({ query: { type, target } }, options)) {
        const found = page.find(location => location.type === type && location.target === target);
        if (found) return found;
      }
      return undefined;
    },
    getLocationByEntity: async (entityRef, options) =>
      requester.readOptionalJson<Location>({ path: entityPath(entityRef, '/locations/by-entity') }, options),
    addLocation({ type = 'url', target, dryRun, onConflict }, options) {
      const query = { dryRun: dryRun ? 'true' : undefined, onConflict };
      return requester.readJson(
        { method: 'POST', path: '/locations', query, body: { type, target } },
        options,
      );
    },
    updateLocation: async (id, { type = 'url', target }, options) =>
      requester.readJson<Location>(
        { method: 'PUT', path: locationPath(id), body: { type, target } },
        options,
      ),
    removeLocationById: async (id, options) =>
      requester.expectOk({ method: 'DELETE', path: locationPath(id) }, options),
    analyzeLocation: (request, options) =>
      requester.readJson({ method: 'POST', path: '/analyze-location', body: request }, options),
  };
}

function locationPath(id: string): string {
  return `/locations/${pathSegment(id)}`;
}
