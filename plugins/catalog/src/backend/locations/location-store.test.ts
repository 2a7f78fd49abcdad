import { createTestDatabases } from '@portico/backend-test-utils/databases';
import { stringifyEntityRef } from '@portico/catalog-model';
import { describe, expect, it } from 'vitest';
import { componentYaml } from '../faults/hostile-world.ts';
import { createCatalogWorld } from '../testing/catalog-world.ts';
import { toDeferredLocation } from './config-locations.ts';

describe.each(createTestDatabases({ ids: ['SQLITE_MEMORY', 'POSTGRES'] }).ids)('on %s', database => {
  it('a location takes its entity over from whoever has it without a location key', async () => {
    await using world = await createCatalogWorld(database);
    const location = { type: 'url', target: 'https://host/a.yaml' };
    world.web.pages.set(location.target, { content: componentYaml('a') });
    const { entity } = toDeferredLocation(location);
    await world.catalog.engine.connect('other').applyMutation({ type: 'full', entities: [{ entity }] });
    await world.settle();
    const { entityRef } = await world.catalog.locations.create(location, { onConflict: 'reject' });
    expect(entityRef).toBe(stringifyEntityRef(entity));
    await world.catalog.engine.connect('other').applyMutation({ type: 'full', entities: [] });
    await world.settle();
    expect(await world.refs()).toEqual(['component:default/a', entityRef]);
  });
});
