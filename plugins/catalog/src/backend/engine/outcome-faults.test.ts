import { setTimeout } from 'node:timers/promises';
import { createTestDatabases } from '@portico/backend-test-utils/databases';
import type { Entity } from '@portico/catalog-model';
import { describe, expect, it } from 'vitest';
import type { CatalogProcessor } from '../../node/processing.ts';
import { claimChecks, scheduleChecks } from '../database/checks.ts';
import { component, createEngineWorld, type EngineWorld } from '../testing/engine-world.ts';
import { finishCheck, storeChecks } from '../testing/finished-checks.ts';
import { findContradictions } from '../testing/verify-catalog.ts';

const ref = 'component:default/a';
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
});
