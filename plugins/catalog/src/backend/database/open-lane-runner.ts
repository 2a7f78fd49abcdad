import type { PostgresServer, StatementRunner } from '@portico/backend-plugin-api';

/** The database of a thread that writes in bulk. */
export type LaneDatabase = { filename: string } | { server: PostgresServer };

/**
 * A statement runner for a thread that has no part in the backend's own
 * connections. What one database needs is not loaded for the other: a thread
 * begins with nothing, and a mutation waits for it.
 */
export async function openLaneRunner(database: LaneDatabase): Promise<StatementRunner> {
  if ('server' in database) return openPostgresRunner(database.server);
  const { openSqliteRunner } = await import('./open-sqlite-runner.ts');
  return openSqliteRunner(database.filename);
}

async function openPostgresRunner({ connection, searchPath }: PostgresServer): Promise<StatementRunner> {
  const { default: knexFactory } = await import('knex');
  const { createStatementRunner } = await import('@portico/backend-plugin-api');
  // The server goes on with a transaction while the next statement of it is being made.
  const pipelined = { ...connection, pipeline: true };
  // Two batches may be under way at a time.
  const knex = knexFactory({
    client: 'pg',
    connection: pipelined as typeof connection,
    ...(searchPath && { searchPath }),
    pool: { min: 0, max: 2 },
  });
  return createStatementRunner(knex);
}
