import { setTimeout } from 'node:timers/promises';
import type { StatementRunner } from '@portico/backend-plugin-api';
import { createTestDatabases } from '@portico/backend-test-utils/databases';
import type { Entity } from '@portico/catalog-model';
import { describe, expect, it } from 'vitest';
import { processingResult } from '../../node/processing-result.ts';
import type { CatalogProcessor } from '../../node/processing.ts';
import { component, createEngineWorld, type EngineWorld } from '../testing/engine-world.ts';
import { desire, finishCheck, processPlainly, storeChecks } from '../testing/finished-checks.ts';
import { createEntityOperations } from './entity-operations.ts';
import { createOutcomeStore, type OutcomeStore } from './outcome-store.ts';
import type { StoredOutcomes } from './store-outcomes.ts';
import { createLocalLane, type WriteLane } from './write-lane.ts';

const parentRef = 'location:default/file';

function location(): Entity {
  const { metadata, ...rest } = component('file');
  return {
    ...rest,
    kind: 'Location',
    metadata,
    spec: { type: 'url', target: 'https://host.example/all.yaml' },
  };
}

/** Emits what the files say at the time. */
function reader(files: { entities: Entity[]; fault?: string }): CatalogProcessor {
  return {
    getProcessorName: () => 'reader',
    async readLocation(at, _optional, emit) {
      for (const entity of files.entities) emit(processingResult.entity(at, entity));
      if (files.fault) emit(processingResult.inputError(at, files.fault));
      return true;
    },
  };
}

const components = (count: number, spec = {}): Entity[] =>
  Array.from({ length: count }, (_, n) =>
    component(`c-${n}`, { dependsOn: [`component:c-${(n * 7) % count}`], ...spec }),
  );

async function readAgain({ db, engine }: EngineWorld): Promise<void> {
  const row = await db.get<{ id: number }>('select id from catalog_refs where ref = ?', [parentRef]);
  await engine.check([row?.id ?? 0], { cause: 'test' });
  await engine.idle();
}

const count = async ({ db }: EngineWorld, table: string): Promise<number> =>
  (await db.get<{ n: number }>(`select cast(count(*) as integer) as n from ${table}`))?.n ?? 0;

describe.each(createTestDatabases({ ids: ['SQLITE_FILE', 'POSTGRES'] }).ids)('on %s', database => {
  it('a file of more entities than a transaction stores is there with all relations', async () => {
    const files = { entities: components(2500) };
    await using world = await createEngineWorld(database, { processors: [reader(files)] });
    await world.provide([location()]);
    expect(await world.refs()).toHaveLength(2501);
    const { relations } = (await world.served('component:default/c-1')) ?? {};
    expect(relations).toContainEqual({ type: 'dependsOn', targetRef: 'component:default/c-7' });
    expect(relations?.filter(({ type }) => type === 'dependencyOf')).toHaveLength(1);
    const before = await count(world, 'catalog_changes');
    files.entities = [component('c-0', { type: 'website' }), ...files.entities.slice(1, 2400)];
    await readAgain(world);
    expect(await world.served('component:default/c-0')).toMatchObject({ spec: { type: 'website' } });
    expect(await count(world, 'catalog_orphans')).toBe(100);
    expect((await count(world, 'catalog_changes')) - before).toBeLessThan(300);
  });

  it('what was stored of a file when the process died goes, if the file does not have it any more', async () => {
    const files = { entities: components(3) };
    await using world = await createEngineWorld(database, { processors: [reader(files)] });
    await world.provide([location()]);
    await storePart(world, [component('half')]);
    await readAgain(world);
    expect(await world.served('component:default/half')).toMatchObject({
      metadata: { annotations: { 'backstage.io/orphan': 'true' } },
    });
  });

  it('what is removed while the rest of its file is being stored comes back with the next check', async () => {
    const files = { entities: components(3) };
    await using world = await createEngineWorld(database, { processors: [reader(files)] });
    await world.provide([location()]);
    const { children } = await storePart(world, [component('half')]);
    const half = await world.db.get<{ uid: string }>('select uid from catalog_refs where ref = ?', [
      'component:default/half',
    ]);
    await createEntityOperations(world.db, world.engine).removeByUid(half?.uid ?? '');
    await storePart(world, [], children[0] as number[]);
    expect(
      await world.db.get(
        'select result_hash as hash from catalog_states s join catalog_refs r on r.id = s.id where r.ref = ?',
        [parentRef],
      ),
    ).toEqual({ hash: null });
  });

  it('a file with faults notes for some of its entities that they are held back, not for all', async () => {
    const files = { entities: components(1000), fault: 'The end is missing' };
    await using world = await createEngineWorld(database, { processors: [reader(files)] });
    await world.provide([location()]);
    expect(await world.refs()).toEqual([]);
    const held = await world.db.all<{ detail: string }>('select detail from catalog_refusals');
    expect(held).toHaveLength(100);
    expect(held[0]?.detail).toContain('The end is missing');
  });

  it('a file of which a part could not be stored keeps all it had, and does not count as stored', async () => {
    const files = { entities: components(90) };
    await using world = await createEngineWorld(database, { processors: [reader(files)] });
    await world.provide([location()]);
    const changed = components(90, { type: 'website' }).map(desire);
    const finished = await finishCheck(world.db, parentRef, { children: changed });
    const outcomes = storeThrough(world, { failingWrite: 1 });
    await expect(outcomes.add(finished)).rejects.toThrow('Write 1 failed');
    await outcomes.idle();
    expect(await count(world, 'catalog_orphans')).toBe(0);
    await outcomes.add(finished);
    await outcomes.idle();
    await world.engine.stitch();
    for (const ref of await world.refs()) {
      if (ref !== parentRef) expect(await world.served(ref)).toMatchObject({ spec: { type: 'website' } });
    }
  });

  it('what cannot be prepared is refused, so that nobody waits for it for ever', async () => {
    await using world = await createEngineWorld(database, { processors: [reader({ entities: [] })] });
    await world.provide([location()]);
    const finished = await finishCheck(world.db, parentRef, { children: [desire(component('a'))] });
    const outcomes = storeThrough(world, { failingRead: true });
    await expect(outcomes.add(finished)).rejects.toThrow('The read failed');
    await outcomes.idle();
  });

  it('of two outcomes of one entity that are stored together, the later counts', async () => {
    await using world = await createEngineWorld(database);
    await world.provide([component('a')]);
    const ref = 'component:default/a';
    const edge = (target: string) => ({
      sourceRef: ref,
      type: 'dependsOn',
      targetRef: `component:default/${target}`,
    });
    const first = await finishCheck(world.db, ref, { relations: [edge('b'), edge('c')] });
    const second = await finishCheck(world.db, ref, { relations: [edge('c'), edge('d')] });
    await storeChecks(world.db, [{ finished: first }, { finished: second }]);
    const rows = await world.db.all<{ ref: string }>(
      `select t.ref from catalog_relations l join catalog_refs t on t.id = l.target_id
       join catalog_refs s on s.id = l.source_id where s.ref = ? order by t.ref`,
      [ref],
    );
    expect(rows.map(row => row.ref)).toEqual(['component:default/c', 'component:default/d']);
  });

  it('what a file says of an entity counts, and not the outcome of what it said before', async () => {
    const files = { entities: [component('a')] };
    await using world = await createEngineWorld(database, { processors: [reader(files)] });
    await world.provide([location()]);
    const changed = component('a', { type: 'website' });
    const parent = await finishCheck(world.db, parentRef, { children: [desire(changed)] });
    const old = await finishCheck(world.db, 'component:default/a', {
      processed: JSON.stringify(component('a')),
    });
    await storeChecks(world.db, [{ finished: parent, isQuick: true }, { finished: old }]);
    await world.engine.stitch();
    expect(await world.served('component:default/a')).toMatchObject({ spec: { type: 'website' } });
  });

  it('the outcome of an entity that was removed is void, though one like it is there by now', async () => {
    const files = { entities: [component('a')] };
    await using world = await createEngineWorld(database, { processors: [reader(files)] });
    await world.provide([location()]);
    const finished = await finishCheck(world.db, parentRef, { children: [] });
    await world.provide([]);
    await world.provide([location()]);
    await storeChecks(world.db, [{ finished }]);
    expect(await count(world, 'catalog_orphans')).toBe(0);
  });
});

/** A store of which a write fails, counted from 1, or the first read. */
function storeThrough(
  { db }: EngineWorld,
  { failingWrite = 0, failingRead = false }: { failingWrite?: number; failingRead?: boolean },
): OutcomeStore {
  const lane = createLocalLane(db);
  let writes = 0;
  let reads = failingRead ? 0 : 1;
  const failing: StatementRunner = {
    ...db,
    all: (sql, params) =>
      (reads += 1) === 1 ? Promise.reject(new Error('The read failed')) : db.all(sql, params),
  };
  const store: WriteLane['store'] = async request => {
    writes += 1;
    if (writes !== failingWrite) return lane.store(request);
    // The part that follows is taken up meanwhile.
    await setTimeout(50);
    throw new Error(`Write ${failingWrite} failed`);
  };
  return createOutcomeStore({
    db: failing,
    process: processPlainly,
    isQuick: () => true,
    now: Date.now,
    takeLane: async () => ({ lane: { ...lane, store }, [Symbol.dispose]: () => undefined }),
    onConflict: () => undefined,
    onScheduled: () => undefined,
    onError: () => undefined,
    stitch: () => Promise.resolve(),
  });
}

/** Leaves behind what a process does that is killed between two transactions, or stores the rest. */
async function storePart(world: EngineWorld, children: Entity[], before?: number[]): Promise<StoredOutcomes> {
  const finished = await finishCheck(world.db, parentRef, { children: children.map(desire) });
  return storeChecks(world.db, [{ finished, hasMore: before === undefined, before: before ?? [] }]);
}
