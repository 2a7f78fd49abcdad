import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { createStatementRunner, runMigrations } from '@portico/backend-plugin-api';
import { createTestDatabases, type TestDatabase } from '@portico/backend-test-utils/databases';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { migrationsDirectory } from '../migrations-directory.ts';
import { awaitQuiet } from '../testing/await-quiet.ts';
import { openTestDatabase } from '../testing/open-test-database.ts';
import { findContradictions } from '../testing/verify-catalog.ts';
import { findBrokenHistories, startFilePortal, takeSnapshot, writeCatalogFiles } from './file-portal.ts';

const size = 200;
const script = join(import.meta.dirname, 'portal-process.ts');
let root: string;
const failures: string[] = [];
beforeAll(() => {
  root = mkdtempSync(join(tmpdir(), 'portico-killed-'));
});
afterAll(() => rmSync(root, { recursive: true }));

async function init(id: TestDatabase['id']): Promise<TestDatabase> {
  const database = await createTestDatabases().init(id);
  await runMigrations(database.knex, { directory: migrationsDirectory });
  return database;
}

async function launch(database: TestDatabase, folder: string): Promise<ChildProcess> {
  const child = fork(script, [database.connection, folder], { stdio: ['ignore', 'ignore', 'pipe', 'ipc'] });
  let output = '';
  child.stderr?.on('data', (chunk: Buffer) => (output += chunk.toString()));
  child.on('exit', (code, signal) => {
    if (signal !== 'SIGKILL') failures.push(`A portal ended with ${code ?? signal}: ${output}`);
  });
  await Promise.race([once(child, 'message'), once(child, 'exit')]);
  return child;
}

async function kill(child: ChildProcess): Promise<void> {
  // One that is gone already, by itself or for want of memory, will not say so again.
  if (child.exitCode === null && child.signalCode === null) {
    const exited = once(child, 'exit');
    child.kill('SIGKILL');
    await exited;
  }
  expect(failures).toEqual([]);
}

/** A catalog that reads the files from the first to the last without being disturbed. */
async function snapshotUndisturbed(id: TestDatabase['id'], folder: string): ReturnType<typeof takeSnapshot> {
  await using database = await init(id);
  await using portal = await startFilePortal(database.knex, folder);
  await portal.settle();
  return await takeSnapshot(portal.db);
}

async function expectAsUndisturbed(database: TestDatabase, folder: string): Promise<void> {
  const knex = openTestDatabase(database.connection);
  await awaitQuiet(createStatementRunner(knex));
  // As time would: what the killed process had claimed is due again.
  await knex.raw('update catalog_checks set due_at = 0 where claim is not null');
  await using portal = await startFilePortal(knex, folder);
  await portal.settle();
  expect(await takeSnapshot(portal.db)).toEqual(await snapshotUndisturbed(database.id, folder));
  expect(await findContradictions(portal.db)).toEqual([]);
  expect(await findBrokenHistories(portal.db)).toEqual([]);
  await portal[Symbol.asyncDispose]();
  await knex.destroy();
}

describe.each(createTestDatabases({ ids: ['SQLITE_FILE', 'POSTGRES'] }).ids)('on %s', id => {
  it('a portal that is killed again and again becomes what its files say', async () => {
    await using database = await init(id);
    const folder = join(root, id);
    for (const version of [1, 2, 3]) {
      writeCatalogFiles(folder, size, version);
      const child = await launch(database, folder);
      await sleep(300 + Math.random() * 3000);
      await kill(child);
    }
    await expectAsUndisturbed(database, folder);
    writeCatalogFiles(folder, size, 4);
    await expectAsUndisturbed(database, folder);
  });
});

it('three portals on one database that are killed one after another become what their files say', async () => {
  await using database = await init('POSTGRES');
  const folder = join(root, 'shared');
  writeCatalogFiles(folder, size, 1);
  const [victim, ...others] = await Promise.all([1, 2, 3].map(() => launch(database, folder)));
  await sleep(500 + Math.random() * 3000);
  if (victim) await kill(victim);
  await sleep(1000);
  await Promise.all(others.map(kill));
  await expectAsUndisturbed(database, folder);
});
