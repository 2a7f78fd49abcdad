import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createStatementRunner, runMigrations, type StatementRunner } from '@portico/backend-plugin-api';
import { createTestDatabases, type TestDatabase } from '@portico/backend-test-utils/databases';
import { expect, it, vi } from 'vitest';
import { migrationsDirectory } from '../migrations-directory.ts';
import { awaitQuiet } from '../testing/await-quiet.ts';
import { findContradictions } from '../testing/verify-catalog.ts';
import { findBrokenHistories, startFilePortal, takeSnapshot, writeCatalogFiles } from './file-portal.ts';

// More than two portals hold at once: then the third must have some, too.
const size = 1000;
const script = join(import.meta.dirname, 'portal-process.ts');

/** A portal that ends no component before it is told to go on. */
interface HeldPortal {
  child: ChildProcess;
  /** The components that it has begun, each as often as it did. */
  begun: string[];
}

async function init(): Promise<TestDatabase> {
  const database = await createTestDatabases().init('POSTGRES');
  await runMigrations(database.knex, { directory: migrationsDirectory });
  return database;
}

async function launch(database: TestDatabase, folder: string): Promise<HeldPortal> {
  const child = fork(script, [database.connection, folder, 'held'], { stdio: 'ignore' });
  const begun: string[] = [];
  child.on('message', message => {
    if (typeof message === 'string' && message !== 'started' && message !== 'settled') begun.push(message);
  });
  await once(child, 'message');
  return { child, begun };
}

async function settle({ child }: HeldPortal): Promise<void> {
  const settled = new Promise<void>(done => {
    child.on('message', message => {
      if (message === 'settled') done();
    });
  });
  child.send('settle');
  await settled;
}

/** However slow the machine is, no claim ends by itself. */
async function holdClaims(db: StatementRunner): Promise<void> {
  await db.run('update catalog_checks set due_at = 1e15 where claim is not null');
}

async function countClaims(db: StatementRunner): Promise<number> {
  return (await db.all('select id from catalog_checks where claim is not null')).length;
}

it('three portals share the work, and two of them end what the third had begun when it was killed', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'portico-shared-'));
  writeCatalogFiles(folder, size, 1);
  await using calm = await init();
  await using undisturbed = await startFilePortal(calm.knex, folder);
  await undisturbed.settle();
  const expected = await takeSnapshot(undisturbed.db);

  await using database = await init();
  const db = createStatementRunner(database.knex);
  const portals = await Promise.all([1, 2, 3].map(() => launch(database, folder)));
  const [victim, ...survivors] = portals as [HeldPortal, HeldPortal, HeldPortal];
  try {
    await vi.waitFor(async () => {
      for (const { child } of portals) child.send('look');
      await holdClaims(db);
      for (const { begun } of portals) expect(begun.length).toBeGreaterThan(0);
    });
    victim.child.kill('SIGKILL');
    await once(victim.child, 'exit');
    await awaitQuiet(db);
    await holdClaims(db);
    for (const { child } of survivors) child.send('go on');
    // Again: the one gives the other something to do.
    for (let round = 0; round < 2; round += 1) await Promise.all(survivors.map(settle));

    // Nobody takes what the victim had begun as long as it may be alive.
    const left = await countClaims(db);
    expect(left).toBeGreaterThan(0);
    const early = survivors.flatMap(({ begun }) => begun);
    expect(early.filter(name => victim.begun.includes(name))).toEqual([]);
    // As time would.
    await db.run('update catalog_checks set due_at = 0 where claim is not null');
    for (const { child } of survivors) child.send('look');
    await vi.waitFor(async () => expect(await countClaims(db)).toBe(0));
    await Promise.all(survivors.map(settle));

    const all = survivors.flatMap(({ begun }) => begun);
    expect(all).toEqual(expect.arrayContaining(victim.begun));
    expect(all.filter((name, index) => all.indexOf(name) !== index)).toEqual([]);
    expect(await takeSnapshot(db)).toEqual(expected);
    expect(await findContradictions(db)).toEqual([]);
    expect(await findBrokenHistories(db)).toEqual([]);
  } finally {
    for (const { child } of portals) child.kill('SIGKILL');
    await awaitQuiet(db);
    rmSync(folder, { recursive: true });
  }
});
