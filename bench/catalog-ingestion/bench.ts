import { mkdtempSync, rmSync } from 'node:fs';
import { enableCompileCache } from 'node:module';
import { loadavg, tmpdir } from 'node:os';
import { join } from 'node:path';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { setTimeout as sleep } from 'node:timers/promises';
import { createStatementRunner, runMigrations } from '../../packages/backend-plugin-api/src/index.ts';
import { createTestEngine } from '../../plugins/catalog/src/backend/testing/create-test-engine.ts';
import { openTestDatabase } from '../../plugins/catalog/src/backend/testing/open-test-database.ts';
import { generateCatalog } from '../catalog/generate.ts';
import { startPostgres } from '../postgres.ts';
import { median, report, type Row } from '../report.ts';
import { type Ceiling, measureBare } from './bare.ts';

// As a portal does.
enableCompileCache();

const sizes = (process.env.BENCH_SIZES ?? '10000,100000').split(',').map(Number);
const migrations = join(import.meta.dirname, '../../plugins/catalog/migrations');
// Each in a new database. In the first run of a process its code is cold, and after a rest its memory has to be touched anew.
const runs = Number(process.env.BENCH_RUNS ?? 3);
const settleMs = 35_000;
const restMs = Number(process.env.BENCH_REST_MS ?? 20_000);

/**
 * A full mutation until all is visible, between two measurements of the ceiling; the same again, single changes, and a
 * while at rest. `of the ceiling` is by the clock, and sees what else keeps the other cores busy, which the ceiling does
 * not use; `cpu, ceiling of it` is by the time of this process, without that of PostgreSQL's server.
 */
async function main(): Promise<void> {
  await using postgres = await startPostgres();
  const { user, password, host, port } = postgres.connection;
  const address = `postgres://${user}:${password}@${host}:${port}/postgres`;
  const rows: Row[] = [];
  const only = process.env.BENCH_DATABASES?.split(',') ?? ['sqlite', 'postgres'];
  // After each, so that a run which is cut short leaves what it found.
  const add = (row: Row): void => {
    rows.push(row);
    report('catalog-ingestion', rows);
  };
  for (const size of sizes) {
    for (let run = 1; only.includes('sqlite') && run <= runs; run += 1) {
      const folder = mkdtempSync(join(tmpdir(), 'portico-bench-'));
      add(await measure({ database: 'SQLite', connection: join(folder, 'catalog.sqlite'), size, run }));
      rmSync(folder, { recursive: true });
    }
    for (let run = 1; only.includes('postgres') && run <= runs; run += 1) {
      add(await measure({ database: 'PostgreSQL', connection: address, size, run }));
    }
  }
}

async function measure(options: {
  database: string;
  connection: string;
  size: number;
  run: number;
}): Promise<Row> {
  const { database, connection, size, run } = options;
  const knex = openTestDatabase(connection);
  await dropAll(knex);
  await runMigrations(knex, { directory: migrations });
  const db = createStatementRunner(knex);
  const engine = createTestEngine(db);
  await engine.start();
  const generated = [...generateCatalog(size)];
  const entities = generated.map(entity => ({ entity, locationKey: 'bench' })) as never[];
  const full = () => engine.connect('bench').applyMutation({ type: 'full', entities });
  // A virtual machine may be twice as fast at some times as at others, for minutes.
  const ceiling = () => measureBare(connection.replace('.sqlite', '-bare.sqlite'), generated);
  const ceilingBefore = await ceiling();
  const before = held();
  const readers = startReader(() =>
    db.get('select json from catalog_entities e join catalog_refs r on r.id = e.id where r.ref = ?', [
      'group:default/team-000000',
    ]),
  );
  const ingestion = await time(full);
  const latencies = await readers.stop();
  const rss = process.memoryUsage.rss() / 1e6;
  const after = held();
  const ceilingAfter = await ceiling();
  const meanOf = (of: keyof Ceiling): number => (ceilingBefore[of] + ceilingAfter[of]) / 2;
  const unchanged = await time(full);
  const changes: Time[] = [];
  for (let n = 0; n < 20; n += 1) changes.push(await time(() => change(engine, entities, n)));
  const rest = run === runs && (await shareAtRest());
  await engine.stop();
  await knex.destroy();
  const rate = (size / ingestion.ms) * 1000;
  const cpu = (ingestion.cpuMs / size) * 1000;
  return {
    database,
    entities: size,
    run,
    'entities/s': Math.round(rate),
    'of the ceiling': Number((rate / meanOf('rate')).toFixed(3)),
    'ceiling, entities/s': Math.round(meanOf('rate')),
    'cpu µs/entity': Math.round(cpu),
    'cpu, ceiling of it': Number((meanOf('cpu') / cpu).toFixed(3)),
    'of it main thread': Math.round((ingestion.mainMs / size) * 1000),
    'load of the machine': Number((loadavg()[0] ?? 0).toFixed(1)),
    'by-name p50 ms': percentile(latencies, 0.5),
    'by-name p99 ms': percentile(latencies, 0.99),
    'held after it +MB': Math.round(after - before),
    'RSS, with the entities, MB': Math.round(rss),
    'unchanged s': Number((unchanged.ms / 1000).toFixed(2)),
    'one change ms': Number(median(changes.map(item => item.ms)).toFixed(1)),
    ...(rest !== false && { 'at rest % of a core': rest }),
  };
}

type Engine = ReturnType<typeof createTestEngine>;

async function change(engine: Engine, entities: readonly { entity: object }[], n: number): Promise<void> {
  const entity = structuredClone(entities.at(-1 - n * 7)?.entity) as { spec: Record<string, unknown> };
  entity.spec.lifecycle = `changed-${n}`;
  await engine.connect('bench').applyMutation({
    type: 'delta',
    added: [{ entity: entity as never, locationKey: 'bench' }],
    removed: [],
  });
}

interface Time {
  ms: number;
  /** Of all threads of this process. */
  cpuMs: number;
  mainMs: number;
}

async function time(work: () => Promise<void>): Promise<Time> {
  const cpu = process.cpuUsage();
  const main = process.threadCpuUsage();
  const start = performance.now();
  await work();
  const inMs = ({ user, system }: NodeJS.CpuUsage): number => (user + system) / 1000;
  return {
    ms: performance.now() - start,
    cpuMs: inMs(process.cpuUsage(cpu)),
    mainMs: inMs(process.threadCpuUsage(main)),
  };
}

function startReader(read: () => Promise<unknown>): { stop(): Promise<number[]> } {
  const latencies: number[] = [];
  let stopped = false;
  const done = (async () => {
    while (!stopped) {
      // From when the request would have arrived: a busy thread delays the timer as well.
      const due = performance.now() + 5;
      await sleep(5);
      await read();
      latencies.push(performance.now() - due);
    }
  })();
  return {
    async stop() {
      stopped = true;
      await done;
      return latencies;
    },
  };
}

/** In percent of a core. */
async function shareAtRest(): Promise<number> {
  // The thread that writes ends after 30 seconds, and V8 tidies up behind it and behind the bench.
  await sleep(settleMs);
  const cpu = process.cpuUsage();
  await sleep(restMs);
  const { user, system } = process.cpuUsage(cpu);
  return Number(((user + system) / 10 / restMs).toFixed(2));
}

setFlagsFromString('--expose-gc');
const collect = runInNewContext('gc') as () => void;

/** What is not garbage, in MB. How much of that lies around is up to V8, and in proportion to what the caller holds. */
function held(): number {
  collect();
  const { heapUsed, external } = process.memoryUsage();
  return (heapUsed + external) / 1e6;
}

function percentile(numbers: number[], part: number): number {
  const sorted = numbers.toSorted((a, b) => a - b);
  return Number((sorted[Math.floor(sorted.length * part)] ?? Number.NaN).toFixed(1));
}

async function dropAll(knex: ReturnType<typeof openTestDatabase>): Promise<void> {
  if (knex.client.config.client === 'pg') await knex.raw('drop schema public cascade; create schema public');
}

await main();
