import { type ChildProcess, fork } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { runMigrations } from '../../packages/backend-plugin-api/src/index.ts';
import {
  findBrokenHistories,
  startFilePortal,
  takeSnapshot,
  writeCatalogFiles,
} from '../../plugins/catalog/src/backend/faults/file-portal.ts';
import { openTestDatabase } from '../../plugins/catalog/src/backend/testing/open-test-database.ts';
import { findContradictions } from '../../plugins/catalog/src/backend/testing/verify-catalog.ts';
import { busyMs, killWhileBusy } from '../kill-while-busy.ts';
import { startPostgres } from '../postgres.ts';
import { report, type Row } from '../report.ts';

const size = Number(process.env.BENCH_SIZE ?? 10_000);
const kills = Number(process.env.BENCH_KILLS ?? 20);
const plugin = join(import.meta.dirname, '../../plugins/catalog');
const script = join(plugin, 'src/backend/faults/portal-process.ts');

/** Kills a portal that reads a folder of files, each time of another version; each time it has to become what they say. */
async function main(): Promise<void> {
  await using postgres = await startPostgres();
  const { user, password, host, port } = postgres.connection;
  const root = mkdtempSync(join(tmpdir(), 'portico-bench-'));
  const folder = join(root, 'files');
  const sqlite = (name: string): string => join(root, `${name}.sqlite`);
  const url = (name: string): string => `postgres://${user}:${password}@${host}:${port}/${name}`;
  const admin = openTestDatabase(url('postgres'));
  for (const name of ['killed', 'calm']) await admin.raw('create database ??', [name]);
  await admin.destroy();
  const rows = [
    await killAgainAndAgain('SQLite', folder, { killed: sqlite('killed'), calm: sqlite('calm') }),
    await killAgainAndAgain('PostgreSQL', folder, { killed: url('killed'), calm: url('calm') }),
  ];
  rmSync(root, { recursive: true });
  report('catalog-portal-faults', rows);
}

async function killAgainAndAgain(
  name: string,
  folder: string,
  connections: { killed: string; calm: string },
): Promise<Row> {
  const [killed, calm] = [openTestDatabase(connections.killed), openTestDatabase(connections.calm)];
  for (const knex of [killed, calm]) await runMigrations(knex, { directory: join(plugin, 'migrations') });
  writeCatalogFiles(folder, size, 0);
  const startPortal = (): ChildProcess => fork(script, [connections.killed, folder]);
  let longestMs = await busyMs(startPortal(), 'settled');
  let wrong = 0;
  let interrupted = 0;
  let missed = 0;
  while (interrupted < kills && missed < kills) {
    const version = interrupted + missed + 1;
    writeCatalogFiles(folder, size, version);
    const isHit = await killWhileBusy(startPortal(), 'settled', longestMs);
    if (isHit) interrupted += 1;
    else missed += 1;
    // The machine has become faster.
    if (!isHit) longestMs *= 0.7;
    await sleep(500); // PostgreSQL may still be busy with its last words
    // Every other time it is killed again before it could recover.
    if (version % 2 === 1 && interrupted < kills) continue;
    await killed.raw('update catalog_checks set due_at = 0 where claim is not null');
    const found = [...(await settle(killed, folder)), ...(await settle(calm, folder))];
    if (found[0] !== found[2] || found[1] !== '' || found[3] !== '') {
      wrong += 1;
      console.log(
        name,
        version,
        found[1],
        found[3],
        found[0] === found[2] ? '' : 'differs from the calm one',
      );
    }
  }
  await Promise.all([killed.destroy(), calm.destroy()]);
  return { database: name, entities: size, 'killed while busy': interrupted, missed, wrong };
}

/** What the catalog is when it has come to rest, and what contradicts itself in it. */
async function settle(knex: ReturnType<typeof openTestDatabase>, folder: string): Promise<[string, string]> {
  await using portal = await startFilePortal(knex, folder);
  await portal.settle();
  const faults = [...(await findContradictions(portal.db)), ...(await findBrokenHistories(portal.db))];
  return [JSON.stringify(await takeSnapshot(portal.db)), faults.join('; ')];
}

await main();
