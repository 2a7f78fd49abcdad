import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { CATALOG_FILTER_EXISTS as officialExists, CatalogClient } from '@backstage/catalog-client';
import {
  CATALOG_FILTER_EXISTS,
  createCatalogClient,
  type CatalogApi,
  type EntityFilterQuery,
} from '@portico/catalog-client';
import { afterAll, beforeAll, expect, it } from 'vitest';

const location = { id: '1', type: 'url', target: 'https://a', entityRef: 'location:default/x' };

// Both clients make the same calls on a server that writes down what it is asked.
let asked: unknown[] = [];
const server = createServer(async (request, response) => {
  const url = new URL(request.url ?? '/', 'http://localhost');
  let body = '';
  for await (const chunk of request) body += String(chunk);
  const query = [...url.searchParams].sort();
  asked.push({
    method: request.method,
    path: decodeURIComponent(url.pathname),
    query,
    body: body && JSON.parse(body),
  });
  const isNew = request.method === 'POST' && url.pathname === '/locations';
  response.writeHead(isNew ? 201 : 200, { 'content-type': 'application/json' });
  response.end(JSON.stringify(isNew ? { location, entities: [], exists: true } : answerTo(url.pathname)));
});

function answerTo(path: string): unknown {
  const entity = { apiVersion: 'a/v1', kind: 'K', metadata: { name: 'n' } };
  if (path === '/locations') return [{ data: location }];
  if (path === '/entities') return [entity];
  if (path.startsWith('/entity-facets')) return { facets: { kind: [{ value: 'K', count: 1 }] } };
  const isList = /by-query|by-refs/.test(path);
  return isList ? { items: [entity], totalItems: 1, pageInfo: {} } : location;
}

let baseUrl: string;
beforeAll(async () => {
  await new Promise<void>(done => server.listen(0, '127.0.0.1', done));
  baseUrl = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterAll(() => server.close());

const filter: EntityFilterQuery = [
  { kind: ['API', 'Component'], x: CATALOG_FILTER_EXISTS },
  { 'spec.type': 'a&b=c%20d' },
];
const cursor = btoa(JSON.stringify({ query: {} }));
const entity = { apiVersion: 'a/v1', kind: 'K', metadata: { name: 'n' } };
const token = { token: 't' };
const calls: Record<string, (api: CatalogApi) => Promise<unknown>> = {
  getEntities: api =>
    api.getEntities(
      {
        filter,
        fields: ['kind', 'metadata.name'],
        order: { field: 'kind', order: 'asc' },
        limit: 3,
        offset: 1,
      },
      token,
    ),
  'getEntities after': api =>
    api.getEntities({
      after: 'x',
      order: [
        { field: 'a', order: 'asc' },
        { field: 'b', order: 'desc' },
      ],
    }),
  getEntitiesByRefs: api => api.getEntitiesByRefs({ entityRefs: ['a:b/c'], fields: ['kind'], filter }),
  'getEntitiesByRefs query': api =>
    api.getEntitiesByRefs({ entityRefs: ['a:b/c'], query: { kind: 'a' }, filter }),
  'getEntitiesByRefs many': api =>
    api.getEntitiesByRefs({
      entityRefs: Array.from({ length: 3000 }, (_, i) => `component:default/${'x'.repeat(i % 90)}`),
    }),
  queryEntities: api =>
    api.queryEntities({
      filter,
      limit: 0,
      orderFields: { field: 'a', order: 'desc' },
      fullTextFilter: { term: ' t ', fields: ['a', 'b'] },
      totalItems: 'exclude',
    }),
  'queryEntities query': api =>
    api.queryEntities({
      filter,
      query: { $not: { a: 'b' } },
      fields: ['kind'],
      orderFields: { field: 'a', order: 'asc' },
      limit: 2,
      offset: 1,
    }),
  'queryEntities cursor': api => api.queryEntities({ cursor: 'c', fields: ['kind'], limit: 3 }),
  'queryEntities predicate cursor': api => api.queryEntities({ cursor, fields: ['kind'], limit: 3 }),
  getEntityAncestors: api => api.getEntityAncestors({ entityRef: 'a:b/c' }),
  getEntityByRef: api => api.getEntityByRef('Kind:Ns/Na?me'),
  getEntityFacets: api => api.getEntityFacets({ facets: ['kind', 'spec.type'], filter }),
  'getEntityFacets query': api => api.getEntityFacets({ facets: ['kind'], filter, query: { kind: 'a' } }),
  removeEntityByUid: api => api.removeEntityByUid('u'),
  refreshEntity: api => api.refreshEntity('a:b/c'),
  validateEntity: api => api.validateEntity(entity, 'url:https://a'),
  addLocation: api => api.addLocation({ target: 'https://a', dryRun: true, onConflict: 'reject' }),
  'addLocation type': api => api.addLocation({ type: 'file', target: 'a' }),
  getLocations: api => api.getLocations(),
  queryLocations: api => api.queryLocations({ limit: 3, query: { type: 'url' } }),
  getLocationById: api => api.getLocationById('1'),
  getLocationByEntity: api => api.getLocationByEntity('a:b/c'),
  updateLocation: api => api.updateLocation('1', { target: 'https://b' }),
  removeLocationById: api => api.removeLocationById('1'),
  analyzeLocation: api =>
    api.analyzeLocation({ location: { type: 'url', target: 'https://a' }, catalogFilename: 'f' }),
  streamEntities: async api => collect(api.streamEntities({ filter, fields: ['kind'] })),
  streamLocations: async api => collect(api.streamLocations({ query: { type: 'url' } })),
};

it('has the same symbol for "any value"', () => {
  expect(CATALOG_FILTER_EXISTS).toBe(officialExists);
});

it.each(Object.keys(calls))('asks the catalog for the same as the official client: %s', async name => {
  // The official types want mutable lists and plain classes; the calls are the same.
  const official = new CatalogClient({
    discoveryApi: { getBaseUrl: async () => baseUrl },
  }) as unknown as CatalogApi;
  const results: unknown[] = [];
  const requests: unknown[] = [];
  for (const api of [official, createCatalogClient({ baseUrl })]) {
    asked = [];
    results.push(await calls[name]?.(api));
    requests.push(asked);
  }
  expect(requests[1]).toEqual(requests[0]);
  expect(results[1]).toEqual(results[0]);
});

async function collect<T>(pages: AsyncIterable<T>): Promise<T[]> {
  const all: T[] = [];
  for await (const page of pages) all.push(page);
  return all;
}
