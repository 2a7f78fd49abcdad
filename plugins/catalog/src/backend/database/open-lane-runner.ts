import {
  createStatementRunner,
  type PostgresServer,
  type StatementRunner,
} from '@portico/backend-plugin-api';
import knexFactory from 'knex';
import { openSqliteRunner } from './open-sqlite-runner.ts';

/** The database of a thread that writes in bulk. */
export type LaneDatabase = { filename: string } | { server: PostgresServer };

/** A statement runner for a thread that has no part in the backend's own connections. */
export function openLaneRunner(database: LaneDatabase): StatementRunner {
  if ('filename' in database) return openSqliteRunner(database.filename);
  const { connection, searchPath } = database.server;
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
