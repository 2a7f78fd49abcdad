import type { Knex } from 'knex';
import { createPostgresStatementRunner } from './postgres-statement-runner.ts';
import { createSqliteRunner, type KnexClient, type StatementRunner } from './statement-runner.ts';

const runners = new WeakMap<KnexClient, StatementRunner>();

/**
 * The statement runner of a database; given a transaction of Knex, it runs
 * within that. On SQLite, reads outside a transaction see what is committed,
 * on a connection of their own (with `:memory:`, on the only one).
 */
export function createStatementRunner(knex: Knex): StatementRunner {
  const client = knex.client as KnexClient;
  const known = runners.get(client);
  if (known) return known;
  const runner = runnerOf(client);
  runners.set(client, runner);
  return runner;
}

function runnerOf(client: KnexClient): StatementRunner {
  const sqlite = client[createSqliteRunner];
  if (sqlite) return sqlite.call(client);
  if (client.driverName === 'pg') return createPostgresStatementRunner(client);
  throw new Error(
    `No statement runner for the database driver '${client.driverName}'. Use a database of the database service: SQLite or PostgreSQL.`,
  );
}
