import type { LoggerService } from '@portico/backend-plugin-api';
import type { Config, JsonObject } from '@portico/config';
import type { Knex } from 'knex';
import { parse } from 'pg-connection-string';
import { connectPostgres, toKnexLog } from './connect-postgres.ts';
import { createSqliteDatabase } from './create-sqlite-database.ts';
import { databaseClientOf, readDatabaseSettings } from './database-settings.ts';
import type { EmbeddedPostgres } from './start-embedded-postgres.ts';

/** Connects to the database that `backend.database` gives a plugin. */
export async function connectPluginDatabase(
  config: Config,
  {
    pluginId,
    logger,
    server,
  }: {
    pluginId: string;
    logger: LoggerService | undefined;
    /** Starts the server of `embedded-postgres`, or gives the one that was. */
    server: () => Promise<EmbeddedPostgres>;
  },
): Promise<Knex> {
  const isEmbedded = databaseClientOf(config, pluginId) === 'embedded-postgres';
  const base = isEmbedded ? ({ ...parse((await server()).connectionString) } as JsonObject) : undefined;
  const settings = readDatabaseSettings(config, pluginId, base && { base });
  if (settings.client === 'pg') return connectPostgres(settings, logger);
  return createSqliteDatabase(settings.filename, { log: toKnexLog(logger), ...settings.knexConfig });
}
