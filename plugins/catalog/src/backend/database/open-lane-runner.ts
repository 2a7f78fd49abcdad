import type { PostgresServer, StatementRunner } from '@portico/backend-plugin-api';

/** The database of a thread that writes in bulk. */
export type LaneDatabase = { filename: string } | { server: PostgresServer };

/**
 * A statement runner for a thread that has no part in the backend's own
 * connections. What one database needs is not loaded for the other: a thread
 * begins with nothing, and a mutation waits for it.
 */
export async function openLaneRunner(database: LaneDatabase): Promise<StatementRunner> {
  if ('server' in database) {
    const { openPostgresRunner } = await import('./open-postgres-runner.ts');
    return openPostgresRunner(database.server);
  }
  const { openSqliteRunner } = await import('./open-sqlite-runner.ts');
  return openSqliteRunner(database.filename);
}
