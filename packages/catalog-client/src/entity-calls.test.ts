import type { Entity } from '@portico/catalog-model';
import { describe, expect, it } from 'vitest';
import { CATALOG_FILTER_EXISTS } from './entity-filter.ts';
import { envelope, page, serveTestCatalog } from './testing/test-catalog.ts';

const catalog = serveTestCatalog();
const { seen } = catalog;
const entity = (name: string): Entity => ({ apiVersion: 'a/v1', kind: 'Component', metadata: { name } });

describe('entities', () => {
  it('lists by filter, fields and order', async () => {
    catalog.answer = () => ({ body: [entity('a')] });
    const result = await catalog.client().getEntities({
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
    catalog.answer = () => page([entity('a')], 'next');
    const result = await catalog.client().queryEntities({
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
    catalog.answer = () => page([]);
    const query = { $not: { kind: 'api' } };
    await catalog.client().queryEntities({
      query,
      filter: { 'spec.type': ['a', 'b'], x: CATALOG_FILTER_EXISTS },
      orderFields: [{ field: 'kind', order: 'desc' }],
    });
    await catalog.client().queryEntities({ filter: [{ 'metadata.title': 'a, b' }, { kind: 'x' }] });
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
    await expect(catalog.client().queryEntities({ query: ['x'] as never })).rejects.toThrow(
      'The query must be an object and is ["x"]',
    );
  });

  it('goes on with a cursor where the first page was asked for', async () => {
    catalog.answer = () => page([]);
    const predicateCursor = btoa(JSON.stringify({ query: { kind: 'a' } }));
    await catalog.client().queryEntities({ cursor: 'opaque', limit: 3, fields: ['kind'] });
    await catalog.client().queryEntities({ cursor: predicateCursor, limit: 3 });
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
    catalog.answer = ({ query }) => {
      const cursor = new Map(query).get('cursor');
      return cursor === undefined
        ? page([entity('a')], '2')
        : cursor === '2'
          ? page([entity('b')], '3')
          : page([entity('c')]);
    };
    const names: string[] = [];
    for await (const items of catalog.client().streamEntities({
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
    for await (const _ of catalog.client().streamEntities()) break;
    expect(seen).toHaveLength(1);
    expect(seen[0]?.query).toEqual([['limit', '500']]);
  });

  it('looks up any number of refs, in their order', async () => {
    catalog.answer = ({ body }) => ({
      body: {
        items: (body as { entityRefs: string[] }).entityRefs.map(ref =>
          ref.endsWith('7') ? null : entity(ref),
        ),
      },
    });
    const entityRefs = Array.from({ length: 2500 }, (_, index) => `component:default/e${index}`);
    const { items } = await catalog.client().getEntitiesByRefs({
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
    expect(await catalog.client().getEntitiesByRefs({ entityRefs: [] })).toEqual({ items: [] });
    seen.length = 0;
    await catalog.client().getEntitiesByRefs({ entityRefs: Array(20).fill('x'.repeat(10_000)) as string[] });
    expect(seen).toHaveLength(3);
  });

  it('gets an entity by its ref, with every part encoded', async () => {
    catalog.answer = ({ path }) =>
      path.includes('gone') ? envelope(404, 'NotFoundError', 'x') : { body: entity('a') };
    expect(await catalog.client().getEntityByRef('Component:ns/a/../b?c')).toEqual(entity('a'));
    expect(seen[0]?.path).toBe('/entities/by-name/Component/ns/a%2F..%2Fb%3Fc');
    expect(
      await catalog.client().getEntityByRef({ kind: 'a', namespace: 'b', name: 'gone' }),
    ).toBeUndefined();
    await catalog.client().getEntityAncestors({ entityRef: 'a:b' });
    expect(seen.at(-1)?.path).toBe('/entities/by-name/a/default/b/ancestry');
    seen.length = 0;
    for (const ref of ['a:../b', 'a:b/..', '..:a', 'a:./b']) {
      await expect(catalog.client().getEntityByRef(ref)).rejects.toThrow('cannot be part of an address');
    }
    await expect(catalog.client().removeEntityByUid('..')).rejects.toThrow('cannot be part of an address');
    expect(seen).toEqual([]);
    await expect(catalog.client().getEntityByRef('nokind')).rejects.toThrow('missing or empty kind');
  });

  it('counts facets by filter or predicate', async () => {
    catalog.answer = () => ({ body: { facets: { kind: [{ value: 'A', count: 1 }] } } });
    expect(
      await catalog.client().getEntityFacets({ facets: ['kind', 'spec.type'], filter: { kind: 'a' } }),
    ).toEqual({
      facets: { kind: [{ value: 'A', count: 1 }] },
    });
    await catalog.client().getEntityFacets({ facets: ['kind'], query: { kind: 'a' } });
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
    catalog.answer = ({ method }) => (method === 'DELETE' ? { status: 204 } : { status: 200 });
    await catalog.client().removeEntityByUid('u/1');
    await catalog.client().refreshEntity('component:default/a');
    expect(await catalog.client().validateEntity(entity('a'), 'url:https://a')).toEqual({ valid: true });
    expect(seen.map(({ method, path, body }) => [method, path, body])).toEqual([
      ['DELETE', '/entities/by-uid/u%2F1', undefined],
      ['POST', '/refresh', { entityRef: 'component:default/a' }],
      ['POST', '/validate-entity', { entity: entity('a'), location: 'url:https://a' }],
    ]);
    catalog.answer = () => ({ status: 400, body: { errors: [{ name: 'InputError', message: 'bad' }] } });
    expect(await catalog.client().validateEntity(entity('a'), 'url:https://a')).toEqual({
      valid: false,
      errors: [{ name: 'InputError', message: 'bad' }],
    });
    catalog.answer = () => envelope(400, 'InputError', 'no location');
    await expect(catalog.client().validateEntity(entity('a'), '')).rejects.toMatchObject({
      cause: { message: 'no location' },
    });
  });

  it('asks for a neighbourhood', async () => {
    catalog.answer = () => ({ body: { nodes: [] } });
    await catalog.client().getEntityGraph({ entityRefs: ['system:a', 'b:c'], depth: 3, kinds: ['api'] });
    expect(seen.map(({ path, query }) => [path, query])).toEqual([
      [
        '/entities/graph',
        [
          ['ref', 'system:a'],
          ['ref', 'b:c'],
          ['depth', '3'],
          ['kind', 'api'],
        ],
      ],
    ]);
  });

  it('reads the model', async () => {
    const model = { kinds: [], relations: [], metadata: { annotations: [], labels: [], tags: [] } };
    catalog.answer = () => ({ body: model });
    expect(await catalog.client().getModel({}, { token: 't' })).toEqual(model);
    expect(seen[0]).toMatchObject({ path: '/model', authorization: 'Bearer t' });
  });

  it('explains and tells the history', async () => {
    catalog.answer = ({ path }) =>
      path.includes('gone') ? envelope(404, 'NotFoundError', 'x') : { body: { items: [], pageInfo: {} } };
    await catalog.client().explain('Component:Default/A');
    await catalog.client().history('component:default/a', { limit: 5, cursor: 'c' });
    await catalog.client().getEntityAsOf('component:default/a', new Date(0));
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
    expect(await catalog.client().history('component:default/gone')).toBeUndefined();
  });
});
