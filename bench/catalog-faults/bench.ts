import { type ChildProcess, fork } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { createStatementRunner, runMigrations } from '../../packages/backend-plugin-api/src/index.ts';
import { createTestEngine } from '../../plugins/catalog/src/backend/testing/create-test-engine.ts';
import { generateEntities } from '../../plugins/catalog/src/backend/testing/generate-entities.ts';
import { openTestDatabase } from '../../plugins/catalog/src/backend/testing/open-test-database.ts';
import { findContradictions } from '../../plugins/catalog/src/backend/testing/verify-catalog.ts';
import { busyMs, killWhileBusy } from '../kill-while-busy.ts';
import { startPostgres } from '../postgres.ts';
import { report, type Row } from '../report.ts';

const size = Number(process.env.BENCH_SIZE ?? 10_000);
const kills = Number(process.env.BENCH_KILLS ?? 20);
const plugin = join(import.meta.dirname, '../../plugins/catalog');

/** Kills an ingestion at random moments, each time of another version of the catalog; then all has to be right. */
async function main(): Promise<void> {
  await using postgres = await startPostgres();
  const { user, password, host, port } = postgres.connection;
  const folder = mkdtempSync(join(tmpdir(), 'portico-bench-'));
  const rows = [
    await killAgainAndAgain('SQLite', join(folder, 'catalog.sqlite')),
    await killAgainAndAgain('PostgreSQL', `postgres://${user}:${password}@${host}:${port}/postgres`),
  ];
  rmSync(folder, { recursive: true });
  report('catalog-faults', rows);
}

async function killAgainAndAgain(name: string, connection: string): Promise<Row> {
  const knex = openTestDatabase(connection);
  await runMigrations(knex, { directory: join(plugin, 'migrations') });
  const db = createStatementRunner(knex);
  const ingest = (version: string): ChildProcess =>
    fork(join(plugin, 'src/backend/testing/ingest-process.ts'), [connection, String(size), version]);
  await busyMs(ingest('first'), 'done');
  let longestMs = await busyMs(ingest('second'), 'done');
  let contradictions = 0;
  let interrupted = 0;
  let missed = 0;
  while (interrupted < kills && missed < kills) {
    const isHit = await killWhileBusy(ingest(`v${interrupted + missed}`), 'done', longestMs);
    if (isHit) interrupted += 1;
    else missed += 1;
    // The machine has become faster.
    if (!isHit) longestMs *= 0.7;
    await sleep(500); // PostgreSQL may still be busy with its last words
    contradictions += await recover(db);
  }
  const engine = createTestEngine(db);
  await engine.start();
  const entities = generateEntities(size).map(entity => ({ entity, locationKey: 'bulk' }));
  await engine.connect('bulk').applyMutation({ type: 'full', entities });
  await engine.stop();
  const right = await db.get<{ n: number }>(
    `select cast(count(*) as integer) as n from catalog_entities where json not like '%productionv%'`,
  );
  await knex.destroy();
  return {
    database: name,
    entities: size,
    'killed while busy': interrupted,
    missed,
    contradictions,
    'right at the end': right?.n ?? 0,
  };
}

async function recover(db: ReturnType<typeof createStatementRunner>): Promise<number> {
  const engine = createTestEngine(db);
  await engine.start();
  await engine.idle();
  const found = await findContradictions(db);
  await engine.stop();
  for (const contradiction of found) console.log(contradiction);
  return found.length;
}

await main();
