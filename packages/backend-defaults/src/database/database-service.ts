import {
  coreServices,
  createServiceFactory,
  type DatabaseService,
  type LoggerService,
} from '@portico/backend-plugin-api';
import type { Config } from '@portico/config';
import { InputError } from '@portico/errors';
import type { Knex } from 'knex';
import type { EmbeddedPostgres } from './start-embedded-postgres.ts';

/** The databases of all plugins. */
export interface PluginDatabases {
  forPlugin(pluginId: string, logger?: LoggerService): DatabaseService;
  /** Closes every connection, and stops the server if this process started one. */
  close(): Promise<void>;
}

/**
 * The databases that `backend.database` describes, one for each plugin: a
 * SQLite file, or a database or schema in PostgreSQL. They are connected to on
 * first use, before which Knex is not loaded either; a failed attempt is
 * repeated at the next.
 */
export function createPluginDatabases(config: Config): PluginDatabases {
  const clients = new Map<string, Promise<Knex>>();
  let server: Promise<EmbeddedPostgres> | undefined;

  const startServer = (): Promise<EmbeddedPostgres> => {
    server ??= import('./start-embedded-postgres.ts').then(({ startEmbeddedPostgres }) =>
      startEmbeddedPostgres({ directory: embeddedDirectory(config) }),
    );
    return server;
  };
  const connect = async (pluginId: string, logger: LoggerService | undefined): Promise<Knex> => {
    const { connectPluginDatabase } = await import('./connect-plugin-database.ts');
    return connectPluginDatabase(config, { pluginId, logger, server: startServer });
  };
  return {
    forPlugin: (pluginId, logger) => ({
      getClient: () => {
        const known = clients.get(pluginId);
        if (known) return known;
        const client = connect(pluginId, logger);
        clients.set(pluginId, client);
        client.catch(() => clients.delete(pluginId));
        return client;
      },
      migrations: { skip: skipsMigrations(config, pluginId) },
    }),
    async close() {
      const open = [...clients.values()];
      clients.clear();
      await Promise.allSettled(open.map(async client => (await client).destroy()));
      await (await server?.catch(() => undefined))?.stop();
    },
  };
}

function embeddedDirectory(config: Config): string {
  const connection = config.getOptional('connection');
  const isObject = typeof connection === 'object' && connection !== null;
  return (isObject ? config.getOptionalString('connection.directory') : undefined) ?? './postgres';
}

function skipsMigrations(config: Config, pluginId: string): boolean {
  const own = config.getOptionalBoolean(`plugin.${pluginId}.skipMigrations`);
  return own ?? config.getOptionalBoolean('skipMigrations') ?? false;
}

/** Gives each plugin its own database, as `backend.database` says, and closes all of them at the end. */
export const databaseServiceFactory = createServiceFactory({
  service: coreServices.database,
  deps: {
    config: coreServices.rootConfig,
    rootLifecycle: coreServices.rootLifecycle,
    logger: coreServices.logger,
    plugin: coreServices.pluginMetadata,
  },
  createRootContext({ config, rootLifecycle }) {
    const settings = config.getOptionalConfig('backend.database');
    if (!settings) throw new InputError(missingSettings);
    const databases = createPluginDatabases(settings);
    rootLifecycle.addShutdownHook(() => databases.close());
    return databases;
  },
  factory: ({ logger, plugin }, databases) => databases.forPlugin(plugin.getId(), logger),
});

const missingSettings =
  'No database is configured. Set backend.database, for a folder of SQLite files: { client: better-sqlite3, connection: { directory: ./data } }';

/** The factories of this area. */
export const databaseServiceFactories = [databaseServiceFactory];
