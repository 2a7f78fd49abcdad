import type { LoggerService } from '@portico/backend-plugin-api';
import knexFactory, { type Knex } from 'knex';
import { asText, type PostgresSettings } from './database-settings.ts';
import { toKnexConnection } from './postgres-cloud-connection.ts';

interface PostgresError extends Error {
  code?: string;
}

// https://www.postgresql.org/docs/current/errcodes-appendix.html
const noSuchDatabase = '3D000';
const existsAlready = ['42P04', '23505', '42P06'];

/**
 * Connects to a plugin's database in PostgreSQL, which is made first when it
 * is not there and `ensureExists` allows. Connections are opened on demand,
 * and closed after half a minute of idleness; one that breaks is replaced.
 */
export async function connectPostgres(settings: PostgresSettings, logger?: LoggerService): Promise<Knex> {
  const knex = await createKnex(settings, logger);
  try {
    await reach(knex, settings);
    await ensureSchema(knex, settings);
    return knex;
  } catch (error) {
    await knex.destroy();
    throw error;
  }
}

async function createKnex(settings: PostgresSettings, logger?: LoggerService): Promise<Knex> {
  const { database, schema, role, knexConfig } = settings;
  const connection = await toKnexConnection({
    keepAlive: true,
    ...settings.connection,
    ...(database ? { database } : {}),
  });
  const knex = knexFactory({
    useNullAsDefault: true,
    log: toKnexLog(logger),
    ...knexConfig,
    client: 'pg',
    connection,
    ...(schema ? { searchPath: [schema] } : {}),
    pool: { min: 0, max: 10, ...knexConfig.pool, ...(role ? { afterCreate: setRole(role) } : {}) },
  });
  return knex;
}

interface PgConnection {
  query(sql: string, done: (error?: Error) => void): void;
  escapeIdentifier(name: string): string;
}

function setRole(role: string) {
  return (connection: PgConnection, done: (error?: Error) => void) =>
    connection.query(`set role ${connection.escapeIdentifier(role)}`, done);
}

// Connecting first and making the database only if that fails spares a connection on every start but the first.
async function reach(knex: Knex, settings: PostgresSettings): Promise<void> {
  const { database, ensureExists } = settings;
  try {
    await knex.raw('select 1');
  } catch (error) {
    if ((error as PostgresError).code !== noSuchDatabase || !database) throw unreachable(error, settings);
    if (!ensureExists) {
      throw new Error(
        `The database '${database}' does not exist. Create it, or set backend.database.ensureExists to true.`,
        { cause: error },
      );
    }
    await createDatabase(settings, database);
    await knex.raw('select 1');
  }
}

async function createDatabase(settings: PostgresSettings, database: string): Promise<void> {
  const { schema: _schema, ...rest } = settings;
  const admin = await createKnex({ ...rest, database: 'postgres' });
  try {
    for (let attempt = 1; ; attempt += 1) {
      try {
        await admin.raw('create database ??', [database]);
        return;
      } catch (error) {
        const { code } = error as PostgresError;
        if (code && existsAlready.includes(code)) return;
        // 55006: another instance is making one just now, from the same template.
        if (code !== '55006' || attempt === 20) throw error;
        await new Promise(done => setTimeout(done, 50));
      }
    }
  } catch (cause) {
    throw new Error(
      `Cannot create the database '${database}': ${(cause as Error).message}. Create it yourself, or give the user the right to.`,
      { cause },
    );
  } finally {
    await admin.destroy();
  }
}

async function ensureSchema(knex: Knex, settings: PostgresSettings): Promise<void> {
  const { schema, role, ensureExists, ensureSchemaExists } = settings;
  if (!schema || !(ensureSchemaExists || ensureExists)) return;
  try {
    if (role) await knex.raw('create schema if not exists ?? authorization ??', [schema, role]);
    else await knex.raw('create schema if not exists ??', [schema]);
  } catch (cause) {
    if (existsAlready.includes((cause as PostgresError).code ?? '')) return; // another instance was quicker
    throw new Error(
      `Cannot create the schema '${schema}': ${(cause as Error).message}. Create it yourself and set backend.database.ensureSchemaExists and ensureExists to false.`,
      { cause },
    );
  }
}

function unreachable(cause: unknown, { connection, database }: PostgresSettings): Error {
  const where = `${asText(connection.host) ?? 'localhost'}:${asText(connection.port) ?? 5432}`;
  const { message, code } = cause as PostgresError;
  return new Error(
    `Cannot connect to the database '${database ?? ''}' at '${where}': ${message || code}. Check that PostgreSQL runs there, and backend.database.connection.`,
    { cause },
  );
}

/** Gives a logger what Knex would print, as details: what matters of it, Knex also throws. */
export function toKnexLog(logger: LoggerService | undefined): Knex.Logger {
  const log = (message: unknown) => logger?.debug(String(message));
  return { warn: log, error: log, deprecate: log, debug: log };
}
