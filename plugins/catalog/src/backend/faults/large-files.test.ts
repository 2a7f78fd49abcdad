import { truncate, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createTestDatabases } from '@portico/backend-test-utils/databases';
import { describe, expect, it } from 'vitest';
import { createCatalogWorld } from '../testing/catalog-world.ts';
import { componentYaml } from './hostile-world.ts';

describe.each(createTestDatabases({ ids: ['SQLITE_MEMORY'] }).ids)('a catalog on %s', database => {
  it('does not read a file of more than 20 MB, says so, and keeps those beside it', async () => {
    await using world = await createCatalogWorld(database, {
      config: directory => ({
        catalog: {
          rules: [{ allow: ['Component'] }],
          locations: [{ type: 'file', target: join(directory, '*.yaml') }],
        },
      }),
      async prepare({ directory }) {
        await writeFile(join(directory, 'good.yaml'), componentYaml('good'));
        await writeFile(join(directory, 'large.yaml'), componentYaml('large'));
        // A sparse file, whose size only is looked at: it would be a gigabyte of zeros.
        await truncate(join(directory, 'large.yaml'), 1_000_000_000);
      },
    });
    const { db } = world.catalog;
    const errors = await db.all<{ errors: string }>(
      'select errors from catalog_states where errors is not null',
    );
    expect(errors).toHaveLength(1);
    expect(errors[0]?.errors).toMatch(
      /large\.yaml' has 1000000000 bytes, over the limit of 20000000\. Split it/,
    );
    expect(await world.refs()).not.toContain('component:default/large');

    await truncate(join(world.directory, 'large.yaml'), componentYaml('large').length);
    await world.checkAll();
    expect(await db.all('select id from catalog_states where errors is not null')).toEqual([]);
    expect(await world.refs()).toEqual(
      expect.arrayContaining(['component:default/good', 'component:default/large']),
    );
  });
});
