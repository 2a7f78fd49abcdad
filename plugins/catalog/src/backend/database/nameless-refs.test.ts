import type { StatementRunner } from '@portico/backend-plugin-api';
import { createTestDatabases } from '@portico/backend-test-utils/databases';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { CatalogProcessor } from '../../node/processing.ts';
import { component, createEngineWorld, type EngineWorld } from '../testing/engine-world.ts';
import { findContradictions } from '../testing/verify-catalog.ts';
import { removeNamelessRefs } from './nameless-refs.ts';
import { removeOldChanges } from './old-changes.ts';

const limits = { batch: 3, round: 5 };
const later = { before: Date.now() + 1e12, now: Date.now() + 1e12 };

async function refsIn({ db }: EngineWorld): Promise<string[]> {
  return (await db.all<{ ref: string }>('select ref from catalog_refs order by ref')).map(({ ref }) => ref);
}

/** All but the last change, by which others see that they missed something. */
async function forgetHistory({ db }: EngineWorld): Promise<void> {
  await removeOldChanges(db, later);
}

const liked = { type: 'likes', targetRef: 'component:default/liked' };
const refTo = (name: string) => ({ kind: 'component', namespace: 'default', name });

/** Has what likes something lead there, and nothing back. */
const oneWay: CatalogProcessor = {
  getProcessorName: () => 'one-way',
  async postProcessEntity(entity, _location, emit) {
    const relation = { source: refTo(entity.metadata.name), type: 'likes', target: refTo('liked') };
    if (entity.spec?.['likes']) emit({ type: 'relation', relation });
    const ofGhost = { source: refTo('ghost'), type: 'likes', target: refTo('liked') };
    if (entity.spec?.['lets']) emit({ type: 'relation', relation: ofGhost });
    return entity;
  },
};

/** Does something between the walk over all relations and the removal. */
function afterWalk(db: StatementRunner, work: () => Promise<void>): StatementRunner {
  let transactions = 0;
  return {
    ...db,
    async transaction(removal) {
      transactions += 1;
      if (transactions === 2) await work();
      return db.transaction(removal);
    },
  };
}

/** Has entities of the tier `bad` set aside, until the returned function is called. */
async function refuseColumns(db: StatementRunner): Promise<() => Promise<unknown>> {
  const [refuse, accept] =
    db.dialect === 'sqlite'
      ? [
          `create trigger refuse before insert on catalog_columns when new.body like '%"bad"%' begin select raise(abort, 'refused'); end`,
          'drop trigger refuse',
        ]
      : [
          `alter table catalog_columns add constraint refused check (body not like '%"bad"%')`,
          'alter table catalog_columns drop constraint refused',
        ];
  await db.run(refuse);
  return () => db.run(accept);
}

describe.each(createTestDatabases({ ids: ['SQLITE_MEMORY', 'SQLITE_FILE', 'POSTGRES'] }).ids)('on %s', id => {
  it('removes the refs that nothing names any more, and no others', async () => {
    await using world = await createEngineWorld(id);
    await world.provide([
      component('a', { dependsOn: ['component:b', 'component:nowhere'] }),
      component('b'),
    ]);
    await world.provide([component('c')], { source: 'other' });
    await world.provide([component('a', { dependsOn: ['component:b'] })]);
    const named = ['component:default/a', 'component:default/b', 'component:default/c'];
    expect(await refsIn(world)).toEqual([...named, 'component:default/nowhere', 'group:default/team-a']);
    expect(await removeNamelessRefs(world.db, limits)).toBe(1);
    expect(await refsIn(world)).toEqual([...named, 'group:default/team-a']);
    // What was an entity once stays for as long as its history.
    await world.provide([component('a')]);
    expect(await removeNamelessRefs(world.db, limits)).toBe(0);
    await world.provide([component('c', { tier: 'gold' })], { source: 'other' });
    await forgetHistory(world);
    expect(await removeNamelessRefs(world.db, limits)).toBe(1);
    expect(await refsIn(world)).toEqual([
      'component:default/a',
      'component:default/c',
      'group:default/team-a',
    ]);
    expect(await findContradictions(world.db)).toEqual([]);
  });

  it('keeps refs that relations lead to and not back', async () => {
    await using world = await createEngineWorld(id, { processors: [oneWay] });
    await world.provide([component('a', { likes: true })]);
    expect(await removeNamelessRefs(world.db, limits)).toBe(0);
    expect((await world.served('component:default/a'))?.relations).toContainEqual(liked);
  });

  it('keeps what an entity that is set aside has named since all relations were walked', async () => {
    await using world = await createEngineWorld(id, { processors: [oneWay] });
    const { db } = world;
    await world.provide([component('a', { likes: true })]);
    await world.provide([component('a')]);
    const accept = await refuseColumns(db);
    const meanwhile = afterWalk(db, () =>
      world.provide([component('b', { likes: true, tier: 'bad' })], { source: 'other' }),
    );
    expect(await removeNamelessRefs(meanwhile, limits)).toBe(0);
    expect(await refsIn(world)).toContain(liked.targetRef);
    await accept();
    await world.provide([component('b', { likes: true, tier: 'good' })], { source: 'other' });
    expect((await world.served('component:default/b'))?.relations).toContainEqual(liked);
    expect(await findContradictions(db)).toEqual([]);
  });

  it('keeps what a relation of something that is not there has named since all relations were walked', async () => {
    await using world = await createEngineWorld(id, { processors: [oneWay] });
    const { db } = world;
    await world.provide([component('a', { likes: true }), component('b', { lets: true })]);
    await world.provide([component('a')]);
    await world.provide([component('a'), component('b')]);
    const meanwhile = afterWalk(db, () =>
      world.provide([component('b', { lets: true })], { source: 'test' }),
    );
    await removeNamelessRefs(meanwhile, limits);
    expect(await refsIn(world)).toContain(liked.targetRef);
    await world.provide([component('ghost')], { source: 'other' });
    expect((await world.served('component:default/ghost'))?.relations).toContainEqual(liked);
    expect(await findContradictions(db)).toEqual([]);
  });

  it('works beside mutations', async () => {
    await using world = await createEngineWorld(id);
    const name = fc.nat(30).map(n => `n-${n}`);
    const entities = fc.uniqueArray(fc.tuple(name, fc.array(name, { maxLength: 4 })), {
      selector: ([own]) => own,
      maxLength: 10,
    });
    await fc.assert(
      fc.asyncProperty(fc.array(entities, { minLength: 1, maxLength: 6 }), async mutations => {
        const mutate = async (): Promise<void> => {
          for (const added of mutations) {
            await world.provide(
              added.map(([own, dependsOn]) =>
                component(own, { dependsOn: dependsOn.map(n => `component:${n}`) }),
              ),
            );
          }
        };
        const upkeep = async (): Promise<void> => {
          for (let turn = 0; turn < 3; turn += 1) {
            await forgetHistory(world);
            await removeNamelessRefs(world.db, limits);
          }
        };
        await Promise.all([mutate(), upkeep()]);
        expect(await findContradictions(world.db)).toEqual([]);
        for (const [own, dependsOn] of mutations.at(-1) ?? []) {
          const targets = (await world.served(`component:default/${own}`))?.relations?.flatMap(
            ({ type, targetRef }) => (type === 'dependsOn' ? [targetRef] : []),
          );
          expect(targets).toEqual([...new Set(dependsOn.map(n => `component:default/${n}`))].sort());
        }
      }),
      { numRuns: 6 },
    );
    await world.provide([]);
    await forgetHistory(world);
    await removeNamelessRefs(world.db);
    const { db } = world;
    const left = await db.all<{ id: number }>('select id from catalog_refs');
    const remembered = await db.all<{ id: number }>('select entity_id as id from catalog_changes');
    expect(left.length).toBeLessThanOrEqual(1);
    expect(remembered).toEqual(expect.arrayContaining(left));
    for (const table of [
      'states',
      'checks',
      'relations',
      'provider_references',
      'parent_references',
      'refresh_keys',
      'orphans',
      'stitch_queue',
      'entities',
      'columns',
      'value_counts',
      'key_counts',
      'refusals',
      'held_mutations',
    ]) {
      expect([table, await db.all(`select * from catalog_${table}`)]).toEqual([table, []]);
    }
  });
});
