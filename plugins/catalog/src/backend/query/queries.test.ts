import { createTestDatabases, type TestDatabase } from '@portico/backend-test-utils/databases';
import { type Entity, stringifyEntityRef } from '@portico/catalog-model';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createAttributeIndex, type PieceSizes } from './attribute-index.ts';
import { type Condition, every } from './condition.ts';
import { countFacets } from './count-facets.ts';
import { createEntitySets, type EntitySets } from './entity-sets.ts';
import { findEntitiesByRefs } from './find-entities.ts';
import { listEntities } from './list-entities.ts';
import { createLiveView, type LiveViewOptions } from './live-view.ts';
import { type EntityPosition, queryEntities } from './query-entities.ts';
import { readServedJson } from './served-json.ts';
import { conditionBattery, type Passes, withParams } from './testing/condition-battery.ts';
import { createRandom, generateEntity } from './testing/generated-entities.ts';
import { createPlainCatalog, type PlainCatalog } from './testing/plain-catalog.ts';
import { openStoredCatalog, type StoredCatalog, uidOf } from './testing/stored-catalog.ts';

const facets = [
  'kind',
  'spec.type',
  'metadata.tags',
  'metadata.tags.java',
  'metadata.title',
  'relations.dependsOn',
  'metadata.name',
  'metadata.uid',
  'spec.__proto__.polluted',
  '__proto__',
  'spec.ports.name',
];
const orderKeys = [
  'metadata.name',
  'metadata.title',
  'spec.type',
  'metadata.tags',
  'metadata.uid',
  'nobody.has',
];

describe.each(createTestDatabases({ ids: ['SQLITE_FILE', 'POSTGRES'] }).ids)('queries on %s', databaseId => {
  const random = createRandom(7);
  const plain = createPlainCatalog();
  let database: TestDatabase;
  let catalog: StoredCatalog;
  let sets: EntitySets;
  let otherInstance: EntitySets;
  let tiny: EntitySets;

  const open = (options?: LiveViewOptions & PieceSizes): EntitySets => {
    const view = createLiveView(catalog.db, options);
    return createEntitySets(view, createAttributeIndex(catalog.db, view, options));
  };

  const put = async (entities: Entity[]): Promise<void> => {
    await catalog.put(entities);
    for (const entity of entities) {
      const uid = uidOf(entity);
      plain.entities.set(stringifyEntityRef(entity), { ...entity, metadata: { ...entity.metadata, uid } });
    }
  };
  const remove = async (refs: string[]): Promise<void> => {
    await catalog.remove(refs);
    for (const ref of refs) plain.entities.delete(ref);
  };

  const toRefs = (rows: { json: string }[]): string[] =>
    rows.map(row => stringifyEntityRef(JSON.parse(row.json) as Entity));

  beforeAll(async () => {
    database = await createTestDatabases().init(databaseId);
    catalog = await openStoredCatalog(database.knex);
    await put(Array.from({ length: 300 }, (_, index) => generateEntity(random, index)));
    sets = open();
    otherInstance = open({ walkedSegments: 1 });
    tiny = open({ maxBytes: 1, maxLag: 1, charsAtOnce: 500, rowsAtOnce: 60, walkedSegments: 0 });
  });
  afterAll(() => database[Symbol.asyncDispose]());

  const expectAnswers = async (from: EntitySets, condition: Condition, passes: Passes): Promise<void> => {
    const page = await queryEntities(from, { condition, backwards: false, limit: 1_000, offset: 0 });
    const expected = plain.refs(passes);
    expect(toRefs((await readServedJson(catalog.db, page)).rows).sort()).toEqual(expected);
    expect(page.total).toBe(expected.length);
    const counts = await countFacets(catalog.db, from, { facets, condition });
    for (const facet of facets)
      expect([facet, counts.get(facet)]).toEqual([facet, plain.facet(facet, passes)]);
    const list = await listEntities(from, { condition, orders: [], offset: 0 });
    expect(new Set(list.ids)).toEqual(new Set(page.ids));
    const found = await findEntitiesByRefs(catalog.db, from, {
      refs: [...plain.entities.keys(), 'a:b/c'],
      condition,
    });
    expect([...found.keys()].sort()).toEqual(expected);
  };

  it.each(Object.keys(conditionBattery))('answers %s as an evaluation entity by entity does', async name => {
    const [condition, passes] = conditionBattery[name] as [Condition, Passes];
    await expectAnswers(sets, condition, passes);
  });

  it.each(orderKeys.flatMap(key => [1, 7, 500].map(limit => [key, limit] as const)))(
    'walks by %s, %i a page, to the end and back',
    async (key, limit) => {
      for (const direction of ['asc', 'desc'] as const) {
        for (const name of ['everything', 'a kind', 'a relation']) {
          const [condition, passes] = conditionBattery[name] as [Condition, Passes];
          if (limit === 1 && name !== 'a relation') continue;
          const request = { condition, order: { key, direction }, limit, offset: 0 };
          const pages: number[][] = [];
          let from: EntityPosition | undefined;
          let first: EntityPosition | undefined;
          for (let more = true; more;) {
            const page = await queryEntities(sets, { ...request, from, backwards: false });
            pages.push([...page.ids]);
            first = page.first;
            from = page.last;
            more = page.hasMore;
          }
          const ids = pages.flat();
          const { rows: served } = await readServedJson(catalog.db, { ids, condition: every, seq: 0 });
          const expected = plain.refs(entity => passes(entity) && entity.values(key).length > 0);
          expect(toRefs(served).toSorted()).toEqual(expected);
          const values = toRefs(served).map(ref => leastValue(plain, ref, key) as Buffer);
          expect(values).toEqual(
            values.toSorted((a, b) => Buffer.compare(a, b) * (direction === 'asc' ? 1 : -1)),
          );
          const back: number[][] = [];
          while (first && back.length < pages.length - 1) {
            const page = await queryEntities(sets, { ...request, from: first, backwards: true });
            back.unshift([...page.ids]);
            first = page.first;
            expect(page.hasMore).toBe(back.length < pages.length - 1);
          }
          expect(back).toEqual(pages.slice(0, -1));
        }
      }
    },
  );

  it('lists by several fields, with those that lack one at the end', async () => {
    const orders = [
      { key: 'spec.type', direction: 'desc' as const },
      { key: 'metadata.title', direction: 'asc' as const },
    ];
    const list = await listEntities(sets, { condition: every, orders, offset: 0 });
    const refs = toRefs((await readServedJson(catalog.db, list)).rows);
    const compare = (a: string, b: string): number => {
      for (const { key, direction } of orders) {
        const [left, right] = [a, b].map(ref => leastValue(plain, ref, key));
        if (!left || !right) {
          if (left || right) return left ? -1 : 1;
          continue;
        }
        const order = Buffer.compare(left, right);
        if (order !== 0) return direction === 'asc' ? order : -order;
      }
      return 0;
    };
    expect(refs).toHaveLength(plain.entities.size);
    for (let index = 1; index < refs.length; index += 1) {
      expect(compare(refs[index - 1] as string, refs[index] as string)).toBeLessThanOrEqual(0);
    }
    const parts = await Promise.all(
      [0, 100, 200].map(offset => listEntities(sets, { condition: every, orders, offset, limit: 100 })),
    );
    expect(parts.flatMap(part => part.ids)).toEqual(list.ids.slice(0, 300));
    const byRefs = [{ key: 'ref()', direction: 'asc' as const }];
    const byRef = await listEntities(sets, { condition: every, orders: byRefs, offset: 10, limit: 5 });
    expect(toRefs((await readServedJson(catalog.db, byRef)).rows)).toEqual(
      [...plain.entities.keys()].sort().slice(10, 15),
    );
  });

  it('stays exact under random changes, on every instance', async () => {
    for (let round = 0; round < 24; round += 1) {
      const changes = 1 + Math.floor(random() * 20);
      const refs = [...plain.entities.keys()];
      if (random() < 0.3) {
        await remove(refs.filter(() => random() < 0.03));
      } else {
        await put(
          Array.from({ length: changes }, () => {
            const entity = generateEntity(random, Math.floor(random() * 340));
            const existing = plain.entities.get(refs[Math.floor(random() * refs.length)] as string);
            return existing && random() < 0.7
              ? { ...entity, kind: existing.kind, metadata: { ...entity.metadata, ...identityOf(existing) } }
              : entity;
          }).filter((entity, index, all) => isLastOfItsRef(entity, index, all)),
        );
      }
      for (const name of Object.keys(conditionBattery).filter((_, index) => index % 8 === round % 8)) {
        const [condition, passes] = conditionBattery[name] as [Condition, Passes];
        for (const from of [sets, otherInstance, tiny]) await expectAnswers(from, condition, passes);
      }
    }
  });

  it('answers exactly while changes go on', async () => {
    let done = false;
    const writing = (async () => {
      for (let index = 0; index < 30; index += 1) {
        await put([{ ...generateEntity(random, 1_000 + index), kind: 'Changing' }]);
      }
      done = true;
    })();
    const totals: number[] = [];
    while (!done) {
      const before = plain.refs(entity => entity.is('kind', 'changing')).length;
      const view = random() < 0.5 ? sets : open();
      const page = await queryEntities(view, {
        condition: withParams('kind=changing'),
        backwards: false,
        limit: 0,
        offset: 0,
      });
      expect(page.total).toBeGreaterThanOrEqual(before);
      totals.push(page.total);
    }
    await writing;
    expect(totals).toEqual(totals.toSorted((a, b) => a - b));
    await expectAnswers(sets, withParams('kind=changing'), entity => entity.is('kind', 'changing'));
  });
});

function leastValue(plain: PlainCatalog, ref: string, key: string): Buffer | undefined {
  return plain
    .values(ref, key)
    .map(value => Buffer.from(value))
    .sort(Buffer.compare)[0];
}

function identityOf({ metadata: { name, namespace } }: Entity): { name: string; namespace?: string } {
  return { name, ...(namespace && { namespace }) };
}

function isLastOfItsRef(entity: Entity, index: number, all: readonly Entity[]): boolean {
  return all.findLastIndex(other => stringifyEntityRef(other) === stringifyEntityRef(entity)) === index;
}
