import { accessSync, constants, existsSync } from 'node:fs';
import { dirname, isAbsolute, join } from 'node:path';
import type { Config, JsonValue } from '@portico/config';
import { stringifyError } from '@portico/errors';
import type { ClientConfig } from 'pg';
import { fine, type Finding } from './finding.ts';

const subject = 'database';

/** Whether the database can be reached: a folder that can be written, or a PostgreSQL that lets us in. */
export async function checkDatabase(config: Config, folder: string): Promise<Finding[]> {
  const client = config.getOptionalString('backend.database.client');
  const connection = config.getOptional('backend.database.connection');
  if (client === undefined) {
    const text =
      'No database is configured. Set backend.database, for a folder of SQLite files: { client: better-sqlite3, connection: { directory: ./data } }';
    return [{ status: 'fail', subject, text }];
  }
  if (client === 'pg') return await checkPostgres(connection);
  const directory = textAt(connection, 'directory');
  if (connection === ':memory:')
    return [
      {
        status: 'warn',
        subject,
        text: 'SQLite in memory: everything is lost at the end. Set backend.database.connection.directory to keep it',
      },
    ];
  return checkDirectory(directory ?? '.', folder, client);
}

function checkDirectory(directory: string, folder: string, client: string): Finding[] {
  const path = isAbsolute(directory) ? directory : join(folder, directory);
  const nearest = nearestExisting(path);
  try {
    accessSync(nearest, constants.W_OK);
    return fine(subject, `${client} in '${path}'${nearest === path ? '' : ', which will be created'}`);
  } catch {
    const text = `'${nearest}' cannot be written. Give this user the permission, or set backend.database.connection.directory`;
    return [{ status: 'fail', subject, text }];
  }
}

function nearestExisting(path: string): string {
  return existsSync(path) || dirname(path) === path ? path : nearestExisting(dirname(path));
}

async function checkPostgres(connection: JsonValue | undefined): Promise<Finding[]> {
  const type = textAt(connection, 'type') ?? 'default';
  if (type !== 'default')
    return [
      { status: 'warn', subject, text: `PostgreSQL by '${type}' is not checked. Start the portal to see` },
    ];
  const { default: pg } = await import('pg');
  const client = new pg.Client({ ...toClientConfig(connection), connectionTimeoutMillis: 5000 });
  try {
    await client.connect();
    const { rows } = await client.query<{ version: string }>(
      `select current_setting('server_version') as version`,
    );
    return fine(subject, `PostgreSQL ${rows[0]?.version ?? ''} on ${client.host}:${client.port}`);
  } catch (error) {
    const text = `PostgreSQL on ${client.host}:${client.port} cannot be reached: ${stringifyError(error)}. Check backend.database.connection, and that the server runs`;
    return [{ status: 'fail', subject, text }];
  } finally {
    await client.end().catch(() => {});
  }
}

function toClientConfig(connection: JsonValue | undefined): ClientConfig {
  if (typeof connection === 'string') return { connectionString: connection };
  // The driver reads the fields it knows; each plugin has a database of its own, which need not exist yet.
  const fields =
    typeof connection === 'object' && connection !== null && !Array.isArray(connection) ? connection : {};
  return { database: 'postgres', ...(fields as ClientConfig) };
}

function textAt(value: JsonValue | undefined, key: string): string | undefined {
  const isObject = typeof value === 'object' && value !== null && !Array.isArray(value);
  const found = isObject ? value[key] : undefined;
  return typeof found === 'string' ? found : undefined;
}
