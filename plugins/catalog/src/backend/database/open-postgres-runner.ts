import type { PostgresServer, StatementRunner } from '@portico/backend-plugin-api';
import { createPostgresStatementRunner } from '@portico/backend-plugin-api/sql';
import pg, { type PoolClient } from 'pg';

/** A statement runner on connections of its own, straight over the driver: Knex takes as long to load as all else. */
export function openPostgresRunner({ connection, searchPath }: PostgresServer): StatementRunner {
  const pool = new pg.Pool({
    ...connection,
    // The server goes on with a transaction while the next statement of it is being made.
    pipeline: true,
    // Two batches may be under way at a time.
    max: 2,
    async onConnect(client) {
      // Whoever uses a connection hears of its end from its statements.
      client.on('error', () => undefined);
      if (!searchPath) return;
      await client.query(
        `set search_path to ${searchPath.map(name => pg.escapeIdentifier(name)).join(', ')}`,
      );
    },
  });
  // A connection that ends while nobody uses it is replaced by another when there is something to do.
  pool.on('error', () => undefined);
  return createPostgresStatementRunner({
    driverName: 'pg',
    acquireConnection: () => pool.connect(),
    async releaseConnection(connected) {
      const client = connected as PoolClient & { __knex__disposed?: unknown };
      client.release(client.__knex__disposed !== undefined);
    },
  });
}
