import { createTestDatabases } from '@portico/backend-test-utils/databases';
import type { Entity } from '@portico/catalog-model';
import { describe, expect, it } from 'vitest';
import { processingResult } from '../../node/processing-result.ts';
import type { CatalogProcessor } from '../../node/processing.ts';
import { createInternedNames } from '../database/interned-names.ts';
import { retryTransaction } from '../database/retry-transaction.ts';
import { component, createEngineWorld, type EngineWorld } from '../testing/engine-world.ts';
import { toDesiredEntity } from './desired-entity.ts';
import { prepareChildren, toFinishedCheck } from './finished-check.ts';
import { createEntityOperations } from './entity-operations.ts';
import { type StoredOutcomes, storeOutcomes } from './store-outcomes.ts';

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
    await storePart(world, [], children[0]);
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
});

/** Leaves behind what a process does that is killed between two transactions, or stores the rest. */
async function storePart(
  { db }: EngineWorld,
  children: Entity[],
  before?: number[],
): Promise<StoredOutcomes> {
  const row = await db.get<{ id: number; inputHash: string }>(
    'select id, input_hash as "inputHash" from catalog_refs where ref = ?',
    [parentRef],
  );
  const desired = children.map(child => toDesiredEntity(child, 'url:https://host.example/all.yaml'));
  const finished = toFinishedCheck(
    {
      processed: '{}',
      relations: [],
      children: desired,
      refreshKeys: [],
      errors: [],
      refusals: [],
      cache: null,
      trail: { processors: [] },
    },
    {
      id: row?.id ?? 0,
      ref: parentRef,
      inputHash: row?.inputHash ?? null,
      resultHash: null,
      claim: 'none',
      next: { id: row?.id ?? 0, dueAt: null, attempts: 0 },
      cause: { cause: 'test' },
    },
  );
  const isQuick = (): boolean => false;
  const process = (): Promise<never> => Promise.reject(new Error('Nothing is quick here'));
  const prepared = await prepareChildren(desired, { db, isQuick, process });
  const relationTypes = createInternedNames('catalog_relation_types', 'type');
  const part = { ...prepared, before: before ?? [], hasMore: before === undefined };
  return retryTransaction(db, tx =>
    storeOutcomes(tx, [{ ...finished, children: part }], {
      relationTypes,
      now: Date.now(),
    }),
  );
}
