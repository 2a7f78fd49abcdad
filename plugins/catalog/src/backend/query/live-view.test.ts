import type { StatementRunner } from '@portico/backend-plugin-api';
import { createTestDatabases } from '@portico/backend-test-utils/databases';
import type { Entity } from '@portico/catalog-model';
import { afterEach, expect, it, vi } from 'vitest';
import { removeOldChanges } from '../database/old-changes.ts';
import { type EntityAttributes, parseEntityAttributes } from './entity-attributes.ts';
import { createLiveView, type IndexRequest, type LiveIndex } from './live-view.ts';
import { changesSql } from './read-changes.ts';
import { openStoredCatalog } from './testing/stored-catalog.ts';

afterEach(() => vi.restoreAllMocks());

interface Kinds extends LiveIndex {
  kinds: Map<number, string>;
}

const entity = (name: string, type = 'a'): Entity => ({
  apiVersion: 'a/v1',
  kind: 'K',
  metadata: { name },
  spec: { type },
});

/** The type of each entity that it heard of. */
function types(name: string, prepare: () => Promise<void> = async () => {}): IndexRequest<Kinds> {
  return {
    name,
    async compute() {
      await prepare();
      const kinds = new Map<number, string>();
      const apply = (id: number, attributes: EntityAttributes | undefined): void => {
        if (attributes) kinds.set(id, attributes.of('spec.type')[0]?.value ?? '');
        else kinds.delete(id);
      };
      return { kinds, bytes: 100, apply };
    },
  };
}

/** The same of all that is stored. */
function storedTypes(db: StatementRunner): IndexRequest<Kinds> {
  const { name, compute } = types('all');
  return {
    name,
    async compute() {
      const made = await compute();
      const rows = await db.all<{ id: number; json: string }>('select id, json from catalog_entities');
      for (const { id, json } of rows) made.apply(id, parseEntityAttributes(json));
      return made;
    },
  };
}

async function openCatalog() {
  const database = await createTestDatabases().init('SQLITE_FILE');
  const catalog = await openStoredCatalog(database.knex);
  return { catalog, [Symbol.asyncDispose]: () => database[Symbol.asyncDispose]() };
}

it('has what changed while an index was computed', async () => {
  await using world = await openCatalog();
  const view = createLiveView(world.catalog.db);
  const names = await view.read([types('one', () => world.catalog.put([entity('a')]))], one => [
    ...one.kinds.values(),
  ]);
  expect(names).toEqual(['a']);
  await world.catalog.put([entity('a', 'b'), entity('c')]);
  expect(await view.read([types('one')], one => [...one.kinds.values()])).toEqual(['b', 'a']);
});

it('computes an index again that is worn, also when it has become so by the changes before the answer', async () => {
  await using world = await openCatalog();
  const view = createLiveView(world.catalog.db);
  let made = 0;
  const wearing: IndexRequest<LiveIndex & { made: number }> = {
    name: 'wearing',
    async compute() {
      let applied = 0;
      made += 1;
      const apply = (): number => (applied += 1);
      return {
        made,
        bytes: 100,
        apply,
        get isWorn() {
          return applied > 1;
        },
      };
    },
  };
  const read = async (): Promise<number> => view.read([wearing], index => index.made);
  expect(await read()).toBe(1);
  await world.catalog.put([entity('a')]);
  expect(await read()).toBe(1);
  await world.catalog.put([entity('b')]);
  expect(view.peek([wearing], index => index.made)).toBe(1);
  expect([await read(), await read()]).toEqual([2, 2]);
});

it('shows several indexes as of the same moment, when the last was long in the making', async () => {
  await using world = await openCatalog();
  await world.catalog.put([entity('a')]);
  const view = createLiveView(world.catalog.db, { maxBytes: 1 });
  const late = types('late', async () => {
    await world.catalog.put([entity('b'), entity('a', 'z')]);
    // Another question, which pushes others out of the memory.
    await view.read([types('other')], _other => undefined);
    await world.catalog.put([entity('c')]);
  });
  const [early, lately] = await view.read([types('early'), late], (one, other) => [
    [...one.kinds.values()].sort(),
    [...other.kinds.values()].sort(),
  ]);
  expect(early).toEqual(['a', 'a', 'z']);
  expect(lately).toEqual(['a', 'a', 'z']);
});

it('computes again what nobody asked for in a long time, or too much has changed for', async () => {
  await using world = await openCatalog();
  await world.catalog.put([entity('a')]);
  let computed = 0;
  const counting = (name: string): IndexRequest<Kinds> => types(name, async () => void (computed += 1));
  const view = createLiveView(world.catalog.db, { maxBytes: 150, maxLag: 500 });
  await view.read([counting('one')], _index => undefined);
  await view.read([counting('one')], _index => undefined);
  expect(computed).toBe(1);
  await view.read([counting('two')], _index => undefined);
  await view.read([counting('one')], _index => undefined);
  expect(computed).toBe(3);
  await world.catalog.put(Array.from({ length: 2_000 }, (_, index) => entity(`n${index}`)));
  await view.read([counting('one')], _index => undefined);
  expect(computed).toBe(4);
});

it('computes an index once, though more changes meanwhile than can be followed later', async () => {
  await using world = await openCatalog();
  const view = createLiveView(world.catalog.db, { maxLag: 500 });
  let computed = 0;
  const changes = (): Promise<void> =>
    world.catalog.put(Array.from({ length: 1_000 }, (_, index) => entity(`n${index}`, `${computed}`)));
  const slow = types('slow', async () => {
    computed += 1;
    if (computed < 4) await changes();
  });
  expect(await view.read([slow], index => [...new Set(index.kinds.values())])).toEqual(['1']);
  expect(computed).toBe(1);
});

it('answers with what there was when it was asked, though more comes faster than it can follow', async () => {
  let written = 0;
  let pages = 0;
  const busy = {
    dialect: 'pg',
    get: async () => ({ seq: written }),
    async all(_sql: string, [after, limit]: [number, number]) {
      pages += 1;
      written += 2 * limit;
      return Array.from({ length: limit }, (_, index) => ({
        seq: after + index + 1,
        id: after + index + 1,
        json: null,
      }));
    },
  };
  const view = createLiveView(busy as unknown as StatementRunner);
  const seen = new Set<number>();
  const apply = (id: number): unknown => seen.add(id);
  const heard = { name: 'heard', compute: async () => ({ bytes: 1, apply, seen }) };
  await view.read([heard], index => index.seen);
  const { asked, before } = { asked: written, before: pages };
  await view.read([heard], index => index.seen);
  expect(Math.max(...seen)).toBeGreaterThanOrEqual(asked);
  expect(pages - before).toBeLessThan(10);
});

it('fails a question whose index cannot be computed, and no other', async () => {
  await using world = await openCatalog();
  const view = createLiveView(world.catalog.db);
  const broken = types('one', async () => {
    throw new Error('no disk');
  });
  await expect(view.read([broken], _index => undefined)).rejects.toThrow('no disk');
  expect(await view.read([types('one')], one => one.kinds.size)).toBe(0);
});

it('finds out that changes were removed before it saw them, and computes its indexes again', async () => {
  await using world = await openCatalog();
  const { db } = world.catalog;
  await world.catalog.put([entity('a')]);
  const view = createLiveView(db, { followWithinMs: 0 });
  const readAll = () => view.read([storedTypes(db)], all => [...all.kinds.values()]);
  expect(await readAll()).toEqual(['a']);
  await world.catalog.put([entity('b', 'b')]);
  await world.catalog.put([entity('c', 'c')]);
  await removeOldChanges(db, { before: Date.now() + 3_600_000, now: Date.now() + 7_200_000 });
  expect(await db.all('select seq from catalog_changes')).toHaveLength(1);
  expect(await readAll()).toEqual(['a', 'b', 'c']);
});

it('finds out so as well when the look before failed', async () => {
  await using world = await openCatalog();
  const { db } = world.catalog;
  let clock = 0;
  vi.spyOn(performance, 'now').mockImplementation(() => clock);
  let isDown = false;
  const all: StatementRunner['all'] = (sql, params) =>
    isDown && sql === changesSql ? Promise.reject(new Error('no disk')) : db.all(sql, params);
  const view = createLiveView({ ...db, all }, { followWithinMs: 1_000 });
  const readAll = () => view.read([storedTypes(db)], found => [...found.kinds.values()]);
  await world.catalog.put([entity('a')]);
  expect(await readAll()).toEqual(['a']);
  clock = 2_000;
  isDown = true;
  await expect(readAll()).rejects.toThrow('no disk');
  isDown = false;
  await world.catalog.put([entity('b', 'b')]);
  await world.catalog.put([entity('c', 'c')]);
  await removeOldChanges(db, { before: Date.now() + 3_600_000, now: Date.now() + 7_200_000 });
  expect(await readAll()).toEqual(['a', 'b', 'c']);
});
