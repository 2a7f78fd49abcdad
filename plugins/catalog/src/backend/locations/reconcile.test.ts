import { createTestDatabases } from '@portico/backend-test-utils/databases';
import { describe, expect, it } from 'vitest';
import { deleteLocationRow, insertLocation, updateLocationRow } from '../database/locations.ts';
import { componentYaml } from '../faults/hostile-world.ts';
import { createCatalogWorld } from '../testing/catalog-world.ts';

describe.each(createTestDatabases({ ids: ['SQLITE_MEMORY', 'POSTGRES'] }).ids)('on %s', database => {
  it('what a process was killed at before it had told the catalog is made up for', async () => {
    await using world = await createCatalogWorld(database);
    const { db, locations } = world.catalog;
    const target = (name: string): { type: string; target: string } => {
      const url = `https://host/${name}.yaml`;
      world.web.pages.set(url, { content: componentYaml(name) });
      return { type: 'url', target: url };
    };
    const components = async (): Promise<string[]> => {
      await locations.reconcile();
      await world.settle();
      return (await world.refs()).filter(ref => ref.startsWith('component:'));
    };
    const [removed, moved] = await Promise.all(
      ['removed', 'moved'].map(name => locations.create(target(name), { onConflict: 'reject' })),
    );
    const kept = await locations.create(target('kept'), { onConflict: 'reject' });
    await components();
    const { uid } = (await world.served(kept.entityRef))?.metadata ?? {};

    await insertLocation(db, {
      id: 'b1f0d0ae-3b43-4b0c-8a3f-0c6f7a3a5b11',
      ...target('added'),
      entityRef: 'location:default/generated-added',
    });
    if (removed) await deleteLocationRow(db, removed.id);
    if (moved) await updateLocationRow(db, { ...moved, ...target('elsewhere') });
    expect(await components()).toEqual(
      ['added', 'elsewhere', 'kept'].map(name => `component:default/${name}`),
    );
    expect((await world.served(kept.entityRef))?.metadata.uid).toBe(uid);
  });
});
