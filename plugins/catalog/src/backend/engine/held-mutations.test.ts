import { createTestDatabases } from '@portico/backend-test-utils/databases';
import type { Entity } from '@portico/catalog-model';
import { describe, expect, it } from 'vitest';
import { component, createEngineWorld, type EngineWorld } from '../testing/engine-world.ts';

const all = ['a', 'b', 'c', 'd'].map(name => component(name));

async function add(world: EngineWorld, entities: Entity[]): Promise<void> {
  const added = entities.map(entity => ({ entity }));
  await world.engine.connect('test').applyMutation({ type: 'delta', added, removed: [] });
}

describe.each(createTestDatabases({ ids: ['SQLITE_MEMORY', 'POSTGRES'] }).ids)('on %s', database => {
  it('what a provider adds again is not removed by a release', async () => {
    await using world = await createEngineWorld(database, { guard: { share: 0.5, allowance: 0 } });
    await world.provide(all);
    await world.provide(all.slice(0, 1));
    await add(world, all.slice(0, 2));
    expect(await world.engine.listHeld()).toMatchObject([
      { count: 2, sample: ['component:default/c', 'component:default/d'] },
    ]);
    await world.engine.releaseHeld('test');
    expect(await world.refs()).toEqual(['component:default/a', 'component:default/b']);
  });

  it('nothing is held back any more when a provider adds all of it again', async () => {
    await using world = await createEngineWorld(database, { guard: { share: 0.5, allowance: 0 } });
    await world.provide(all);
    await world.provide(all.slice(0, 1));
    await add(world, all);
    expect(await world.engine.listHeld()).toEqual([]);
  });

  it('a release and what the provider wants meanwhile have their turns', async () => {
    await using world = await createEngineWorld(database, { guard: { share: 0.5, allowance: 0 } });
    await world.provide(all);
    await world.provide([]);
    await Promise.all([world.engine.releaseHeld('test'), world.provide(all)]);
    await world.engine.idle();
    expect(await world.refs()).toEqual(all.map(({ metadata }) => `component:default/${metadata.name}`));
  });
});
