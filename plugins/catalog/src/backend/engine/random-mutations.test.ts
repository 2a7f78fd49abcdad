import { createTestDatabases } from '@portico/backend-test-utils/databases';
import type { Entity } from '@portico/catalog-model';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { component, createEngineWorld } from '../testing/engine-world.ts';
import { findContradictions } from '../testing/verify-catalog.ts';

const entityNamed = (name: fc.Arbitrary<string>): fc.Arbitrary<Entity> =>
  fc
    .record({
      name,
      owner: fc.constantFrom('team-a', 'Team-B', 7),
      dependsOn: fc.array(name, { maxLength: 3 }),
      tags: fc.uniqueArray(fc.constantFrom('java', 'go', 'c++'), { maxLength: 3 }),
      note: fc.option(fc.string({ maxLength: 300 }), { nil: undefined }),
    })
    .map(({ name: own, owner, dependsOn, tags, note }): Entity => {
      const made = component(own, {
        owner,
        dependsOn: dependsOn.map(other => `component:${other}`),
        ...(note !== undefined && { note }),
      });
      return { ...made, metadata: { ...made.metadata, tags } };
    });

const name = fc.constantFrom('a', 'b', 'c', 'd', 'e', 'f');
const entity = entityNamed(name);
const step = fc.record({
  source: fc.constantFrom('one', 'two'),
  locationKey: fc.constantFrom(undefined, 'x', 'y'),
  full: fc.boolean(),
  entities: fc.array(entity, { maxLength: 5 }),
  removed: fc.array(name, { maxLength: 3 }),
});

describe.each(createTestDatabases({ ids: ['SQLITE_MEMORY', 'POSTGRES'] }).ids)('on %s', database => {
  it('any mutations, at the same time, leave index, counts and relations as a recount finds them', async () => {
    await using world = await createEngineWorld(database);
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 1, maxLength: 6 }), async steps => {
        await Promise.all(
          steps.map(({ source, locationKey, full, entities, removed }) => {
            const added = entities.map(item => ({
              entity: item,
              ...(locationKey !== undefined && { locationKey }),
            }));
            return world.engine.connect(source).applyMutation(
              full
                ? { type: 'full', entities: added }
                : {
                    type: 'delta',
                    added,
                    removed: removed.map(own => ({ entityRef: `component:default/${own}` })),
                  },
            );
          }),
        );
        await world.engine.idle();
        expect(await findContradictions(world.db)).toEqual([]);
      }),
      { numRuns: database === 'POSTGRES' ? 15 : 40 },
    );
  });

  it('thousands of changes of hundreds of entities do so too', async () => {
    await using world = await createEngineWorld(database);
    const seed = Date.now();
    const many = fc.integer({ min: 1, max: 300 }).map(n => `n-${n}`);
    const changes = fc.record({
      source: fc.constantFrom('one', 'two', 'three'),
      full: fc.nat(19).map(n => n === 0),
      entities: fc.array(entityNamed(many), { minLength: 80, maxLength: 120 }),
      removed: fc.array(many, { maxLength: 40 }),
    });
    const numRuns = database === 'POSTGRES' ? 10 : 85;
    let count = 0;
    for (const { source, full, entities, removed } of fc.sample(changes, { numRuns, seed })) {
      const added = entities.map(item => ({ entity: item }));
      const gone = removed.map(own => ({ entityRef: `component:default/${own}` }));
      count += added.length + (full ? 0 : gone.length);
      await world.engine
        .connect(source)
        .applyMutation(full ? { type: 'full', entities: added } : { type: 'delta', added, removed: gone });
    }
    await world.engine.idle();
    expect(await findContradictions(world.db), `${count} changes, seed ${seed}`).toEqual([]);
    expect(count).toBeGreaterThan(numRuns * 80);
  });
});
