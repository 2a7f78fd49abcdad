import { createTestDatabases } from '@portico/backend-test-utils/databases';
import type { Entity } from '@portico/catalog-model';
import { describe, expect, it } from 'vitest';
import type { CatalogProcessor } from '../../node/processing.ts';
import { processingResult } from '../../node/processing-result.ts';
import { explainEntity } from '../explain/explain-entity.ts';
import { component, createEngineWorld, type EngineWorld } from '../testing/engine-world.ts';

const rules = { decide: () => ({ allowed: true, reason: '' }) };
const location = { type: 'url', target: 'https://host.example/catalog-info.yaml' };

/** A processor under which an entity with `spec.emits` has components of those names as children. */
function emitter(options: { locationKey?: (parent: Entity) => string } = {}): CatalogProcessor {
  return {
    getProcessorName: () => 'emitter',
    async postProcessEntity(entity, _location, emit) {
      for (const name of (entity.spec?.['emits'] ?? []) as string[]) {
        const locationKey = options.locationKey?.(entity) ?? 'shared';
        emit(processingResult.entity(location, component(name), { locationKey }));
      }
      return entity;
    },
  };
}

const names = async (world: EngineWorld): Promise<string[]> =>
  (await world.refs()).map(ref => ref.replace('component:default/', ''));

describe.each(createTestDatabases({ ids: ['SQLITE_MEMORY', 'POSTGRES'] }).ids)('on %s', database => {
  it('the first of two location keys keeps a ref, and one without a key can be claimed', async () => {
    await using world = await createEngineWorld(database);
    await world.provide([component('a', { by: 'first' })], { source: 'first', locationKey: 'one' });
    await world.provide([component('a', { by: 'second' })], { source: 'second', locationKey: 'two' });
    await world.provide([component('a', { by: 'third' })], { source: 'third' });
    expect((await world.served('component:default/a'))?.spec?.['by']).toBe('first');
    expect(world.conflicts).toMatchObject([
      {
        claimant: 'provider:second',
        newLocationKey: 'two',
        existingLocationKey: 'one',
        entityRef: 'component:default/a',
      },
      { claimant: 'provider:third', newLocationKey: null, existingLocationKey: 'one' },
    ]);
    await world.provide([], { source: 'first' });
    expect(await names(world)).toEqual([]);

    await world.provide([component('b', { by: 'none' })], { source: 'none' });
    await world.provide([component('b', { by: 'keyed' })], { source: 'keyed', locationKey: 'one' });
    expect((await world.served('component:default/b'))?.spec?.['by']).toBe('keyed');
  });

  it('an entity that its provider gives another location key is made anew', async () => {
    await using world = await createEngineWorld(database);
    await world.provide([component('a')], { locationKey: 'one' });
    const before = await world.served('component:default/a');
    await world.provide([component('a')], { locationKey: 'two' });
    const after = await world.served('component:default/a');
    expect(after?.metadata.uid).toMatch(/^[\da-f-]{36}$/);
    expect(after?.metadata.uid).not.toBe(before?.metadata.uid);
  });

  it('a delta adds, changes and removes', async () => {
    await using world = await createEngineWorld(database);
    await world.provide([component('a'), component('b'), component('c')]);
    await world.engine.connect('test').applyMutation({
      type: 'delta',
      added: [{ entity: component('b', { lifecycle: 'deprecated' }) }, { entity: component('d') }],
      removed: [{ entityRef: 'Component:default/A' }, { entity: component('c') }],
    });
    expect(await names(world)).toEqual(['b', 'd']);
    expect((await world.served('component:default/b'))?.spec?.['lifecycle']).toBe('deprecated');
  });

  it('a mutation with a malformed envelope changes nothing', async () => {
    await using world = await createEngineWorld(database);
    await world.provide([component('a')]);
    const broken = { ...component('b'), kind: '' };
    await expect(world.provide([component('c'), broken])).rejects.toThrow('Malformed entity envelope');
    expect(await names(world)).toEqual(['a']);
  });

  it('what an entity emits goes with it, unless something else holds it', async () => {
    await using world = await createEngineWorld(database, { processors: [emitter()] });
    await world.provide([component('p1', { emits: ['x', 'y'] }), component('p2', { emits: ['y', 'z'] })]);
    expect(await names(world)).toEqual(['p1', 'p2', 'x', 'y', 'z']);
    await world.provide([component('z')], { source: 'other', locationKey: 'shared' });
    await world.provide([]);
    expect(await names(world)).toEqual(['z']);
  });

  it('a child that is no longer emitted is marked as an orphan, and is none when it is emitted again', async () => {
    await using world = await createEngineWorld(database, { processors: [emitter()] });
    await world.provide([component('p', { emits: ['x'] })]);
    const uid = (await world.served('component:default/x'))?.metadata.uid;
    await world.provide([component('p', { emits: [] })]);
    expect((await world.served('component:default/x'))?.metadata.annotations?.['backstage.io/orphan']).toBe(
      'true',
    );
    await world.provide([component('p', { emits: ['x'] })]);
    const x = await world.served('component:default/x');
    expect(x?.metadata.annotations?.['backstage.io/orphan']).toBeUndefined();
    expect(x?.metadata.uid).toBe(uid);
  });

  it('two parents with different location keys conflict over a child', async () => {
    const byParent = emitter({ locationKey: parent => parent.metadata.name });
    await using world = await createEngineWorld(database, { processors: [byParent] });
    await world.provide([component('p1', { emits: ['x'] })], { source: 'one' });
    await world.provide([component('p2', { emits: ['x'] })], { source: 'two' });
    expect(world.conflicts).toMatchObject([
      { claimant: 'component:default/p2', newLocationKey: 'p2', existingLocationKey: 'p1' },
    ]);
  });

  it('what its winner lets go of is taken up by the other that declares it', async () => {
    const byParent = emitter({ locationKey: parent => parent.metadata.name });
    await using world = await createEngineWorld(database, { processors: [byParent] });
    const provide = (emits: string[]) => world.provide([component('p1', { emits })], { source: 'one' });
    await provide(['x', 'y']);
    await world.provide([component('p2', { emits: ['x'] })], { source: 'two' });
    const uid = (await world.served('component:default/x'))?.metadata.uid;
    await provide(['y']);
    const x = await world.served('component:default/x');
    expect(x?.metadata.annotations?.['backstage.io/orphan']).toBeUndefined();
    expect(x?.metadata.uid).toBe(uid);
    expect(await explainEntity(world.db, rules, 'component:default/x')).toMatchObject({
      sources: [{ type: 'entity', name: 'component:default/p2', locationKey: 'p2' }],
      conflicts: [],
    });
    await provide([]);
    await world.provide([component('p3', { emits: ['y'] })], { source: 'three' });
    expect((await world.served('component:default/y'))?.metadata.annotations).not.toHaveProperty(
      'backstage.io/orphan',
    );
  });

  it('what a provider loses to its own claim goes to the other that declares it, at once', async () => {
    const byParent = emitter({ locationKey: parent => parent.metadata.name });
    await using world = await createEngineWorld(database, { processors: [byParent] });
    await world.provide([component('x')], { source: 'one', locationKey: 'first' });
    await world.provide([component('p', { emits: ['x'] })], { source: 'two' });
    await world.engine.connect('one').applyMutation({
      type: 'delta',
      added: [{ entity: component('x'), locationKey: 'second' }],
      removed: [],
    });
    await world.engine.idle();
    expect(await explainEntity(world.db, rules, 'component:default/x')).toMatchObject({
      state: 'present',
      sources: [{ type: 'entity', name: 'component:default/p' }],
    });
  });

  it('processing runs in the order of priorities, and an entity cannot become another', async () => {
    const calls: string[] = [];
    const processor = (name: string, part: Partial<CatalogProcessor>): CatalogProcessor => ({
      getProcessorName: () => name,
      ...part,
    });
    const first = processor('first', {
      async preProcessEntity(entity) {
        calls.push('pre');
        return { ...entity, metadata: { ...entity.metadata, title: 'Titled' } };
      },
      async postProcessEntity(entity) {
        calls.push(`post ${entity.metadata.title} ${entity.metadata.namespace}`);
        return entity;
      },
    });
    const renaming = processor('renaming', {
      async preProcessEntity(entity) {
        return entity.metadata.name === 'renamed' ? component('other') : entity;
      },
    });
    await using world = await createEngineWorld(database, { processors: [first, renaming] });
    await world.provide([component('a')]);
    expect(calls).toEqual(['pre', 'post Titled default']);
    expect((await world.served('component:default/a'))?.metadata.title).toBe('Titled');
    await world.provide([component('renamed')]);
    expect(world.failures.at(-1)?.errors[0]?.message).toContain('name changed during processing');
    expect(await world.refs()).toEqual([]);
  });

  it('a processor remembers from one run to the next, over a few that fail', async () => {
    const seen: (number | undefined)[] = [];
    let fails = false;
    const counting: CatalogProcessor = {
      getProcessorName: () => 'counting',
      async postProcessEntity(entity, _location, emit, cache) {
        const count = await cache.get<number>('count');
        seen.push(count);
        if (fails) emit(processingResult.generalError(location, 'not now'));
        else await cache.set('count', (count ?? 0) + 1);
        return entity;
      },
    };
    await using world = await createEngineWorld(database, { processors: [counting] });
    await world.provide([component('a')]);
    await world.advance(200_000 * 24);
    fails = true;
    for (let run = 0; run < 8; run += 1) await world.advance(200_000 * 24);
    expect(seen).toEqual([undefined, 1, 2, 2, 2, 2, 2, 2, undefined, undefined]);
  });

  it('an entity that was never in order is not served, and one that was stays beside its faults', async () => {
    await using world = await createEngineWorld(database);
    await world.provide([component('a', { owner: 7 })]);
    expect(await world.refs()).toEqual([]);
    expect(world.failures).toHaveLength(1);
    await world.provide([component('a')]);
    await world.provide([component('a', { owner: 7 })]);
    expect(await world.served('component:default/a')).toMatchObject({
      spec: { owner: 'team-a' },
      status: { items: [{ type: 'backstage.io/catalog-processing', level: 'error' }] },
    });
  });

  it('refresh keys have their entities processed again, also long ones', async () => {
    let runs = 0;
    const key = `url:${'x'.repeat(300)}`;
    const keyed: CatalogProcessor = {
      getProcessorName: () => 'keyed',
      async postProcessEntity(entity, _location, emit) {
        runs += 1;
        emit(processingResult.refresh(key));
        return entity;
      },
    };
    await using world = await createEngineWorld(database, { processors: [keyed] });
    await world.provide([component('a')]);
    await world.engine.connect('test').refresh({ keys: ['nothing'] });
    await world.engine.idle();
    expect(runs).toBe(1);
    await world.engine.connect('test').refresh({ keys: [key] });
    await world.engine.idle();
    expect(runs).toBe(2);
  });

  it('script URLs are replaced in the annotations that become links', async () => {
    await using world = await createEngineWorld(database);
    const entity = component('a');
    entity.metadata.annotations = {
      ...entity.metadata.annotations,
      'backstage.io/view-url': 'javascript:alert(1)',
      'backstage.io/edit-url': ' JavaScript:alert(1)',
    };
    await world.provide([entity]);
    const rejected = 'https://backstage.io/annotation-rejected-for-security-reasons';
    expect((await world.served('component:default/a'))?.metadata.annotations).toMatchObject({
      'backstage.io/view-url': rejected,
      'backstage.io/edit-url': rejected,
    });
  });

  it('a run that would remove too much is held back, and released by one call', async () => {
    await using world = await createEngineWorld(database, { guard: { share: 0.3, allowance: 20 } });
    const all = Array.from({ length: 60 }, (_, n) => component(`c${n}`));
    await world.provide(all);
    await world.provide([...all.slice(0, 35), component('new')]);
    expect(await world.refs()).toHaveLength(61);
    const [held] = await world.engine.listHeld();
    expect(held).toMatchObject({ sourceKey: 'test', owned: 60, count: 25, heldAt: expect.any(Number) });
    expect(held?.sample).toContain('component:default/c40');

    await world.engine.releaseHeld('test');
    expect(await world.refs()).toHaveLength(36);
    expect(await world.engine.listHeld()).toEqual([]);

    await world.provide(all.slice(0, 17));
    expect(await world.refs()).toHaveLength(17);
  });
});
