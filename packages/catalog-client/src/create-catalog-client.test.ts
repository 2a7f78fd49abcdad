import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Entity } from '@portico/catalog-model';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { createCatalogClient } from './create-catalog-client.ts';
import { CATALOG_FILTER_EXISTS } from './entity-filter.ts';

interface Seen {
  method: string;
  path: string;
  query: [string, string][];
  body: unknown;
  authorization: string | undefined;
}
type Answer = { status?: number; body?: unknown; text?: string };

const seen: Seen[] = [];
let answer: (request: Seen) => Answer;

const server = createServer(async (request, response) => {
  const url = new URL(request.url ?? '/', 'http://localhost');
  const body = await readBody(request);
  const record: Seen = {
    method: request.method ?? '',
    path: url.pathname.replace('/api/catalog', ''),
    query: [...url.searchParams],
    body,
    authorization: request.headers.authorization,
  };
  seen.push(record);
  const { status = 200, body: json, text } = answer(record);
  response.writeHead(status, { 'content-type': text === undefined ? 'application/json' : 'text/plain' });
  response.end(text ?? (json === undefined ? undefined : JSON.stringify(json)));
});

async function readBody(request: IncomingMessage): Promise<unknown> {
  let text = '';
  for await (const chunk of request) text += String(chunk);
  return text ? JSON.parse(text) : undefined;
}

let baseUrl: string;
beforeAll(async () => {
  await new Promise<void>(done => server.listen(0, '127.0.0.1', done));
  baseUrl = `http://127.0.0.1:${(server.address() as AddressInfo).port}/api/catalog`;
});
afterAll(() => server.close());
beforeEach(() => {
  seen.length = 0;
});

const client = () => createCatalogClient({ baseUrl });
const entity = (name: string): Entity => ({ apiVersion: 'a/v1', kind: 'Component', metadata: { name } });
const page = (items: unknown[], nextCursor?: string): Answer => ({
  body: { items, totalItems: items.length, pageInfo: nextCursor ? { nextCursor } : {} },
});
const envelope = (status: number, name: string, message: string): Answer => ({
  status,
  body: { error: { name, message }, request: { method: 'GET', url: '/' }, response: { statusCode: status } },
});

describe('entities', () => {
  it('lists by filter, fields and order', async () => {
    answer = () => ({ body: [entity('a')] });
    const result = await client().getEntities({
      filter: [
        { kind: ['API', 'Component'], 'metadata.annotations.x/y': CATALOG_FILTER_EXISTS },
        { 'spec.type': 'a&b=c' },
        {},
      ],
      fields: ['kind', 'metadata.name'],
      order: [
        { field: 'kind', order: 'asc' },
        { field: 'metadata.name', order: 'desc' },
      ],
      limit: 5,
      offset: 0,
      after: 'x',
    });
    expect(result).toEqual({ items: [entity('a')] });
    expect(seen[0]).toMatchObject({ method: 'GET', path: '/entities' });
    expect(seen[0]?.query).toEqual([
      ['filter', 'kind=API,kind=Component,metadata.annotations.x/y'],
      ['filter', 'spec.type=a&b=c'],
      ['fields', 'kind,metadata.name'],
      ['order', 'asc:kind'],
      ['order', 'desc:metadata.name'],
      ['offset', '0'],
      ['limit', '5'],
      ['after', 'x'],
    ]);
  });

  it('queries a page with parameters', async () => {
    answer = () => page([entity('a')], 'next');
    const result = await client().queryEntities({
      filter: { kind: 'component' },
      limit: 0,
      orderFields: { field: 'metadata.name', order: 'asc' },
      fullTextFilter: { term: ' pet ', fields: ['metadata.name', 'metadata.title'] },
      totalItems: 'exclude',
    });
    expect(result.pageInfo.nextCursor).toBe('next');
    expect(seen[0]?.query).toEqual([
      ['limit', '0'],
      ['totalItems', 'exclude'],
      ['filter', 'kind=component'],
      ['orderField', 'metadata.name,asc'],
      ['fullTextFilterTerm', 'pet'],
      ['fullTextFilterFields', 'metadata.name,metadata.title'],
    ]);
  });

  it('sends a predicate, and a filter that parameters cannot carry, in the body', async () => {
    answer = () => page([]);
    const query = { $not: { kind: 'api' } };
    await client().queryEntities({
      query,
      filter: { 'spec.type': ['a', 'b'], x: CATALOG_FILTER_EXISTS },
      orderFields: [{ field: 'kind', order: 'desc' }],
    });
    await client().queryEntities({ filter: [{ 'metadata.title': 'a, b' }, { kind: 'x' }] });
    expect(seen.map(({ method, path, body }) => ({ method, path, body }))).toEqual([
      {
        method: 'POST',
        path: '/entities/by-query',
        body: {
          query: {
            $all: [query, { $all: [{ 'spec.type': { $in: ['a', 'b'] } }, { x: { $exists: true } }] }],
          },
          orderBy: [{ field: 'kind', order: 'desc' }],
        },
      },
      {
        method: 'POST',
        path: '/entities/by-query',
        body: { query: { $any: [{ 'metadata.title': 'a, b' }, { kind: 'x' }] } },
      },
    ]);
    await expect(client().queryEntities({ query: ['x'] as never })).rejects.toThrow(
      'The query must be an object and is ["x"]',
    );
  });

  it('goes on with a cursor where the first page was asked for', async () => {
    answer = () => page([]);
    const predicateCursor = btoa(JSON.stringify({ query: { kind: 'a' } }));
    await client().queryEntities({ cursor: 'opaque', limit: 3, fields: ['kind'] });
    await client().queryEntities({ cursor: predicateCursor, limit: 3 });
    expect(seen[0]).toMatchObject({
      method: 'GET',
      query: [
        ['cursor', 'opaque'],
        ['fields', 'kind'],
        ['limit', '3'],
      ],
    });
    expect(seen[1]).toMatchObject({ method: 'POST', body: { cursor: predicateCursor, limit: 3 } });
  });

  it('streams page after page, and asks for no more than is taken', async () => {
    answer = ({ query }) => {
      const cursor = new Map(query).get('cursor');
      return cursor === undefined
        ? page([entity('a')], '2')
        : cursor === '2'
          ? page([entity('b')], '3')
          : page([entity('c')]);
    };
    const names: string[] = [];
    for await (const items of client().streamEntities({
      filter: { kind: 'x' },
      pageSize: 1,
      fields: ['metadata'],
    })) {
      names.push(...items.map(({ metadata }) => metadata.name));
    }
    expect(names).toEqual(['a', 'b', 'c']);
    expect(seen[1]?.query).toEqual([
      ['cursor', '2'],
      ['fields', 'metadata'],
      ['limit', '1'],
    ]);
    seen.length = 0;
    for await (const _ of client().streamEntities()) break;
    expect(seen).toHaveLength(1);
    expect(seen[0]?.query).toEqual([['limit', '500']]);
  });

  it('looks up any number of refs, in their order', async () => {
    answer = ({ body }) => ({
      body: {
        items: (body as { entityRefs: string[] }).entityRefs.map(ref =>
          ref.endsWith('7') ? null : entity(ref),
        ),
      },
    });
    const entityRefs = Array.from({ length: 2500 }, (_, index) => `component:default/e${index}`);
    const { items } = await client().getEntitiesByRefs({
      entityRefs,
      fields: ['metadata'],
      filter: { kind: 'x' },
    });
    expect(seen.map(({ body }) => (body as { entityRefs: string[] }).entityRefs.length)).toEqual([
      1000, 1000, 500,
    ]);
    expect(seen[0]).toMatchObject({
      method: 'POST',
      path: '/entities/by-refs',
      query: [['filter', 'kind=x']],
      body: { fields: ['metadata'] },
    });
    expect(items.map(item => item?.metadata.name)).toEqual(
      entityRefs.map(ref => (ref.endsWith('7') ? undefined : ref)),
    );
    expect(await client().getEntitiesByRefs({ entityRefs: [] })).toEqual({ items: [] });
    seen.length = 0;
    await client().getEntitiesByRefs({ entityRefs: Array(20).fill('x'.repeat(10_000)) as string[] });
    expect(seen).toHaveLength(3);
  });

  it('gets an entity by its ref, with every part encoded', async () => {
    answer = ({ path }) =>
      path.includes('gone') ? envelope(404, 'NotFoundError', 'x') : { body: entity('a') };
    expect(await client().getEntityByRef('Component:ns/a/../b?c')).toEqual(entity('a'));
    expect(seen[0]?.path).toBe('/entities/by-name/Component/ns/a%2F..%2Fb%3Fc');
    expect(await client().getEntityByRef({ kind: 'a', namespace: 'b', name: 'gone' })).toBeUndefined();
    await client().getEntityAncestors({ entityRef: 'a:b' });
    expect(seen.at(-1)?.path).toBe('/entities/by-name/a/default/b/ancestry');
    seen.length = 0;
    for (const ref of ['a:../b', 'a:b/..', '..:a', 'a:./b']) {
      await expect(client().getEntityByRef(ref)).rejects.toThrow('cannot be part of an address');
    }
    await expect(client().removeEntityByUid('..')).rejects.toThrow('cannot be part of an address');
    expect(seen).toEqual([]);
    await expect(client().getEntityByRef('nokind')).rejects.toThrow('missing or empty kind');
  });

  it('counts facets by filter or predicate', async () => {
    answer = () => ({ body: { facets: { kind: [{ value: 'A', count: 1 }] } } });
    expect(await client().getEntityFacets({ facets: ['kind', 'spec.type'], filter: { kind: 'a' } })).toEqual({
      facets: { kind: [{ value: 'A', count: 1 }] },
    });
    await client().getEntityFacets({ facets: ['kind'], query: { kind: 'a' } });
    expect(seen[0]).toMatchObject({
      method: 'GET',
      query: [
        ['facet', 'kind'],
        ['facet', 'spec.type'],
        ['filter', 'kind=a'],
      ],
    });
    expect(seen[1]).toMatchObject({
      method: 'POST',
      path: '/entity-facets',
      body: { facets: ['kind'], query: { kind: 'a' } },
    });
  });

  it('removes, refreshes and validates', async () => {
    answer = ({ method }) => (method === 'DELETE' ? { status: 204 } : { status: 200 });
    await client().removeEntityByUid('u/1');
    await client().refreshEntity('component:default/a');
    expect(await client().validateEntity(entity('a'), 'url:https://a')).toEqual({ valid: true });
    expect(seen.map(({ method, path, body }) => [method, path, body])).toEqual([
      ['DELETE', '/entities/by-uid/u%2F1', undefined],
      ['POST', '/refresh', { entityRef: 'component:default/a' }],
      ['POST', '/validate-entity', { entity: entity('a'), location: 'url:https://a' }],
    ]);
    answer = () => ({ status: 400, body: { errors: [{ name: 'InputError', message: 'bad' }] } });
    expect(await client().validateEntity(entity('a'), 'url:https://a')).toEqual({
      valid: false,
      errors: [{ name: 'InputError', message: 'bad' }],
    });
    answer = () => envelope(400, 'InputError', 'no location');
    await expect(client().validateEntity(entity('a'), '')).rejects.toMatchObject({
      cause: { message: 'no location' },
    });
  });

  it('explains and tells the history', async () => {
    answer = ({ path }) =>
      path.includes('gone') ? envelope(404, 'NotFoundError', 'x') : { body: { items: [], pageInfo: {} } };
    await client().explain('Component:Default/A');
    await client().history('component:default/a', { limit: 5, cursor: 'c' });
    await client().getEntityAsOf('component:default/a', new Date(0));
    expect(seen.map(({ path, query }) => [path, query])).toEqual([
      ['/explain', [['ref', 'component:default/a']]],
      [
        '/entities/by-name/component/default/a/history',
        [
          ['limit', '5'],
          ['cursor', 'c'],
        ],
      ],
      ['/entities/by-name/component/default/a/history/as-of', [['at', '1970-01-01T00:00:00.000Z']]],
    ]);
    expect(await client().history('component:default/gone')).toBeUndefined();
  });
});

describe('locations', () => {
  const location = (target: string) => ({ id: target, type: 'url', target, entityRef: 'location:default/x' });

  it('lists, queries and streams', async () => {
    answer = ({ path, body }) => {
      if (path === '/locations') return { body: [{ data: location('a') }] };
      return (body as { cursor?: string }).cursor ? page([location('b')]) : page([location('a')], 'c');
    };
    expect(await client().getLocations()).toEqual({ items: [location('a')] });
    const targets: string[] = [];
    for await (const items of client().streamLocations({ query: { type: 'url' } }))
      targets.push(...items.map(({ target }) => target));
    expect(targets).toEqual(['a', 'b']);
    expect(seen.slice(1).map(({ body }) => body)).toEqual([
      { limit: 500, query: { type: 'url' } },
      { cursor: 'c' },
    ]);
  });

  it('finds one by id, entity and ref', async () => {
    answer = ({ path }) =>
      path.includes('by-query')
        ? page([location('https://A'), location('https://a')])
        : path.includes('gone')
          ? envelope(404, 'NotFoundError', 'x')
          : { body: location('a') };
    expect(await client().getLocationById('i/d')).toEqual(location('a'));
    expect(await client().getLocationById('gone')).toBeUndefined();
    expect(await client().getLocationByEntity('component:default/a')).toEqual(location('a'));
    expect(await client().getLocationByRef('url:https://a')).toEqual(location('https://a'));
    expect(await client().getLocationByRef('url:https://b')).toBeUndefined();
    expect(seen.map(({ path }) => path).slice(0, 3)).toEqual([
      '/locations/i%2Fd',
      '/locations/gone',
      '/locations/by-entity/component/default/a',
    ]);
  });

  it('adds, changes, removes and analyzes', async () => {
    answer = ({ method }) =>
      method === 'DELETE'
        ? { status: 204 }
        : { status: 201, body: { location: location('a'), entities: [], exists: false } };
    expect(
      await client().addLocation({ target: 'https://a', dryRun: true, onConflict: 'refresh' }),
    ).toMatchObject({ exists: false });
    await client().addLocation({ type: 'file', target: 'a' });
    await client().updateLocation('1', { target: 'b' });
    await client().removeLocationById('1');
    await client().analyzeLocation({ location: { type: 'url', target: 'a' }, catalogFilename: 'f' });
    expect(seen.map(({ method, path, query, body }) => [method, path, query, body])).toEqual([
      [
        'POST',
        '/locations',
        [
          ['dryRun', 'true'],
          ['onConflict', 'refresh'],
        ],
        { type: 'url', target: 'https://a' },
      ],
      ['POST', '/locations', [], { type: 'file', target: 'a' }],
      ['PUT', '/locations/1', [], { type: 'url', target: 'b' }],
      ['DELETE', '/locations/1', [], undefined],
      ['POST', '/analyze-location', [], { location: { type: 'url', target: 'a' }, catalogFilename: 'f' }],
    ]);
  });
});

describe('connections', () => {
  it('sends the token, and finds the catalog by discovery', async () => {
    answer = () => ({ body: [] });
    const asked: string[] = [];
    const found = createCatalogClient({
      discovery: {
        async getBaseUrl(pluginId) {
          asked.push(pluginId);
          return `${baseUrl}/`;
        },
      },
    });
    await found.getEntities({}, { token: 't' });
    expect(asked).toEqual(['catalog']);
    expect(seen[0]).toMatchObject({ path: '/entities', authorization: 'Bearer t' });
    await expect(createCatalogClient({}).getEntities()).rejects.toThrow('Give it baseUrl or discovery');
  });

  it('uses the fetch that it is given, and ends a call on a signal', async () => {
    answer = () => ({ body: [] });
    const urls: string[] = [];
    const own = createCatalogClient({
      baseUrl,
      fetch: (input, init) => {
        urls.push(typeof input === 'string' ? input : 'no text');
        return fetch(input, init);
      },
    });
    await own.getLocations();
    expect(urls).toEqual([`${baseUrl}/locations`]);
    await expect(own.getLocations({}, { signal: AbortSignal.abort() })).rejects.toMatchObject({
      name: 'AbortError',
    });
  });

  it('turns error answers into ResponseError with the cause, also when they are no envelope', async () => {
    answer = () => envelope(403, 'NotAllowedError', 'not you');
    await expect(client().getEntities()).rejects.toMatchObject({
      name: 'ResponseError',
      statusCode: 403,
      cause: { name: 'NotAllowedError', message: 'not you' },
    });
    answer = () => ({ status: 502, text: 'bad gateway' });
    for (const call of [
      () => client().getEntityByRef('a:b'),
      () => client().removeEntityByUid('u'),
      () => client().queryEntities(),
    ]) {
      await expect(call()).rejects.toMatchObject({ name: 'ResponseError', statusCode: 502 });
    }
  });
});
