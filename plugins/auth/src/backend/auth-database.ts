import { join } from 'node:path';
import { runMigrations, type DatabaseService } from '@portico/backend-plugin-api';
import type { Knex } from 'knex';

/** Connects to the plugin's database on first use, with its tables in place. A failure is tried again next time. */
export function createAuthDatabase(database: DatabaseService): () => Promise<Knex> {
  let connected: Promise<Knex> | undefined;
  const connect = async (): Promise<Knex> => {
    const knex = await database.getClient();
    if (!database.migrations?.skip)
      await runMigrations(knex, { directory: join(import.meta.dirname, 'migrations') });
    return knex;
  };
  return () => {
    connected ??= connect().catch((error: unknown) => {
      connected = undefined;
      throw error;
    });
    return connected;
  };
}
