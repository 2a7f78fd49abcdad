import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { runMigrations } from '@portico/backend-plugin-api';
import { createTestDatabases } from '@portico/backend-test-utils/databases';
import type { Entity } from '@portico/catalog-model';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { findIdsByRefreshKeys } from '../database/refresh-keys.ts';
import { migrationsDirectory } from '../migrations-directory.ts';
import { type FilePortal, startFilePortal } from './file-portal.ts';
import { componentYaml } from './hostile-world.ts';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'portico-files-'));
  await writeFile(join(folder, 'all.yaml'), componentYaml('a', '  note: {$text: ./texts/../note.md}\n'));
  await writeFile(join(folder, 'note.md'), 'first');
});
afterEach(() => rm(folder, { recursive: true }));

async function specOf(portal: FilePortal): Promise<Entity['spec']> {
  const row = await portal.db.get<{ json: string }>(
    `select e.json from catalog_entities e join catalog_refs r on r.id = e.id where r.ref = 'component:default/a'`,
  );
  return row && (JSON.parse(row.json) as Entity).spec;
}

async function expectNote(portal: FilePortal, note: string): Promise<void> {
  await vi.waitFor(async () => expect((await specOf(portal))?.['note']).toBe(note));
}

describe.each(createTestDatabases({ ids: ['SQLITE_FILE', 'POSTGRES'] }).ids)('on %s', id => {
  it('what a placeholder stands for is seen when its file changes', async () => {
    await using database = await createTestDatabases().init(id);
    await runMigrations(database.knex, { directory: migrationsDirectory });
    await using portal = await startFilePortal(database.knex, folder);
    await expectNote(portal, 'first');
    // What a resolver reads has this prefix wherever it is, so that modules refresh it by one key.
    expect(await findIdsByRefreshKeys(portal.db, [`url:${join(folder, 'note.md')}`])).toHaveLength(1);
    await writeFile(join(folder, 'note.md'), 'second');
    await expectNote(portal, 'second');
  });

  it('what changes while the portal is down is seen when it starts', async () => {
    await using database = await createTestDatabases().init(id);
    await runMigrations(database.knex, { directory: migrationsDirectory });
    {
      await using portal = await startFilePortal(database.knex, folder);
      await expectNote(portal, 'first');
    }
    await writeFile(join(folder, 'note.md'), 'second');
    {
      await using portal = await startFilePortal(database.knex, folder);
      await expectNote(portal, 'second');
      await writeFile(join(folder, 'all.yaml'), componentYaml('a', '  note: third\n'));
      await expectNote(portal, 'third');
    }
  });

  it('what failed is tried again when the portal starts', async () => {
    await using database = await createTestDatabases().init(id);
    await runMigrations(database.knex, { directory: migrationsDirectory });
    {
      await using portal = await startFilePortal(database.knex, folder, { disableDefaultProcessors: true });
      await portal.settle();
      expect(await specOf(portal)).toBeUndefined();
    }
    await using portal = await startFilePortal(database.knex, folder);
    await expectNote(portal, 'first');
  });
});
