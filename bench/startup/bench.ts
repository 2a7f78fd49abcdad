import { spawn, type ChildProcess } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { startPostgres } from '../postgres.ts';
import { median, report } from '../report.ts';

const runs = 5;
/** What the peer has, too: the core services and a few small plugins. */
const comparable = join(import.meta.dirname, 'portal');
/** The portal with all of its plugins. */
const whole = join(import.meta.dirname, '../../apps/portal');
const port = 7117;

interface Subject {
  name: string;
  command: string[];
  /** Where it runs; a temporary folder unless given. */
  cwd?: string;
  /** A configuration to put that of the bench on top of. */
  base?: string;
  database: object;
}

interface Sample {
  readyMs: number;
  residentMb: number;
}

/** Process start to readiness 200 and resident memory two seconds later, runs of the subjects taking turns. */
async function main(): Promise<void> {
  await using postgres = await startPostgres();
  const onPostgres = { client: 'pg', connection: postgres.connection };
  const onSqlite = () => ({
    client: 'better-sqlite3',
    connection: { directory: mkdtempSync(join(tmpdir(), 'portico-bench-data-')) },
  });
  const portico = [join(import.meta.dirname, '../../packages/cli/bin/portico.js'), 'start'];
  const subjects: Subject[] = [
    {
      name: 'peer, PostgreSQL',
      command: [join(import.meta.dirname, 'peer.cjs')],
      cwd: import.meta.dirname,
      database: onPostgres,
    },
    { name: 'Portico, PostgreSQL', command: portico, cwd: comparable, database: onPostgres },
    { name: 'Portico, SQLite file', command: portico, cwd: comparable, database: onSqlite() },
    {
      name: 'whole portal, SQLite file',
      command: portico,
      cwd: whole,
      base: join(whole, 'app-config.yaml'),
      database: onSqlite(),
    },
    { name: 'floor: node:http alone', command: [join(import.meta.dirname, 'floor.cjs')], database: {} },
  ];
  const samples = new Map(subjects.map(subject => [subject.name, [] as Sample[]]));
  for (let run = 0; run <= runs; run += 1) {
    for (const subject of subjects) {
      const sample = await measure(subject);
      if (run > 0) samples.get(subject.name)?.push(sample); // the first run creates tables and fills caches
    }
  }
  const middle = (name: string, field: keyof Sample) =>
    median((samples.get(name) ?? []).map(sample => sample[field]));
  report(
    'startup',
    subjects.map(({ name }) => ({
      subject: name,
      'ready ms': Math.round(middle(name, 'readyMs')),
      'ratio to peer': ratio(middle(name, 'readyMs'), middle('peer, PostgreSQL', 'readyMs')),
      'resident MB': Math.round(middle(name, 'residentMb')),
      'memory ratio': ratio(middle(name, 'residentMb'), middle('peer, PostgreSQL', 'residentMb')),
    })),
  );
}

function ratio(own: number, peer: number): number {
  return Number((own / peer).toFixed(2));
}

async function measure({ command, cwd, base, database, name }: Subject): Promise<Sample> {
  const folder = mkdtempSync(join(tmpdir(), 'portico-bench-'));
  const config = join(folder, 'app-config.yaml');
  const baseUrl = `http://localhost:${port}`;
  const data = {
    app: { title: 'Bench', baseUrl },
    backend: { baseUrl, listen: { port }, database },
    auth: { providers: { guest: {} } },
  };
  writeFileSync(config, JSON.stringify(data));
  const started = performance.now();
  const configs = [...(base ? [base] : []), config].flatMap(path => ['--config', path]);
  const child = spawn(process.execPath, [...command, ...configs], {
    cwd: cwd ?? folder,
    env: { ...process.env, NODE_ENV: 'development', LOG_LEVEL: 'warn', NODE_PATH: '' },
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  let errors = '';
  child.stderr?.on('data', (chunk: Buffer) => (errors += chunk.toString()));
  try {
    const readyMs = await waitUntilReady(child, `${baseUrl}/.backstage/health/v1/readiness`, started);
    await sleep(2000);
    return { readyMs, residentMb: residentMegabytes(child) };
  } catch (error) {
    throw new Error(`${name} did not become ready: ${errors}`, { cause: error });
  } finally {
    child.kill('SIGKILL');
    await new Promise(done =>
      child.exitCode === null && child.signalCode === null ? child.once('exit', done) : done(0),
    );
    rmSync(folder, { recursive: true, force: true });
  }
}

async function waitUntilReady(child: ChildProcess, url: string, started: number): Promise<number> {
  while (performance.now() - started < 60_000) {
    if (child.exitCode !== null) throw new Error(`exited with ${child.exitCode}`);
    const response = await fetch(url).catch(() => undefined);
    await response?.arrayBuffer();
    if (response?.status === 200) return performance.now() - started;
    await sleep(5);
  }
  throw new Error('no readiness within 60 s');
}

function residentMegabytes(child: ChildProcess): number {
  const status = readFileSync(`/proc/${child.pid}/status`, 'utf8');
  return Number(/^VmRSS:\s+(\d+) kB/m.exec(status)?.[1]) / 1024;
}

await main();
