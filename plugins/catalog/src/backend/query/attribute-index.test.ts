import type { StatementRunner } from '@portico/backend-plugin-api';
import { createTestDatabases } from '@portico/backend-test-utils/databases';
import { type Entity, stringifyEntityRef } from '@portico/catalog-model';
import { describe, expect, it } from 'vitest';
import type { IndexRow } from '../stitch/index-row.ts';
import { buildIndexRows, NO_VALUE } from '../stitch/index-rows.ts';
import { type AttributeIndex, createAttributeIndex } from './attribute-index.ts';
import { requestAttributeSet } from './attribute-set.ts';
import { type AttributeTest, attributeTestId } from './condition.ts';
import { type EntityAttributes, parseEntityAttributes, passesTest } from './entity-attributes.ts';
import { idsFrom } from './id-set.ts';
import { createLiveView } from './live-view.ts';
import { createRandom, generateEntity } from './testing/generated-entities.ts';
import { openStoredCatalog, type StoredCatalog } from './testing/stored-catalog.ts';

const random = createRandom(11);
const pick = <T>(list: readonly T[]): T => list[Math.floor(random() * list.length)] as T;

describe.each(createTestDatabases({ ids: ['SQLITE_FILE', 'POSTGRES'] }).ids)('on %s', databaseId => {
  it('finds the same as a look at each entity, also while entities change', async () => {
    await using database = await createTestDatabases().init(databaseId);
    const catalog = await openStoredCatalog(database.knex);
    const { db } = catalog;
    await catalog.put(Array.from({ length: 400 }, (_, index) => generateEntity(random, index)));
    let view = createLiveView(db);
    for (let round = 0; round < 12; round += 1) {
      // What a view has from the first time has to be right at the next, too.
      if (round % 4 === 0) view = createLiveView(db, round === 4 ? { maxBytes: 1 } : {});
      const sizes = { charsAtOnce: 800, rowsAtOnce: 50, walkedSegments: round === 11 ? 32 : pick([0, 1]) };
      const index = createAttributeIndex(db, view, sizes);
      const tests = await randomTests(db, 25);
      const find = async (test: AttributeTest): Promise<number[]> =>
        view.read([requestAttributeSet(index, test)], ({ set }) => idsFrom(set, { limit: Infinity }));
      await Promise.all([change(catalog), ...tests.map(find)]);
      const all = await readAttributes(db);
      for (const test of tests) {
        const name = attributeTestId(test);
        expect([name, await find(test)]).toEqual([name, lookAtEach(all, test)]);
      }
      await expectRows(all, index, pick(tests).key);
    }
  });
});

/** Adds, changes and removes some. */
async function change(catalog: StoredCatalog): Promise<void> {
  for (let step = 0; step < 6; step += 1) {
    const entities = Array.from({ length: 12 }, () => generateEntity(random, Math.floor(random() * 500)));
    const byRef = new Map(entities.map(entity => [stringifyEntityRef(entity), entity]));
    await catalog.put([...byRef.values()]);
    await catalog.remove([...byRef.keys()].filter(() => random() < 0.2));
  }
}

/** About what is there, and a bit beside it. */
async function randomTests(db: StatementRunner, count: number): Promise<AttributeTest[]> {
  const rows = (await readServed(db)).flatMap(({ json }) => buildIndexRows(JSON.parse(json) as Entity));
  return Array.from({ length: count }, () => randomTest(pick(rows)));
}

function randomTest({ key, value, item }: IndexRow): AttributeTest {
  const start = Math.floor(random() * value.length);
  const part = value.slice(start, start + 4);
  return pick<AttributeTest>([
    { op: 'is', key, value },
    { op: 'is', key, value: pick([`${value}x`, '', NO_VALUE, part]) },
    { op: 'is', key: item === 1 ? `${key}.${value}` : key, value: 'true' },
    { op: pick(['has', 'valued']), key: item === 1 ? `${key}.${value}` : key },
    { op: 'prefix', key, prefix: value.slice(0, start) },
    { op: 'contains', key, term: pick([part, '"', '\\', '\ud83d']) },
  ]);
}

function lookAtEach(all: AllAttributes, test: AttributeTest): number[] {
  return [...all].flatMap(([id, attributes]) =>
    attributes.of(test.key).some(row => passesTest(row.value, test)) ? [id] : [],
  );
}

async function expectRows(all: AllAttributes, index: AttributeIndex, key: string): Promise<void> {
  const found: string[] = [];
  for await (const rows of index.rows(key)) found.push(...rows.map(row => JSON.stringify(row)));
  const expected = [...all].flatMap(([id, attributes]) =>
    attributes
      .of(key)
      .filter(({ value }) => value !== NO_VALUE)
      .map(({ value, original }) => JSON.stringify({ id, value, original })),
  );
  expect(found.sort()).toEqual(expected.sort());
}

type AllAttributes = ReadonlyMap<number, EntityAttributes>;

async function readAttributes(db: StatementRunner): Promise<AllAttributes> {
  return new Map((await readServed(db)).map(({ id, json }) => [id, parseEntityAttributes(json)]));
}

async function readServed(db: StatementRunner): Promise<{ id: number; json: string }[]> {
  return db.all<{ id: number; json: string }>('select id, json from catalog_entities order by id');
}
