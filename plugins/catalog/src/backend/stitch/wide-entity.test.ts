import { createStatementRunner, runMigrations } from '@portico/backend-plugin-api';
import { createTestDatabases } from '@portico/backend-test-utils/databases';
import type { Entity } from '@portico/catalog-model';
import { describe, expect, it, vi } from 'vitest';
import { migrationsDirectory } from '../migrations-directory.ts';
import { createTestEngine } from '../testing/create-test-engine.ts';
import { component, group } from '../testing/engine-world.ts';
import { createResting } from './resting.ts';

const owned = 700;

describe.each(createTestDatabases({ ids: ['SQLITE_MEMORY', 'POSTGRES'] }).ids)('on %s', id => {
  it('an owner of very many is not stitched anew for each of them, and ends up with all', async () => {
    await using database = await createTestDatabases().init(id);
    await runMigrations(database.knex, { directory: migrationsDirectory });
    const db = createStatementRunner(database.knex);
    let now = Date.now();
    const engine = createTestEngine(db, { now: () => now });
    await engine.start();
    const add = (source: string, entities: Entity[]): Promise<void> =>
      engine.connect(source).applyMutation({
        type: 'delta',
        added: entities.map(entity => ({ entity })),
        removed: [],
      });
    const served = async (ref: string): Promise<Entity | undefined> => {
      const sql = 'select e.json from catalog_entities e join catalog_refs r on r.id = e.id where r.ref = ?';
      const row = await db.get<{ json: string }>(sql, [ref]);
      return row && (JSON.parse(row.json) as Entity);
    };
    const countRelations = async (): Promise<number | undefined> =>
      (await served('group:default/team-a'))?.relations?.length;

    await add('one', [
      group('team-a'),
      ...Array.from({ length: owned }, (_, index) => component(`c-${index}`)),
    ]);
    await engine.idle();
    for (let index = 0; index < 5; index += 1) {
      await add('two', [component(`late-${index}`)]);
      // What changed itself never waits.
      expect(await served(`component:default/late-${index}`)).toBeDefined();
    }
    // Another thread has stitched all that came at once; this one learns from its own first time what rests.
    expect(await countRelations()).toBeLessThanOrEqual(owned + 1);
    now += 2_000;
    await vi.waitFor(async () => expect(await countRelations()).toBe(owned + 5));
    await engine.stop();
  });
});

it('rests as long as it has relations, two seconds at most', () => {
  let now = 0;
  const resting = createResting(() => now);
  resting.stitched(1, 499);
  expect(resting.msLeft()).toBeUndefined();
  resting.stitched(2, 500);
  resting.stitched(3, 1_000_000);
  expect(resting.ids()).toEqual([2, 3]);
  now = 50;
  expect(resting.ids()).toEqual([3]);
  expect(resting.msLeft()).toBe(1_950);
});
