import { createTestDatabases } from '@portico/backend-test-utils/databases';
import { describe, expect, it, vi } from 'vitest';
import { component, createEngineWorld, group } from '../testing/engine-world.ts';
import { createResting } from './resting.ts';

describe.each(createTestDatabases({ ids: ['SQLITE_MEMORY', 'POSTGRES'] }).ids)('on %s', database => {
  it('an owner of very many is not stitched anew for each of them, and ends up with all', async () => {
    await using world = await createEngineWorld(database);
    const owned = Array.from({ length: 700 }, (_, index) => component(`c-${index}`));
    await world.provide([group('team-a'), ...owned]);
    const stitched = async (): Promise<number> => {
      const sql = `select cast(count(*) as double precision) as n from catalog_changes c join catalog_refs r on r.id = c.entity_id
        where r.ref = 'group:default/team-a'`;
      return (await world.db.get<{ n: number }>(sql))?.n ?? 0;
    };
    const before = await stitched();
    for (let index = 0; index < 20; index += 1) {
      await world.engine.connect('others').applyMutation({
        type: 'delta',
        added: [{ entity: component(`late-${index}`) }],
        removed: [],
      });
      // What changed itself never waits.
      expect(await world.served(`component:default/late-${index}`)).toBeDefined();
    }
    expect((await stitched()) - before).toBeLessThan(20);
    await vi.waitFor(async () => {
      expect((await world.served('group:default/team-a'))?.relations).toHaveLength(720);
    });
    await world.engine.idle();
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
