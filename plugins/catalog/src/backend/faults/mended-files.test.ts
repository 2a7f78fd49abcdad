import { mkdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createTestDatabases } from '@portico/backend-test-utils/databases';
import type { JsonObject } from '@portico/config';
import { describe, expect, it, vi } from 'vitest';
import { type CatalogWorld, createCatalogWorld } from '../testing/catalog-world.ts';
import { componentYaml } from './hostile-world.ts';

const config = (directory: string): JsonObject => ({
  catalog: { locations: [{ type: 'file', target: join(directory, 'all.yaml') }] },
});

async function expectServed(world: CatalogWorld, name: string): Promise<void> {
  await vi.waitFor(async () => expect(await world.refs()).toContain(`component:default/${name}`));
}

async function errorsOf(world: CatalogWorld): Promise<string> {
  const rows = await world.catalog.db.all<{ errors: string }>(
    'select errors from catalog_states where errors is not null',
  );
  return rows.map(row => row.errors).join();
}

describe.each(createTestDatabases({ ids: ['SQLITE_MEMORY', 'POSTGRES'] }).ids)('on %s', id => {
  it.each([
    ['that is missing', undefined],
    ['with a fault in its YAML', `${componentYaml('a')}  x: [\n`],
    [
      'with a kind that is not allowed',
      `${componentYaml('a')}---\n${componentYaml('b')}`.replace('Component', 'Group'),
    ],
  ])('a file %s from the start is read as soon as it is put right', async (_what, broken) => {
    await using world = await createCatalogWorld(id, {
      config,
      prepare: async ({ directory }) => {
        if (broken !== undefined) await writeFile(join(directory, 'all.yaml'), broken);
      },
    });
    expect(await errorsOf(world)).not.toBe('');
    await writeFile(join(world.directory, 'all.yaml'), componentYaml('a'));
    await expectServed(world, 'a');
    await world.settle();
    expect(await errorsOf(world)).toBe('');
  });

  it('so is one that a placeholder names, and one that became broken later', async () => {
    await using world = await createCatalogWorld(id, {
      config,
      prepare: ({ directory }) =>
        writeFile(join(directory, 'all.yaml'), componentYaml('a', '  note: {$text: ./texts/de/note.txt}\n')),
    });
    const errors = await errorsOf(world);
    expect(errors).toContain(`There is no file '${join(world.directory, 'texts/de/note.txt')}'`);
    expect(errors).not.toContain('/proc/');
    await mkdir(join(world.directory, 'texts/de'), { recursive: true });
    await writeFile(join(world.directory, 'texts/de/note.txt'), 'there');
    await expectServed(world, 'a');
    await rm(join(world.directory, 'texts/de/note.txt'));
    await vi.waitFor(async () => expect(await errorsOf(world)).toContain('There is no file'));
    await writeFile(join(world.directory, 'texts/de/note.txt'), 'again');
    await vi.waitFor(async () =>
      expect((await world.served('component:default/a'))?.spec?.['note']).toBe('again'),
    );
  });
});
