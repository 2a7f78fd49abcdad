import type { Worker } from 'node:worker_threads';
import { once } from 'node:events';
import { createStatementRunner, runMigrations } from '@portico/backend-plugin-api';
import { createTestDatabases, type TestDatabaseId } from '@portico/backend-test-utils/databases';
import knexFactory from 'knex';
import { describe, expect, it } from 'vitest';
import { migrationsDirectory } from '../migrations-directory.ts';
import { createTestEngine } from '../testing/create-test-engine.ts';
import { generateEntities } from '../testing/generate-entities.ts';
import { createWorkerLane } from './worker-lane.ts';

const size = 600;

function bulk(version = '') {
  const entities = generateEntities(size, version).map(entity => ({ entity }));
  return { type: 'full' as const, entities };
}

async function openCatalog(id: TestDatabaseId) {
  const database = await createTestDatabases().init(id);
  await runMigrations(database.knex, { directory: migrationsDirectory });
  return database;
}

async function nextThread(): Promise<Worker> {
  const [worker] = (await once(process, 'worker')) as [Worker];
  return worker;
}

it.each([['one'], [['one', 'public']]])('writes to the schema of the search path %j', async searchPath => {
  await using database = await openCatalog('POSTGRES');
  await database.knex.raw('create schema one');
  const { connection } = database;
  await using knex = Object.assign(
    knexFactory({ client: 'pg', connection, searchPath, pool: { min: 0, max: 10 } }),
    { [Symbol.asyncDispose]: () => knex.destroy() },
  );
  await runMigrations(knex, { directory: migrationsDirectory });
  const engine = createTestEngine(createStatementRunner(knex));
  const thread = nextThread();
  await engine.connect('test').applyMutation(bulk());
  await engine.stop();
  await thread;
  const count = (schema: string) =>
    database.knex.withSchema(schema).count({ n: '*' }).from('catalog_entities').first();
  expect(await count('one')).toEqual({ n: String(size) });
  expect(await count('public')).toEqual({ n: '0' });
});

it('a thread that dies fails the mutation, and the next one works', async () => {
  await using database = await openCatalog('POSTGRES');
  const engine = createTestEngine(createStatementRunner(database.knex));
  const entities = engine.connect('test');
  const thread = nextThread();
  const blocker = await database.knex.transaction();
  await blocker.raw('lock table catalog_refs in exclusive mode');
  const dieWhileWriting = async () => {
    const worker = await thread;
    const waiting = () => database.knex('pg_locks').where({ granted: false });
    await expect.poll(waiting).not.toEqual([]);
    await worker.terminate();
  };
  await Promise.all([
    expect(entities.applyMutation(bulk())).rejects.toThrow(
      'The thread that writes to the catalog ended with code 1',
    ),
    dieWhileWriting(),
  ]);
  await blocker.rollback();
  await entities.applyMutation(bulk());
  await engine.stop();
  expect(await database.knex('catalog_entities').count({ n: '*' }).first()).toEqual({ n: String(size) });
});

describe.each(createTestDatabases({ ids: ['SQLITE_FILE', 'POSTGRES'] }).ids)('on %s', id => {
  it('answers a call that comes while the idle thread is ending', async () => {
    await using database = await openCatalog(id);
    const lane = createWorkerLane(createStatementRunner(database.knex), { idleMs: 0 });
    const ending = nextThread().then(
      worker =>
        new Promise<void>(resolve => {
          const terminate = worker.terminate.bind(worker);
          worker.terminate = () => {
            resolve();
            return terminate();
          };
        }),
    );
    expect(await lane?.stitch(10)).toBeDefined();
    await ending;
    expect(await lane?.stitch(10)).toBeDefined();
    await lane?.stop();
  });

  it('starts no thread any more when it has been stopped', async () => {
    await using database = await openCatalog(id);
    const lane = createWorkerLane(createStatementRunner(database.knex));
    expect(await lane?.stitch(10)).toBeDefined();
    await lane?.stop();
    await expect(lane?.stitch(10)).rejects.toThrow('The catalog has stopped');
  });
});
