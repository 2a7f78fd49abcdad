import { fork } from 'node:child_process';
import { once } from 'node:events';
import { setTimeout } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { createStatementRunner, runMigrations } from '@portico/backend-plugin-api';
import { createTestDatabases } from '@portico/backend-test-utils/databases';
import { describe, expect, it } from 'vitest';
import { migrationsDirectory } from '../migrations-directory.ts';
import { awaitQuiet } from '../testing/await-quiet.ts';
import { createTestEngine } from '../testing/create-test-engine.ts';
import { generateEntities } from '../testing/generate-entities.ts';
import { findContradictions } from '../testing/verify-catalog.ts';

const script = fileURLToPath(new URL('../testing/ingest-process.ts', import.meta.url));
const size = 1000;

interface Ingestion {
  exited: Promise<unknown>;
  kill(): Promise<void>;
}

async function startIngestion(connection: string, version = ''): Promise<Ingestion> {
  const child = fork(script, [connection, String(size), version], { stdio: 'ignore' });
  const exited = once(child, 'exit');
  await once(child, 'message');
  return {
    exited,
    async kill() {
      child.kill('SIGKILL');
      await exited;
    },
  };
}

describe.each(createTestDatabases({ ids: ['SQLITE_FILE', 'POSTGRES'] }).ids)('on %s', id => {
  it('a process that is killed loses nothing and leaves nothing half done', async () => {
    await using database = await createTestDatabases().init(id);
    await runMigrations(database.knex, { directory: migrationsDirectory });
    for (const version of ['a', 'b']) {
      const child = await startIngestion(database.connection, version);
      await setTimeout(20 + Math.random() * 600);
      await child.kill();
      const db = createStatementRunner(database.knex);
      await awaitQuiet(db);
      const engine = createTestEngine(db);
      await engine.start();
      await engine.idle();
      expect(await findContradictions(db)).toEqual([]);
      await engine.stop();
    }
    const db = createStatementRunner(database.knex);
    const engine = createTestEngine(db);
    await engine.start();
    const entities = generateEntities(size).map(entity => ({ entity, locationKey: 'bulk' }));
    await engine.connect('bulk').applyMutation({ type: 'full', entities });
    await engine.idle();
    expect(await findContradictions(db)).toEqual([]);
    expect(
      await db.all(`select count(*) as n from catalog_entities where json like '%production"%'`),
    ).toMatchObject([{ n: expect.toSatisfy((n: unknown) => Number(n) === size - size / 50) }]);
    await engine.stop();
  });
});

describe.each(createTestDatabases({ ids: ['POSTGRES'] }).ids)('on %s', id => {
  it('three processes share a database, and one of them is killed', async () => {
    await using database = await createTestDatabases().init(id);
    await runMigrations(database.knex, { directory: migrationsDirectory });
    const children = await Promise.all(
      ['', '', ''].map(version => startIngestion(database.connection, version)),
    );
    await setTimeout(200);
    const [victim, ...others] = children;
    await victim?.kill();
    await Promise.all(others.map(child => child.exited));
    const db = createStatementRunner(database.knex);
    await awaitQuiet(db);
    const engine = createTestEngine(db);
    await engine.start();
    await engine.idle();
    expect(await findContradictions(db)).toEqual([]);
    expect(await db.all('select cast(count(*) as integer) as n from catalog_entities')).toEqual([
      { n: size },
    ]);
    await engine.stop();
  });
});
