export { createSqliteDatabase } from './create-sqlite-database.ts';
export { SqliteError } from './sqlite-error.ts';
export {
  startEmbeddedPostgres,
  type EmbeddedPostgres,
  type EmbeddedPostgresOptions,
} from './start-embedded-postgres.ts';
export { createPluginDatabases, databaseServiceFactories, type PluginDatabases } from './database-service.ts';
