import { createTestDatabases } from '@portico/backend-test-utils/databases';
import { describe, expect, it } from 'vitest';
import { locationSpecToLocationEntity } from '../../node/location-entity.ts';
import { createCatalogWorld } from '../testing/catalog-world.ts';
import { componentYaml } from './hostile-world.ts';

const size = 10_000;
const burst = 50;

describe.each(createTestDatabases({ ids: ['SQLITE_MEMORY'] }).ids)('on %s', database => {
  it('10,000 locations on one host are read within its budget, and those on others at once', async () => {
    await using world = await createCatalogWorld(database, {
      config: () => ({ catalog: { readBudget: { requestsPerSecond: 0.001, burst } } }),
    });
    const targets = Array.from({ length: size }, (_, n) => `https://busy.example/${n}.yaml`);
    for (const [n, target] of targets.entries())
      world.web.pages.set(target, { content: componentYaml(`c-${n}`) });
    const entities = targets.map(target => ({
      entity: locationSpecToLocationEntity({ location: { type: 'url', target } }),
      locationKey: `url:${target}`,
    }));
    await world.catalog.engine.connect('many').applyMutation({ type: 'full', entities });
    await world.settle();
    expect(world.web.requests).toHaveLength(burst);
    expect((await world.refs()).filter(ref => ref.startsWith('component:'))).toHaveLength(burst);

    const other = 'https://quiet.example/a.yaml';
    world.web.pages.set(other, { content: componentYaml('other') });
    const deferred = { entity: locationSpecToLocationEntity({ location: { type: 'url', target: other } }) };
    await world.catalog.engine.connect('other').applyMutation({ type: 'full', entities: [deferred] });
    await world.settle();
    expect(await world.refs()).toContain('component:default/other');

    const { db } = world.catalog;
    expect(await db.all('select id from catalog_states where errors is not null')).toEqual([]);
    const turns = await db.all<{ n: number }>(
      'select cast(count(distinct due_at) as integer) as n from catalog_checks where due_at > ?',
      [Date.now() + 500_000],
    );
    expect(turns).toEqual([{ n: size - burst }]);
  });
});
