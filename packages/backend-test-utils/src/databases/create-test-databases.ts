import { randomUUID } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createSqliteDatabase } from '@portico/backend-defaults/database';
import knexFactory, { type Knex } from 'knex';
import { postgresForTests } from './postgres-for-tests.ts';

/** The databases that code has to work on. */
export type TestDatabaseId = 'SQLITE_FILE' | 'SQLITE_MEMORY' | 'POSTGRES';

/** A fresh, empty database; it is dropped when disposed of. */
export interface TestDatabase extends AsyncDisposable {
  readonly id: TestDatabaseId;
  readonly knex: Knex;
  /** The file, `:memory:`, or the connection string. */
  readonly connection: string;
}

/** Makes databases for tests. */
export interface TestDatabases {
  /** What the tests run on, for `describe.each(databases.ids)`. */
  readonly ids: readonly TestDatabaseId[];
  /** `await using database = await databases.init(id)`. */
  init(id: TestDatabaseId): Promise<TestDatabase>;
}

const allIds = ['SQLITE_FILE', 'SQLITE_MEMORY', 'POSTGRES'] as const;

/**
 * Databases for tests: all kinds unless told. PostgreSQL comes from the global
 * setup of Vitest, and starts when a test first asks for it.
 */
export function createTestDatabases(options: { ids?: readonly TestDatabaseId[] } = {}): TestDatabases {
  return {
    ids: options.ids ?? allIds,
    init: id => create[id](),
  };
}

const create: Record<TestDatabaseId, () => Promise<TestDatabase>> = {
  async SQLITE_MEMORY() {
    const knex = createSqliteDatabase(':memory:');
    return {
      id: 'SQLITE_MEMORY',
      knex,
      connection: ':memory:',
      [Symbol.asyncDispose]: () => knex.destroy(),
    };
  },
  async SQLITE_FILE() {
    const directory = await mkdtemp(join(tmpdir(), 'portico-sqlite-'));
    const connection = join(directory, 'test.sqlite');
    const knex = createSqliteDatabase(connection);
    return {
      id: 'SQLITE_FILE',
      knex,
      connection,
      async [Symbol.asyncDispose]() {
        await knex.destroy();
        await rm(directory, { recursive: true, force: true });
      },
    };
  },
  async POSTGRES() {
    const server = await postgresForTests();
    const name = `test_${randomUUID().replaceAll('-', '')}`;
    await administer(server, admin => admin.raw('create database ??', [name]));
    const connection = withDatabase(server, name);
    const knex = knexFactory({ client: 'pg', connection, pool: { min: 0, max: 10 } });
    return {
      id: 'POSTGRES',
      knex,
      connection,
      async [Symbol.asyncDispose]() {
        await knex.destroy();
        await administer(server, admin => admin.raw('drop database if exists ?? with (force)', [name]));
      },
    };
  },
};

async function administer(server: string, step: (admin: Knex) => Promise<unknown>): Promise<void> {
  const admin = knexFactory({ client: 'pg', connection: server, pool: { min: 0, max: 1 } });
  try {
    await step(admin);
  } finally {
    await admin.destroy();
  }
}

function withDatabase(server: string, name: string): string {
  const url = new URL(server);
  url.pathname = `/${name}`;
  return url.href;
}
