import { createTestDatabases } from '@portico/backend-test-utils/databases';
import type { Entity } from '@portico/catalog-model';
import { describe, expect, it } from 'vitest';
import { processingResult } from '../../node/processing-result.ts';
import type { CatalogProcessor } from '../../node/processing.ts';
import { readEntityHistory } from '../explain/entity-history.ts';
import { explainEntity } from '../explain/explain-entity.ts';
import { createTestEngine } from '../testing/create-test-engine.ts';
import { component, createEngineWorld, type EngineWorld } from '../testing/engine-world.ts';
import { createEntityOperations } from './entity-operations.ts';

const location = { type: 'url', target: 'https://host.example/catalog-info.yaml' };
const rules = { decide: () => ({ allowed: true, reason: '' }) };
const ref = 'component:default/x';

type Files = Record<string, { entity: Entity; locationKey: string | null }[]>;

/** Emits what the files of an entity say at the time. */
function reader(files: Files): CatalogProcessor {
  return {
    getProcessorName: () => 'reader',
    async postProcessEntity(entity, _location, emit) {
      for (const { entity: child, locationKey } of files[entity.metadata.name] ?? [])
        emit(processingResult.entity(location, child, { locationKey }));
      return entity;
    },
  };
}

/** Has what an entity emits read again. */
async function refresh(world: EngineWorld, name: string): Promise<void> {
  await createEntityOperations(world.db, world.engine).refresh(`component:default/${name}`);
  await world.engine.idle();
}

async function parentsOf(world: EngineWorld): Promise<string[]> {
  return (await explainEntity(world.db, rules, ref)).sources.map(({ name }) => name);
}

describe.each(createTestDatabases({ ids: ['SQLITE_MEMORY', 'POSTGRES'] }).ids)('on %s', database => {
  it('what its parent reads from another place than before stays what it is', async () => {
    const files: Files = { p: [{ entity: component('x'), locationKey: 'one' }] };
    await using world = await createEngineWorld(database, { processors: [reader(files)] });
    await world.provide([component('p')]);
    const before = await world.served(ref);
    for (const locationKey of ['two', null, 'three']) {
      files['p'] = [{ entity: component('x'), locationKey }];
      await refresh(world, 'p');
      expect(await world.served(ref)).toEqual(before);
    }
    expect(world.conflicts).toEqual([]);
    expect((await readEntityHistory(world.db, ref)).items).toHaveLength(1);
  });

  it('what its parent reads from another place goes to whoever waits for it there', async () => {
    const files: Files = {
      p: [{ entity: component('x'), locationKey: 'one' }],
      q: [{ entity: component('x', { by: 'q' }), locationKey: 'two' }],
    };
    await using world = await createEngineWorld(database, { processors: [reader(files)] });
    await world.provide([component('p')], { source: 'one' });
    await world.provide([component('q')], { source: 'two' });
    expect(await parentsOf(world)).toEqual(['component:default/p']);
    files['p'] = [{ entity: component('x'), locationKey: null }];
    await refresh(world, 'p');
    expect(await parentsOf(world)).toEqual(['component:default/q']);
    expect((await world.served(ref))?.spec?.['by']).toBe('q');
  });

  it('what a provider said last of an entity does not outlive what it wants', async () => {
    const files: Files = { p: [{ entity: component('x', { by: 'parent' }), locationKey: 'shared' }] };
    await using world = await createEngineWorld(database, { processors: [reader(files)] });
    await world.provide([component('p')], { source: 'parents' });
    const own = component('x', { by: 'provider' });
    const by = async (): Promise<unknown> => (await world.served(ref))?.spec?.['by'];
    await world.provide([own], { locationKey: 'shared' });
    expect(await by()).toBe('provider');
    await world.provide([]);
    expect(await by()).toBe('parent');

    await world.provide([own], { locationKey: 'shared' });
    const added = [{ entity: own, locationKey: 'other' }];
    await world.engine.connect('test').applyMutation({ type: 'delta', added, removed: [] });
    await world.engine.idle();
    expect(await by()).toBe('parent');
  });

  it('what no processor emits any more is let go, also when its parent is processed on the spot', async () => {
    const files: Files = { p: [{ entity: component('x'), locationKey: 'one' }] };
    await using world = await createEngineWorld(database, { processors: [reader(files)] });
    await world.provide([component('p')]);
    await world.engine.stop();
    const later = createTestEngine(world.db);
    await later.start();
    const entities = [{ entity: component('p', { lifecycle: 'deprecated' }) }];
    await later.connect('test').applyMutation({ type: 'full', entities });
    await later.idle();
    await later.stop();
    expect((await explainEntity(world.db, rules, ref)).state).toBe('orphan');
  });

  it('what a provider never had, it cannot remove', async () => {
    const files: Files = { p: [{ entity: component('x'), locationKey: 'one' }] };
    await using world = await createEngineWorld(database, { processors: [reader(files)] });
    await world.provide([component('p')]);
    files['p'] = [];
    await refresh(world, 'p');
    await world.engine
      .connect('other')
      .applyMutation({ type: 'delta', added: [], removed: [{ entityRef: ref }] });
    await world.engine.idle();
    expect((await explainEntity(world.db, rules, ref)).state).toBe('orphan');
  });

  it('what emits each other in a circle goes with whoever led to it', async () => {
    const files: Files = {
      p: [{ entity: component('x'), locationKey: 'x' }],
      x: [{ entity: component('y'), locationKey: 'y' }],
      y: [{ entity: component('x'), locationKey: 'x' }],
    };
    await using world = await createEngineWorld(database, { processors: [reader(files)] });
    await world.provide([component('p')]);
    expect(await parentsOf(world)).toEqual(['component:default/y']);
    await world.provide([]);
    expect(await world.refs()).toEqual([]);
  });
});
