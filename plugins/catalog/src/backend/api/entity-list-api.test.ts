import { createTestDatabases } from '@portico/backend-test-utils/databases';
import type { Entity } from '@portico/catalog-model';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { ApiWorld } from './testing/api-world.ts';
import {
  components,
  ifChanged,
  names,
  namesOf,
  refsOf,
  resource,
  startEntityWorld,
} from './testing/entity-world.ts';

const cursorIn = (cursor: string): object => JSON.parse(Buffer.from(cursor, 'base64').toString()) as object;

describe.each(createTestDatabases({ ids: ['SQLITE_FILE', 'POSTGRES'] }).ids)(
  'lists of entities over HTTP on %s',
  id => {
    let world: ApiWorld;
    beforeAll(async () => {
      world = await startEntityWorld(id);
    });
    afterEach(() => world.policy.clear());
    afterAll(() => world[Symbol.asyncDispose]());

    describe('GET /entities/by-query', () => {
      const path = '/entities/by-query';

      it('walks all pages with cursors, and back', async () => {
        const query = `${path}?filter=kind=component&orderField=metadata.name,desc&limit=10&fields=kind,metadata.name`;
        const pages = [(await world.json(query)).body];
        while (pages.at(-1).pageInfo.nextCursor) {
          const next = encodeURIComponent(pages.at(-1).pageInfo.nextCursor);
          pages.push((await world.json(`${path}?cursor=${next}&limit=10&fields=metadata.name`)).body);
        }
        expect(pages.map(page => page.items.length)).toEqual([10, 10, 3]);
        expect(pages.map(page => page.totalItems)).toEqual([23, 23, 23]);
        expect(pages.flatMap(page => namesOf(page.items))).toEqual(names.toReversed());
        expect(pages[0].items[0]).toEqual({ kind: 'Component', metadata: { name: 'c-22' } });
        expect(pages.map(page => 'prevCursor' in page.pageInfo)).toEqual([false, true, true]);
        expect(cursorIn(pages[0].pageInfo.nextCursor)).toMatchObject({
          orderFields: [{ field: 'metadata.name', order: 'desc' }],
          orderFieldValues: ['c-13', expect.any(String)],
          firstSortFieldValues: ['c-22', expect.any(String)],
          filter: { anyOf: [{ allOf: [{ key: 'kind', values: ['component'] }] }] },
          isPrevious: false,
          totalItems: 23,
        });
        const back = [pages[2]];
        while (back[0].pageInfo.prevCursor) {
          const before = encodeURIComponent(back[0].pageInfo.prevCursor);
          back.unshift((await world.json(`${path}?cursor=${before}&limit=10`)).body);
        }
        expect(back.map(page => namesOf(page.items))).toEqual(pages.map(page => namesOf(page.items)));
        expect('nextCursor' in back[0].pageInfo).toBe(true);
      });

      it('counts without items, and lists without counting', async () => {
        const count = await world.json(`${path}?limit=0&filter=metadata.tags=java`);
        expect(count.body).toEqual({ items: [], totalItems: 11, pageInfo: {} });
        const list = await world.json(`${path}?limit=2&totalItems=exclude&orderField=metadata.name`);
        expect(list.body).toMatchObject({ totalItems: 0, items: [{}, {}] });
        expect(cursorIn(list.body.pageInfo.nextCursor)).not.toHaveProperty('totalItems');
      });

      it('takes an offset, a full-text term, and several filters', async () => {
        const offset = await world.json(
          `${path}?filter=kind=component&orderField=metadata.name&offset=20&limit=2`,
        );
        expect(namesOf(offset.body.items)).toEqual(['c-20', 'c-21']);
        const text = await world.json(
          `${path}?fullTextFilterTerm=%20UEU%20&fullTextFilterFields=spec.type,metadata.name`,
        );
        expect(refsOf(text.body.items)).toEqual(['resource:default/queue']);
        const byOrder = await world.json(`${path}?fullTextFilterTerm=C-0&orderField=metadata.name`);
        expect(byOrder.body.totalItems).toBe(10);
        const uid = byOrder.body.items[0].metadata.uid;
        expect((await world.json(`${path}?fullTextFilterTerm=${uid}`)).body.totalItems).toBe(1);
        const either = await world.json(
          `${path}?filter=metadata.name=c-01&filter=spec.type=database,kind=resource`,
        );
        expect(refsOf(either.body.items).sort()).toEqual(['component:default/c-01', 'resource:default/db']);
      });

      it('leaves out what does not have the field to sort by', async () => {
        const { body } = await world.json(`${path}?orderField=spec.lifecycle&limit=500`);
        expect(body.totalItems).toBe(23);
        expect(body.items.map((item: Entity) => item.spec?.['lifecycle'])).toEqual(
          ['experimental', 'production'].flatMap((value, index) =>
            Array<string>(index === 0 ? 5 : 18).fill(value),
          ),
        );
      });

      it.each([
        ['cursor=x', 'Malformed cursor'],
        ['cursor=', 'Malformed cursor'],
        ['filter==a', "Invalid filter, '=a' is not a valid statement"],
        ['limit=-1', 'query.limit'],
        ['limit=many', 'query.limit'],
        ['limit=1&limit=2', 'query.limit'],
        ['offset=0.5', 'query.offset'],
        ['totalItems=maybe', 'query.totalItems'],
        ['orderField=a,up', "Invalid orderField 'a,up'"],
        ['orderField=,asc', 'Invalid orderField'],
        ['fields=metadata.tags[0]', "Invalid field 'metadata.tags[0]'"],
        [
          `cursor=${Buffer.from('{"orderFields":[],"orderFieldValues":[null,"1"],"isPrevious":false,"filter":{"anyOf":3}}').toString('base64')}`,
          'Invalid filter',
        ],
      ])('answers 400 to %s', async (query, message) => {
        const { status, body } = await world.json(`${path}?${query}`);
        expect([status, body.error.name]).toEqual([400, 'InputError']);
        expect(body.error.message).toContain(message);
      });

      it('answers 304 while nothing changed, and only to somebody who may see the same', async () => {
        const url = `${path}?filter=kind=component&limit=3`;
        const etag = (await world.send(url)).headers.get('etag') ?? '';
        const again = { headers: ifChanged(etag) };
        expect((await world.send(url, again)).status).toBe(304);
        world.policy.set('catalog.entity.read', { result: 'DENY' });
        expect((await world.send(url, again)).status).toBe(200);
        world.policy.clear();
        await world.add(resource('another', 'queue', 'group:default/0'));
        await world.remove('resource:default/another');
        expect((await world.send(url, again)).status).toBe(200);
      });
    });

    it('POST /entities/by-query takes predicates, also from its own cursors', async () => {
      const query = { $all: [{ kind: 'component' }, { $not: { 'metadata.tags': 'odd' } }] };
      const first = await world.post('/entities/by-query', {
        query,
        limit: 7,
        orderBy: [{ field: 'metadata.name', order: 'asc' }],
        fields: ['metadata.name'],
      });
      expect(first.body).toMatchObject({
        totalItems: 12,
        items: [{ metadata: { name: 'c-00' } }].concat(first.body.items.slice(1)),
      });
      const { nextCursor } = first.body.pageInfo;
      expect(cursorIn(nextCursor)).toMatchObject({ query });
      const second = await world.post('/entities/by-query', { cursor: nextCursor });
      expect(namesOf([...first.body.items, ...second.body.items])).toEqual(
        names.filter((_, index) => index % 2 === 0),
      );
      for (const body of [
        { query: 'x' },
        { query: [] },
        { query: { $or: [] } },
        { limit: '1' },
        { orderBy: 'x' },
        [],
        7,
      ]) {
        expect((await world.post('/entities/by-query', body)).status).toBe(400);
      }
      expect((await world.send('/entities/by-query', { method: 'POST', body: '{' })).status).toBe(415);
    });

    describe('GET /entities', () => {
      it('gives everything, or pages with a link to the next', async () => {
        expect((await world.json('/entities')).body).toHaveLength(25);
        const seen: string[] = [];
        let path: string | undefined = '/entities?limit=9&filter=kind=component&filter=kind=resource';
        while (path) {
          const response = await world.send(path);
          seen.push(...refsOf((await response.json()) as Entity[]));
          const link: string | undefined = /^<(\/entities\?.+)>; rel="next"$/.exec(
            response.headers.get('link') ?? '',
          )?.[1];
          path = link;
        }
        expect(seen).toEqual(refsOf([...components, resource('db', ''), resource('queue', '')]));
      });

      it('sorts by several fields, with those that lack one last', async () => {
        const { body } = await world.json(
          '/entities?order=desc:spec.lifecycle&order=asc:metadata.name&fields=metadata.name',
        );
        expect(namesOf(body)).toEqual([...names.slice(5), ...names.slice(0, 5), 'db', 'Queue']);
        const part = await world.json('/entities?order=desc:metadata.name&offset=1&limit=2');
        expect(namesOf(part.body)).toEqual(['db', 'c-22']);
      });

      it.each([
        'limit=0',
        'offset=-1',
        'after=',
        'after=x',
        'order=name',
        'order=up:name',
        'order=asc:',
        'filter==x',
      ])('answers 400 to %s', async query => {
        expect((await world.json(`/entities?${query}`)).status).toBe(400);
      });
    });

    it('counts facets, also under filters and predicates', async () => {
      const all = await world.json(
        '/entity-facets?facet=kind&facet=Metadata.Tags&facet=relations.ownedBy&facet=nothing',
      );
      expect(all.body.facets).toEqual({
        kind: [
          { value: 'Component', count: 23 },
          { value: 'Resource', count: 2 },
        ],
        'Metadata.Tags': [
          { value: 'even', count: 12 },
          { value: 'java', count: 11 },
          { value: 'odd', count: 11 },
        ],
        'relations.ownedBy': [
          { value: 'group:default/0', count: 8 },
          { value: 'group:default/1', count: 9 },
          { value: 'group:default/2', count: 7 },
          { value: 'group:default/a', count: 1 },
        ],
        nothing: [],
      });
      const filtered = await world.json('/entity-facets?facet=spec.lifecycle&filter=metadata.tags=java');
      expect(filtered.body.facets['spec.lifecycle']).toEqual([
        { value: 'experimental', count: 2 },
        { value: 'production', count: 9 },
      ]);
      const posted = await world.post('/entity-facets', {
        facets: ['kind'],
        query: { $not: { kind: 'component' } },
      });
      expect(posted.body.facets).toEqual({ kind: [{ value: 'Resource', count: 2 }] });
      const searched = await world.post('/entity-facets', {
        facets: ['kind'],
        fullTextFilter: { term: 'c-0', fields: ['metadata.name'] },
      });
      expect(searched.body.facets['kind']).toHaveLength(1);
      const proto = await world.send('/entity-facets?facet=__proto__&facet=constructor');
      expect(await proto.text()).toBe('{"facets":{"__proto__":[],"constructor":[]}}');
      for (const path of ['/entity-facets', '/entity-facets?facet=', '/entity-facets?facet=kind&filter==']) {
        expect((await world.json(path)).status).toBe(400);
      }
      expect((await world.json('/entity-facets')).body.error.message).toBe('Missing facet parameter');
      expect((await world.post('/entity-facets', { facets: [] })).status).toBe(400);
      for (const { body } of [
        await world.json('/entity-facets?facet=&facet=kind'),
        await world.post('/entity-facets', { facets: ['', 'kind'] }),
      ]) {
        expect(Object.keys(body.facets)).toEqual(['kind']);
      }
      expect((await world.post('/entities/by-query', { cursor: '' })).status).toBe(400);
    });
  },
);
