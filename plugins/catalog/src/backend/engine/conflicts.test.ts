import { createTestDatabases } from '@portico/backend-test-utils/databases';
import { describe, expect, it } from 'vitest';
import { readEntityHistory } from '../explain/entity-history.ts';
import { explainEntity } from '../explain/explain-entity.ts';
import { component, createEngineWorld, type EngineWorld } from '../testing/engine-world.ts';

const ref = 'component:default/a';
const rules = { decide: () => ({ allowed: true, reason: '' }) };

async function add(world: EngineWorld, source: string, locationKey?: string): Promise<void> {
  const entity = component('a', { by: source });
  await world.engine.connect(source).applyMutation({
    type: 'delta',
    added: [{ entity, ...(locationKey !== undefined && { locationKey }) }],
    removed: [],
  });
  await world.engine.idle();
}

describe.each(createTestDatabases({ ids: ['SQLITE_MEMORY', 'POSTGRES'] }).ids)('on %s', database => {
  it('who loses a ref to another holds it no longer', async () => {
    await using world = await createEngineWorld(database);
    await add(world, 'one');
    await world.provide([component('a', { by: 'two' })], { source: 'two', locationKey: 'k' });
    await add(world, 'one', 'other');
    expect((await world.served(ref))?.spec?.['by']).toBe('two');
    expect(await explainEntity(world.db, rules, ref)).toMatchObject({
      sources: [{ type: 'provider', name: 'two', locationKey: 'k' }],
      conflicts: [{ winner: { name: 'two' }, loser: { name: 'one' } }],
    });
    await world.provide([], { source: 'two' });
    expect(await world.refs()).toEqual([]);
  });

  it('who is in conflict with itself leaves an orphan, whose change it has caused', async () => {
    await using world = await createEngineWorld(database);
    await add(world, 'one', 'first');
    await add(world, 'one', 'second');
    expect((await world.served(ref))?.metadata.annotations).toMatchObject({ 'backstage.io/orphan': 'true' });
    expect(await explainEntity(world.db, rules, ref)).toMatchObject({ state: 'orphan', conflicts: [] });
    const { items } = await readEntityHistory(world.db, ref);
    expect(items).toMatchObject([
      { type: 'updated', cause: { type: 'provider', name: 'one' } },
      { type: 'created' },
    ]);
    await add(world, 'one', 'first');
    expect((await readEntityHistory(world.db, ref)).items[0]).toMatchObject({
      diff: [{ op: 'remove', path: '/metadata/annotations/backstage.io~1orphan' }],
      cause: { type: 'provider', name: 'one' },
    });
  });

  it('a conflict is forgotten when the loser wants the ref no longer', async () => {
    await using world = await createEngineWorld(database);
    await world.provide([component('a')], { source: 'one', locationKey: 'one' });
    await world.provide([component('a')], { source: 'two', locationKey: 'two' });
    expect((await explainEntity(world.db, rules, ref)).conflicts).toHaveLength(1);
    await world.provide([component('b')], { source: 'two', locationKey: 'two' });
    expect((await explainEntity(world.db, rules, ref)).conflicts).toEqual([]);
  });

  it('a conflict is forgotten when a part of what the loser wants says so', async () => {
    await using world = await createEngineWorld(database);
    const conflicts = async (): Promise<unknown> => (await explainEntity(world.db, rules, ref)).conflicts;
    await world.provide([component('a')], { source: 'one', locationKey: 'one' });
    await add(world, 'two', 'two');
    expect(await conflicts()).toMatchObject([{ loser: { name: 'two' } }]);
    await world.engine
      .connect('two')
      .applyMutation({ type: 'delta', added: [], removed: [{ entityRef: ref }] });
    expect(await conflicts()).toEqual([]);

    await add(world, 'two', 'two');
    await add(world, 'two', 'one');
    expect(await conflicts()).toEqual([]);
  });

  it('of a broken entity that nothing declares any more, it says that it is an orphan', async () => {
    await using world = await createEngineWorld(database);
    await world.provide([component('a', { owner: 7 })], { locationKey: 'k' });
    expect(await explainEntity(world.db, rules, ref)).toMatchObject({ state: 'failing' });
    await world.engine.connect('test').applyMutation({
      type: 'delta',
      added: [{ entity: component('a', { owner: 7 }), locationKey: 'other' }],
      removed: [],
    });
    expect(await explainEntity(world.db, rules, ref)).toMatchObject({
      state: 'orphan',
      summary: expect.stringMatching(/^Not in the catalog, and nothing declares it any more/),
    });
  });
});
