import knexFactory, { type Knex } from 'knex';
import { SqliteClient } from './sqlite-client.ts';

/**
 * A SQLite database: a file, made with its folder when it is not there, or
 * `:memory:`. Connects on first use. There is one writing connection, whatever
 * the pool settings in `knexConfig` say: transactions wait for one another, as
 * they do in SQLite itself.
 */
export function createSqliteDatabase(filename: string, knexConfig: Knex.Config = {}): Knex {
  return knexFactory({
    useNullAsDefault: true,
    log: silent,
    ...knexConfig,
    client: SqliteClient,
    connection: { filename },
    pool: { ...knexConfig.pool, min: 1, max: 1 },
  });
}

// What Knex would print, it also throws.
const silent = { warn() {}, error() {}, deprecate() {}, debug() {} };
