import type { PostgresServer, StatementRunner } from '@portico/backend-plugin-api';
import { createPostgresStatementRunner } from '@portico/backend-plugin-api/sql';
import { ServiceUnavailableError } from '@portico/errors';
import pg, { type PoolClient } from 'pg';

/** How long a connection is waited for, in milliseconds, unless the settings say. Knex waits as long. */
const waitMs = 60_000;

/**
 * A statement runner on connections of its own, straight over the driver: Knex takes as long to load as all else.
 * Statements are refused with a ServiceUnavailableError when there is no connection for them.
 */
export function openPostgresRunner({ connection, searchPath }: PostgresServer): StatementRunner {
  const pool = new pg.Pool({
    connectionTimeoutMillis: waitMs,
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
    acquireConnection: () =>
      pool.connect().catch((error: Error) => {
        throw toConnectionError(error, connection);
      }),
    async releaseConnection(connected) {
      const client = connected as PoolClient & { __knex__disposed?: unknown };
      client.release(client.__knex__disposed !== undefined);
    },
  });
}

function toConnectionError(cause: Error & { code?: unknown }, connection: object): ServiceUnavailableError {
  // Only made, it knows what the settings come down to, and is never connected.
  const { host, port } = new pg.Client(connection);
  return new ServiceUnavailableError(
    `The database at '${host}:${port}' gave no connection: ${cause.message || String(cause.code)}. See whether it runs there, answers and has connections to spare, and whether backend.database.connection is right`,
    { cause },
  );
}
