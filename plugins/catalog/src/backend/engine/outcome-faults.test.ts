import { setTimeout } from 'node:timers/promises';
import { createTestDatabases } from '@portico/backend-test-utils/databases';
import type { Entity } from '@portico/catalog-model';
import { describe, expect, it } from 'vitest';
import type { CatalogProcessor } from '../../node/processing.ts';
import { claimChecks, scheduleChecks } from '../database/checks.ts';
import { explainEntity } from '../explain/explain-entity.ts';
import { component, createEngineWorld, type EngineWorld } from '../testing/engine-world.ts';
import { desire, finishCheck, processPlainly, storeChecks } from '../testing/finished-checks.ts';
import { findContradictions } from '../testing/verify-catalog.ts';
import { createOutcomeStore, type OutcomeStore, type OutcomeStoreOptions } from './outcome-store.ts';
import { createLocalLane, type WriteLane } from './write-lane.ts';

const ref = 'component:default/a';
const rules = { decide: () => ({ allowed: true, reason: '' }) };
const website = { processed: JSON.stringify(component('a', { type: 'website' })) };
const library = { processed: JSON.stringify(component('a', { type: 'library' })) };

/** Has entities processed by a check each, since nobody knows what it does. */
const foreign: CatalogProcessor = {
  getProcessorName: () => 'foreign',
  postProcessEntity: async entity => entity,
};

const components = (count: number, specOf: (n: number) => Entity['spec'] = () => ({})): Entity[] =>
  Array.from({ length: count }, (_, n) => component(`c-${n}`, specOf(n)));

async function typeOf({ db, engine, served }: EngineWorld): Promise<unknown> {
  await engine.stitch();
  expect(await findContradictions(db)).toEqual([]);
  return (await served(ref))?.spec?.['type'];
}

describe.each(createTestDatabases({ ids: ['SQLITE_FILE', 'POSTGRES'] }).ids)('on %s', database => {
  describe('an outcome whose claim was lost', () => {
    it('is void when what was read later is stored already', async () => {
      await using world = await createEngineWorld(database);
      await world.provide([component('a')]);
      const earlier = await finishCheck(world.db, ref, library);
      const later = await finishCheck(world.db, ref, website);
      await storeChecks(world.db, [{ finished: later }]);
      await setTimeout(2);
      await storeChecks(world.db, [{ finished: earlier }]);
      expect(await typeOf(world)).toBe('website');
    });

    it('counts until there is a later one, so that asking all the time keeps nothing from being seen', async () => {
      await using world = await createEngineWorld(database);
      await world.provide([component('a')]);
      const earlier = await finishCheck(world.db, ref, library);
      const later = await finishCheck(world.db, ref, website);
      await scheduleChecks(world.db, [earlier.id], Date.now());
      await storeChecks(world.db, [{ finished: earlier }]);
      expect(await typeOf(world)).toBe('library');
      await storeChecks(world.db, [{ finished: later }]);
      const { checks } = await claimChecks(world.db, { now: Date.now(), leaseMs: 1000, limit: 1 });
      expect(checks).toMatchObject([{ id: earlier.id }]);
    });

    it('gives way to the one that has the claim', async () => {
      await using world = await createEngineWorld(database);
      await world.provide([component('a')]);
      const earlier = await finishCheck(world.db, ref, library);
      const later = await finishCheck(world.db, ref, website);
      await storeChecks(world.db, [{ finished: earlier }]);
      await setTimeout(2);
      await storeChecks(world.db, [{ finished: later }]);
      expect(await typeOf(world)).toBe('website');
    });
  });

  it('what can never be stored is noted as a fault of its entity, and all others are stored', async () => {
    await using world = await createEngineWorld(database, { processors: [foreign] });
    const { db } = world;
    const [refuse, accept] =
      db.dialect === 'sqlite'
        ? [
            `create trigger refuse before update on catalog_states when new.processed like '%"bad"%' begin select raise(abort, 'refused'); end`,
            'drop trigger refuse',
          ]
        : [
            `alter table catalog_states add constraint refused check (processed not like '%"bad"%')`,
            'alter table catalog_states drop constraint refused',
          ];
    await db.run(refuse);
    await world.provide(components(60, n => (n === 7 ? { tier: 'bad' } : {})));
    expect(await world.refs()).toHaveLength(59);
    const noted = await db.all<{ id: number; errors: string }>(
      'select id, errors from catalog_states where errors is not null',
    );
    expect(noted).toHaveLength(1);
    expect(noted[0]?.errors).toContain('could not be stored');
    expect(await db.all('select id from catalog_checks where claim is not null')).toEqual([]);
    await db.run(accept);
    await world.engine.check([noted[0]?.id ?? 0], { cause: 'test' });
    await world.engine.idle();
    expect(await world.refs()).toHaveLength(60);
    expect(await findContradictions(db)).toEqual([]);
  });

  describe('a child that can never be stored', () => {
    const children = components(60).map(desire);

    async function refuse({ db }: EngineWorld, table: string, bad: string): Promise<() => Promise<unknown>> {
      if (db.dialect === 'pg') {
        await db.run(`alter table ${table} add constraint refused check (not (${bad}))`);
        return () => db.run(`alter table ${table} drop constraint refused`);
      }
      for (const event of ['insert', 'update']) {
        await db.run(
          `create trigger refuse_${event} before ${event} on ${table} when new.${bad} begin select raise(abort, 'refused'); end`,
        );
      }
      return async () => {
        for (const event of ['insert', 'update']) await db.run(`drop trigger refuse_${event}`);
      };
    }

    async function store(world: EngineWorld, size = 400): Promise<void> {
      const local = createLocalLane(world.db);
      const lane = { ...local, maxBatch: size };
      const outcomes = openStore(world, {}, lane);
      await outcomes.add(await finishCheck(world.db, ref, { ...website, children }));
      await outcomes.idle();
      await world.engine.stitch();
      await world.engine.check([]);
      await world.engine.idle();
      expect(await findContradictions(world.db)).toEqual([]);
    }

    it.each([
      ['at once', 400],
      ['some at a time', 20],
    ])('is told of at its parent, with which the others come in %s', async (_, size) => {
      await using world = await createEngineWorld(database);
      await world.provide([component('a')]);
      const accept = await refuse(world, 'catalog_refs', "ref like '%c-7'");
      await store(world, size);
      expect(await world.refs()).toHaveLength(60);
      const parent = await explainEntity(world.db, rules, ref);
      expect(parent.errors).toMatchObject([
        { message: expect.stringContaining("'component:default/c-7' could not be stored: ") },
      ]);
      expect((await world.served(ref))?.['status']).toMatchObject({
        items: [{ level: 'error', message: expect.stringContaining('c-7') }],
      });
      expect(await world.db.all('select due_at from catalog_checks where claim is null')).toHaveLength(1);
      expect(await explainEntity(world.db, rules, 'component:default/c-7')).toMatchObject({
        state: 'failing',
        summary: expect.stringContaining(`Declared by '${ref}', and not in the catalog.`),
      });
      await accept();
      await store(world);
      expect(await world.refs()).toHaveLength(61);
      expect(await explainEntity(world.db, rules, ref)).toMatchObject({ state: 'present', errors: [] });
    });

    it('with what came of it is told of at itself', async () => {
      await using world = await createEngineWorld(database);
      await world.provide([component('a')]);
      await refuse(world, 'catalog_states', "processed like '%c-7%'");
      await store(world);
      expect(await world.refs()).toHaveLength(60);
      expect(await explainEntity(world.db, rules, ref)).toMatchObject({ state: 'present', errors: [] });
      expect(await explainEntity(world.db, rules, 'component:default/c-7')).toMatchObject({
        state: 'failing',
        sources: [{ type: 'entity', name: ref }],
        errors: [{ message: expect.stringContaining('could not be stored') }],
      });
    });

    it('keeps what was there of it', async () => {
      await using world = await createEngineWorld(database);
      await world.provide([component('a')]);
      await store(world);
      await refuse(world, 'catalog_states', `unprocessed like '%c-7%"title"%'`);
      const changed = children.map(({ entity }) =>
        desire({ ...entity, metadata: { ...entity.metadata, title: 'T' } }),
      );
      const outcomes = openStore(world, {});
      await outcomes.add(await finishCheck(world.db, ref, { ...website, children: changed.slice(5) }));
      await outcomes.idle();
      await world.engine.check([]);
      await world.engine.idle();
      expect(await world.refs()).toHaveLength(61);
      const titleOf = async (name: string) =>
        (await world.served(`component:default/${name}`))?.metadata.title;
      expect([await titleOf('c-7'), await titleOf('c-8')]).toEqual([undefined, 'T']);
    });
  });

  it.each([
    ['at once', []],
    ['by a check', [foreign]],
  ])(
    'relations of which nothing is known do not keep an entity from being stored %s',
    async (_, processors) => {
      await using world = await createEngineWorld(database, { processors });
      await world.provide([component('a', { dependsOn: ['component:b'] })]);
      await world.db.run('update catalog_states set emitted = null');
      await world.provide([component('a', { dependsOn: ['component:b'], type: 'website' })]);
      expect(await typeOf(world)).toBe('website');
    },
  );

  it('what was stored before an error is made visible at once', async () => {
    await using world = await createEngineWorld(database);
    await world.provide([component('a'), component('b')]);
    const stitched: number[] = [];
    const outcomes = openStore(world, {
      isQuick: entity => {
        if (entity.metadata.name === 'broken') throw new Error('It broke');
        return false;
      },
      async stitch(ids) {
        stitched.push(...ids);
        // The pause that follows is twice as long.
        await setTimeout(500);
      },
    });
    using _more = outcomes.expect();
    await outcomes.add(await finishCheck(world.db, ref, library));
    while (stitched.length === 0) await setTimeout(5);
    await setTimeout(550);
    const second = await finishCheck(world.db, 'component:default/b', website);
    await outcomes.add(second);
    const broken = await finishCheck(world.db, ref, { children: [desire(component('broken'))] });
    await expect(outcomes.add(broken)).rejects.toThrow('It broke');
    await outcomes.idle();
    expect(stitched).toContain(second.id);
  });

  it('a stop does not wait for all of a large file, and for all of the small ones', async () => {
    await using world = await createEngineWorld(database);
    await world.provide([component('a'), component('b')]);
    const lane = createLocalLane(world.db);
    let writes = 0;
    const outcomes = openStore(
      world,
      {},
      {
        ...lane,
        store(request) {
          writes += 1;
          outcomes.stop();
          return lane.store(request);
        },
      },
    );
    const large = await finishCheck(world.db, ref, { children: components(2000).map(desire) });
    const small = await finishCheck(world.db, 'component:default/b', { children: components(3).map(desire) });
    await Promise.all([outcomes.add(large), outcomes.add(small)]);
    await outcomes.add(large);
    await outcomes.idle();
    expect(writes).toBe(2);
    const known = 'select id from catalog_states where processed is not null and result_hash is not null';
    expect(await world.db.all(known)).toEqual([{ id: small.id }]);
    expect(await world.db.all('select id from catalog_checks where claim is not null')).toEqual([
      { id: large.id },
    ]);
  });
});

function openStore(
  { db }: EngineWorld,
  options: Partial<OutcomeStoreOptions>,
  lane: WriteLane = createLocalLane(db),
): OutcomeStore {
  return createOutcomeStore({
    db,
    process: processPlainly,
    isQuick: () => true,
    now: Date.now,
    takeLane: async () => ({ lane, [Symbol.dispose]: () => undefined }),
    onConflict: () => undefined,
    onScheduled: () => undefined,
    onError: () => undefined,
    stitch: () => Promise.resolve(),
    ...options,
  });
}
