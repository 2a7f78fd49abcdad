import { createStatementRunner, runMigrations, type StatementRunner } from '@portico/backend-plugin-api';
import { createTestDatabases } from '@portico/backend-test-utils/databases';
import { expect, it } from 'vitest';
import { addProviderReferences, adoptChildren } from '../database/references.ts';
import { lockRefs, resolveRefs } from '../database/refs.ts';
import { sourceIdOf } from '../database/sources.ts';
import { migrationsDirectory } from '../migrations-directory.ts';
import { createTestEngine } from '../testing/create-test-engine.ts';
import { createEntityOperations } from './entity-operations.ts';
import { noteOrphans, removeWithDescendants } from './remove-entities.ts';

const cause = { cause: 'test' };

interface World extends AsyncDisposable {
  db: StatementRunner;
  /** Two entities that nothing refers to. */
  ids: [a: number, b: number];
  /** Does something else while a transaction has the refs locked, which then does its work and ends. */
  meanwhile(
    locked: readonly number[],
    steps: { work(tx: StatementRunner): Promise<unknown>; other(): Promise<unknown> },
  ): Promise<void>;
}

async function createWorld(): Promise<World> {
  const database = await createTestDatabases().init('POSTGRES');
  await runMigrations(database.knex, { directory: migrationsDirectory });
  const db = createStatementRunner(database.knex);
  const wanted = ['a', 'b'].map(name => {
    const row = { uid: name, inputHash: 'h', locationKey: 'mine' };
    return [`component:default/${name}`, row] as const;
  });
  const rows = await db.transaction(tx => resolveRefs(tx, [], new Map(wanted)));
  const [a = 0, b = 0] = wanted.map(([ref]) => rows.get(ref)?.id ?? 0);
  return {
    db,
    ids: [a, b],
    async meanwhile(refs, { work, other }) {
      const [locked, end] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()];
      const working = db.transaction(async tx => {
        await lockRefs(tx, refs);
        locked.resolve();
        await end.promise;
        await work(tx);
      });
      await locked.promise;
      const doing = other();
      try {
        await expect.poll(() => database.knex('pg_locks').where({ granted: false })).not.toEqual([]);
      } finally {
        end.resolve();
        await Promise.all([working, doing]);
      }
    },
    [Symbol.asyncDispose]: () => database[Symbol.asyncDispose](),
  };
}

it('takes nothing for an orphan that another instance gives to somebody at the same time', async () => {
  await using world = await createWorld();
  const { db, ids, meanwhile } = world;
  const [a] = ids;
  const sourceId = await sourceIdOf(db, 'test');
  await meanwhile([a], {
    work: tx => addProviderReferences(tx, sourceId, [a]),
    other: () => db.transaction(tx => noteOrphans(tx, [a], { now: 1, cause })),
  });
  expect(await db.all('select id from catalog_orphans')).toEqual([]);
  expect(await db.all('select location_key from catalog_refs where id = ?', [a])).toEqual([
    { location_key: 'mine' },
  ]);
});

it('removes with an entity also what another instance has it emit at the same time', async () => {
  await using world = await createWorld();
  const { db, ids, meanwhile } = world;
  const [a, b] = ids;
  await meanwhile([a], {
    work: tx => adoptChildren(tx, a, [b]),
    other: () => db.transaction(tx => removeWithDescendants(tx, [a], cause)),
  });
  expect(await db.all('select ref from catalog_refs where uid is not null')).toEqual([]);
  expect(await db.all('select id from catalog_parent_references')).toEqual([]);
});

it('has those process again what was deleted who have begun to emit it at the same time', async () => {
  await using world = await createWorld();
  const { db, ids, meanwhile } = world;
  const [a, b] = ids;
  const operations = createEntityOperations(db, createTestEngine(db));
  await meanwhile([b], {
    work: tx => adoptChildren(tx, a, [b]),
    other: () => operations.removeByUid('b'),
  });
  expect(await db.all('select id, cause from catalog_checks')).toEqual([{ id: a, cause: 'api:delete' }]);
});
