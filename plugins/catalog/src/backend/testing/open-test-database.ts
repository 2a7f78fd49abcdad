import { createSqliteDatabase } from '@portico/backend-defaults/database';
import knexFactory, { type Knex } from 'knex';

/** Connects to a test database by its connection: a SQLite file, or a connection string of PostgreSQL. */
export function openTestDatabase(connection: string): Knex {
  if (!connection.startsWith('postgres')) return createSqliteDatabase(connection);
  return knexFactory({ client: 'pg', connection, pool: { min: 0, max: 5 } });
}
