import { join } from 'node:path';
import { runMigrations, type DatabaseService, type LoggerService } from '@portico/backend-plugin-api';
import { GlobalTasks } from './global-tasks.ts';
import { TaskTable } from './task-table.ts';

/** Connects to a plugin's database, and makes what runs the tasks in it. */
export async function openGlobalTasks({
  database,
  logger,
  lookAgainMs = 10_000,
}: {
  database: DatabaseService;
  logger: LoggerService;
  /** Milliseconds between looks at what other instances did, on PostgreSQL; 10,000 unless told. */
  lookAgainMs?: number;
}): Promise<GlobalTasks> {
  const knex = await database.getClient();
  if (!database.migrations?.skip) {
    await runMigrations(knex, {
      directory: join(import.meta.dirname, 'migrations'),
      tableName: 'backstage_backend_tasks__knex_migrations',
    });
  }
  const isShared = knex.client.config.client === 'pg';
  return new GlobalTasks({
    table: new TaskTable(knex),
    logger,
    lookAgainMs: isShared ? lookAgainMs : Infinity,
  });
}
