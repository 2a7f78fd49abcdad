import { setTimeout as sleep } from 'node:timers/promises';
import { createTestDatabases } from '@portico/backend-test-utils/databases';
import { describe, expect, it } from 'vitest';
import { createAttributeIndex } from '../query/attribute-index.ts';
import type { Condition } from '../query/condition.ts';
import { createEntitySets } from '../query/entity-sets.ts';
import { listEntities } from '../query/list-entities.ts';
import { createLiveView } from '../query/live-view.ts';
import { component, createEngineWorld, type EngineWorld, group } from '../testing/engine-world.ts';

const every: Condition = { op: 'every' };
const components: Condition = { op: 'is', key: 'kind', value: 'component' };

function createCounter({ db }: EngineWorld): (condition: Condition) => Promise<number> {
  const view = createLiveView(db);
  const sets = createEntitySets(view, createAttributeIndex(db, view));
  return async condition => (await listEntities(sets, { condition, orders: [], offset: 0 })).ids.length;
}

/** Four providers that have the same owner, while others ask. */
async function mutateAndAsk(world: EngineWorld): Promise<void> {
  const count = createCounter(world);
  let isDone = false;
  const asking = [every, components].map(async condition => {
    for (; !isDone; await sleep(Math.random() * 4)) await count(condition);
  });
  const changing = [0, 1, 2, 3].map(async source => {
    for (let n = 0; n < 4; n += 1) {
      await sleep(Math.random() * 6);
      const added = [component(`c-${source}-${n}`), group(`g-${source}-${n}`)];
      await world.engine.connect(`p-${source}`).applyMutation({
        type: 'delta',
        added: added.map(entity => ({ entity })),
        removed: [],
      });
      expect(await world.served(`component:default/c-${source}-${n}`)).toBeDefined();
      expect(await count(components)).toBeGreaterThan(n);
    }
  });
  await Promise.all(changing);
  isDone = true;
  await Promise.all(asking);
  expect([await count(every), await count(components)]).toEqual([32, 16]);
}

describe.each(createTestDatabases({ ids: ['SQLITE_MEMORY', 'POSTGRES'] }).ids)('on %s', database => {
  it('what a provider changes is there when its mutation resolves, whoever else changes and asks', async () => {
    for (let round = 0; round < 5; round += 1) {
      await using world = await createEngineWorld(database);
      await mutateAndAsk(world);
    }
  });
});
