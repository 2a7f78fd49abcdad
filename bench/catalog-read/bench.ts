import { spawn, type ChildProcess } from 'node:child_process';
import { mkdtempSync, openSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { Agent, request } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { setTimeout as sleep } from 'node:timers/promises';
import { startPostgres } from '../postgres.ts';
import { type Load, measureLoad } from '../measure-load.ts';
import { median, report, type Row } from '../report.ts';
import type { BareQuestion } from './bare.ts';

const sizes = (process.env.BENCH_SIZES ?? '1000,10000,100000').split(',').map(Number);
const databases = (process.env.BENCH_DATABASES ?? 'sqlite,postgres').split(',');
const rounds = Number(process.env.BENCH_ROUNDS ?? 7);
const seconds = Number(process.env.BENCH_SECONDS ?? 1);
const [port, barePort] = [7137, 7138];
const base = `http://localhost:${port}/api/catalog`;
const control = '/../bench'; // beside the API; `fetch` has no patience for an hour of ingestion
const serviceToken = 'bench-service-token-0123456789';
const kindOrder = 'filter=kind=component,spec.type=service&orderField=metadata.name';

interface Request {
  path: string;
  body?: object;
}

/** Reads of a catalog at several sizes: against the ceiling, with a policy in force, and while it changes. */
async function main(): Promise<void> {
  const throughput: Row[] = [];
  const latency: Row[] = [];
  const others: Row[] = [];
  await using postgres = databases.includes('postgres') ? await startPostgres() : undefined;
  for (const size of sizes) {
    for (const database of databases) {
      const name = { database, entities: size };
      await using run = await start(size, database === 'postgres' ? postgres?.connection : undefined);
      const tokens = { service: serviceToken, user: await signIn() };
      const requests = await questions();

      for (const [question, request] of Object.entries(requests)) {
        throughput.push({ ...name, question, ...(await compare(run, question, request, tokens)) });
      }
      for (const [caller, token] of Object.entries(tokens)) {
        latency.push(...(await measureLatencies(token)).map(row => ({ ...name, caller, ...row })));
      }
      others.push({ ...name, ...(await walkThrice()), ...(await readWhileIngesting(size)) });
      report('catalog-read', throughput); // after each: the largest take an hour
      report('catalog-read-latency', latency);
      report('catalog-read-while', others);
    }
  }
}

type Connection = Awaited<ReturnType<typeof startPostgres>>['connection'];

interface Run extends AsyncDisposable {
  /** Starts the ceiling with the statement for a question. */
  bare(questions: Record<string, BareQuestion>): Promise<ChildProcess>;
  isPostgres: boolean;
  /** Of Portico. */
  pid: number | undefined;
}

async function start(size: number, postgres: Connection | undefined): Promise<Run> {
  const folder = mkdtempSync(join(tmpdir(), 'portico-bench-'));
  const baseUrl = `http://localhost:${port}`;
  const prefix = `bench_${size}_`;
  const sqlite = { client: 'better-sqlite3', connection: { directory: folder } };
  const data = {
    app: { title: 'Bench', baseUrl },
    backend: {
      baseUrl,
      listen: { port },
      database: postgres ? { client: 'pg', connection: postgres, prefix } : sqlite,
      auth: { externalAccess: [{ type: 'static', options: { token: serviceToken, subject: 'bench' } }] },
    },
    permission: { enabled: true },
    auth: { providers: { guest: { dangerouslyAllowOutsideDevelopment: true } } },
  };
  writeFileSync(join(folder, 'app-config.yaml'), JSON.stringify(data));
  const log = join(folder, 'log');
  const portico = spawn(
    process.execPath,
    [join(import.meta.dirname, 'portico.ts'), '--config', join(folder, 'app-config.yaml')],
    {
      cwd: folder,
      env: { ...process.env, NODE_ENV: 'production', LOG_LEVEL: 'warn', BENCH_SIZE: String(size) },
      stdio: ['ignore', openSync(log, 'w'), 'inherit'],
    },
  );
  for (;;) {
    const count = await ask({ path: '/entities/by-query?limit=0' }, serviceToken).catch(() => '');
    if (count.includes(`"totalItems":${size}`)) break;
    if (portico.exitCode !== null) throw new Error(`Portico stopped: ${readFileSync(log, 'utf8')}`);
    await sleep(200);
  }
  const connection = postgres
    ? `postgres://${postgres.user}:${postgres.password}@${postgres.host}:${postgres.port}/${prefix}catalog`
    : join(folder, 'catalog.sqlite');
  return {
    isPostgres: postgres !== undefined,
    pid: portico.pid,
    async bare(questions) {
      const file = join(folder, 'questions.json');
      writeFileSync(file, JSON.stringify(questions));
      const child = spawn(
        process.execPath,
        [join(import.meta.dirname, 'bare.ts'), String(barePort), connection, file],
        { stdio: 'inherit' },
      );
      for (let tries = 0; tries < 100; tries += 1) {
        if (await fetch(`http://localhost:${barePort}/question`).catch(() => undefined)) break;
        await sleep(100);
      }
      return child;
    },
    async [Symbol.asyncDispose]() {
      await end(portico);
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

async function questions(): Promise<Record<string, Request>> {
  const { items } = JSON.parse(
    await ask({ path: '/entities/by-query?filter=kind=component&limit=100' }, serviceToken),
  );
  const entityRefs = (items as { metadata: { name: string } }[]).map(
    item => `component:default/${item.metadata.name}`,
  );
  return {
    'by-name': { path: `/entities/by-name/component/default/${entityRefs[7]?.split('/')[1]}` },
    'page of 20': { path: `/entities/by-query?${kindOrder}&limit=20` },
    'by-refs of 100': { path: '/entities/by-refs', body: { entityRefs } },
  };
}

async function compare(
  run: Run,
  name: string,
  request: Request,
  tokens: { service: string; user: string },
): Promise<Row> {
  const bare = await run.bare({ question: await toBare(run, request) });
  try {
    const rates: { bare: Load; service: Load; user: Load }[] = [];
    const url = base + request.path;
    for (let round = 0; round <= rounds; round += 1) {
      const rate = {
        bare: await measureLoad({ seconds, url: `http://localhost:${barePort}/question`, pid: bare.pid }),
        service: await measureLoad({ seconds, url, pid: run.pid, body: request.body, token: tokens.service }),
        user: await measureLoad({ seconds, url, pid: run.pid, body: request.body, token: tokens.user }),
      };
      if (round > 0) rates.push(rate); // the first round warms up
    }
    // Whatever else the machine does, it does to all three of a round.
    const middle = (of: (rate: (typeof rates)[number]) => number): number => median(rates.map(of));
    return {
      'requests/s': Math.round(middle(({ service }) => service.rate)),
      'of the ceiling': Number(middle(({ service, bare: own }) => service.rate / own.rate).toFixed(2)),
      'with a user, of the service': Number(
        middle(({ user, service }) => user.rate / service.rate).toFixed(2),
      ),
      'cpu, µs/request': Math.round(middle(({ service }) => service.cpu)),
      'cpu, ceiling of it': Number(middle(({ service, bare: own }) => own.cpu / service.cpu).toFixed(2)),
      'cpu, service of user': Number(middle(({ user, service }) => service.cpu / user.cpu).toFixed(2)),
    };
  } catch (error) {
    throw new Error(`'${name}' failed`, { cause: error });
  } finally {
    await end(bare);
  }
}

/** The statement that Portico runs last for a request, and what it puts around the rows. */
async function toBare({ isPostgres }: Run, request: Request): Promise<BareQuestion> {
  const answer = await ask(request, serviceToken);
  const list = (column: string, type: string): string =>
    isPostgres ? `${column} = any($1::${type}[])` : `${column} in (select value from json_each(?))`;
  const param = (values: string[]) => (isPostgres ? values : JSON.stringify(values));
  const refs = request.body
    ? (request.body as { entityRefs: string[] }).entityRefs
    : (answer.match(/(?<="name":")[^"]+(?=","title")/g) ?? []).map(name => `component:default/${name}`);
  const isOne = !request.path.includes('by-query') && !request.body;
  const from = 'select e.json from catalog_refs r join catalog_entities e on e.id = r.id where';
  return {
    sql: isOne ? `${from} r.ref = ${isPostgres ? '$1' : '?'}` : `${from} ${list('r.ref', 'text')}`,
    params: isOne ? [refs[0] ?? ''] : [param(refs)],
    before: isOne ? '' : '{"items":[',
    after: isOne ? '' : answer.slice(answer.lastIndexOf('],"totalItems"')),
  };
}

/** Counts and facets one by one, while an entity changes ten times a second. */
async function measureLatencies(token: string): Promise<Row[]> {
  const paths = {
    'count, kind and type': `/entities/by-query?filter=kind=component,spec.type=service&limit=0`,
    'count, not and owner': `/entities/by-query?filter=relations.ownedBy=group:default/team-000001,metadata.tags=java&limit=0`,
    'facets, kind':
      '/entity-facets?facet=spec.type&facet=spec.lifecycle&facet=metadata.tags&filter=kind=component',
    'facets, tag':
      '/entity-facets?facet=kind&facet=spec.type&facet=relations.ownedBy&filter=metadata.tags=java',
  };
  const rows: Row[] = [];
  for (const [question, path] of Object.entries(paths)) {
    await ask({ path }, token);
    using _changes = changing();
    const times: number[] = [];
    for (let turn = 0; turn < 400; turn += 1) {
      const started = performance.now();
      await ask({ path }, token);
      times.push(performance.now() - started);
      if (turn % 10 === 0) await sleep(20);
    }
    rows.push({ question, 'p50 ms': percentile(times, 0.5), 'p99 ms': percentile(times, 0.99) });
  }
  return rows;
}

function changing(): Disposable {
  const timer = setInterval(() => void fetch(`http://localhost:${port}/api/bench/change/1`), 100);
  return { [Symbol.dispose]: () => clearInterval(timer) };
}

/** The first may find the database's memory and the code cold. */
async function walkThrice(): Promise<Row> {
  const rates = [await walk(), await walk(), await walk()];
  return { 'walk, entities/s': median(rates), 'the first': rates[0] ?? Number.NaN };
}

/** All entities in pages of 500, by the cursor; gives entities a second. */
async function walk(): Promise<number> {
  const started = performance.now();
  let count = 0;
  let query = `limit=500&orderField=metadata.name`;
  for (;;) {
    const page = await ask({ path: `/entities/by-query?${query}` }, serviceToken);
    const { items, pageInfo } = JSON.parse(page) as { items: object[]; pageInfo: { nextCursor?: string } };
    count += items.length;
    if (!pageInfo.nextCursor) break;
    query = `limit=500&cursor=${encodeURIComponent(pageInfo.nextCursor)}`;
  }
  return Math.round((count / (performance.now() - started)) * 1000);
}

/** 100 readers of all kinds while a tenth of the catalog is added, or 10,000 entities. */
async function readWhileIngesting(size: number): Promise<Row> {
  const added = Math.min(10_000, Math.max(1_000, Math.round(size / 10)));
  let isDone = false;
  await ask({ path: `${control}/prepare/${added}` }, serviceToken);
  const ingestion = ask({ path: `${control}/grow/${added}` }, serviceToken).finally(() => (isDone = true));
  const times: number[] = [];
  let errors = 0;
  const paths = [
    `/entities/by-query?${kindOrder}&limit=20`,
    '/entity-facets?facet=kind&filter=spec.type=service',
  ];
  const reader = async (index: number): Promise<void> => {
    while (!isDone) {
      const started = performance.now();
      await ask({ path: paths[index % paths.length] ?? '' }, serviceToken).catch(() => (errors += 1));
      times.push(performance.now() - started);
    }
  };
  await Promise.all([ingestion, ...Array.from({ length: 100 }, (_, index) => reader(index))]);
  return { '100 readers, p99 ms': percentile(times, 0.99), 'max ms': percentile(times, 1), errors };
}

const agent = new Agent({ keepAlive: true });

/** By plain `node:http`: `fetch` takes as long to read a page as the portal to write it. */
function ask({ path, body }: Request, token: string): Promise<string> {
  const { promise, resolve, reject } = Promise.withResolvers<string>();
  const headers = { authorization: `Bearer ${token}`, ...(body && { 'content-type': 'application/json' }) };
  const sent = request(base + path, { agent, headers, method: body ? 'POST' : 'GET' }, async response => {
    try {
      const answer = await text(response);
      if (response.statusCode === 200) resolve(answer);
      else reject(new Error(`${path}: ${response.statusCode} ${answer}`));
    } catch (error) {
      reject(error as Error);
    }
  });
  sent.on('error', reject).end(body && JSON.stringify(body));
  return promise;
}

async function signIn(): Promise<string> {
  const response = await fetch(`http://localhost:${port}/api/auth/guest/refresh`, { method: 'POST' });
  const { backstageIdentity } = (await response.json()) as { backstageIdentity: { token: string } };
  return backstageIdentity.token;
}

function percentile(numbers: number[], part: number): number {
  const sorted = numbers.toSorted((a, b) => a - b);
  return Number((sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * part))] ?? 0).toFixed(2));
}

async function end(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  child.kill('SIGTERM');
  await new Promise(resolve => child.once('exit', resolve));
}

await main();
