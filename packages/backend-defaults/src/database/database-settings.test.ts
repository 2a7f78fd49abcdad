import { createConfigReader, type JsonObject } from '@portico/config';
import { describe, expect, it } from 'vitest';
import { readDatabaseSettings } from './database-settings.ts';

const read = (data: JsonObject, pluginId = 'catalog') =>
  readDatabaseSettings(createConfigReader([{ context: 'test', data }]), pluginId);

describe('SQLite settings', () => {
  it.each([
    [{ client: 'better-sqlite3', connection: ':memory:' }, ':memory:'],
    [{ client: 'sqlite3', connection: { filename: ':memory:' } }, ':memory:'],
    [{ client: 'better-sqlite3', connection: { directory: 'data' } }, 'data/catalog.sqlite'],
    [{ client: 'better-sqlite3' }, 'catalog.sqlite'],
    [
      {
        client: 'better-sqlite3',
        connection: ':memory:',
        plugin: { catalog: { connection: { filename: 'own.db' } } },
      },
      'own.db',
    ],
    [
      {
        client: 'pg',
        connection: 'postgres://h',
        plugin: { catalog: { client: 'better-sqlite3', connection: ':memory:' } },
      },
      ':memory:',
    ],
  ])('%j is the file %s', (data, filename) => {
    expect(read(data)).toMatchObject({ client: 'sqlite', filename });
  });

  it('refuses a file for all plugins, and a division that SQLite lacks', () => {
    expect(() => read({ client: 'better-sqlite3', connection: 'all.db' })).toThrow(
      "All plugins cannot share the file 'all.db'. Set backend.database.connection.directory",
    );
    expect(() =>
      read({ client: 'better-sqlite3', connection: ':memory:', pluginDivisionMode: 'schema' }),
    ).toThrow("SQLite cannot divide plugins by 'schema'");
    expect(() => read({ client: 'mysql2', connection: 'x' })).toThrow("Unsupported database client 'mysql2'");
  });
});

describe('PostgreSQL settings', () => {
  it('names a database for each plugin', () => {
    expect(
      read({ client: 'pg', connection: 'postgres://me:s%40crt@db:5433/ignored?sslmode=disable' }),
    ).toMatchObject({
      client: 'pg',
      database: 'backstage_plugin_catalog',
      connection: {
        host: 'db',
        port: '5433',
        user: 'me',
        password: 's@crt',
        application_name: 'backstage_plugin_catalog',
      },
      ensureExists: true,
      ensureSchemaExists: false,
    });
    expect(read({ client: 'pg', connection: { host: 'db' }, prefix: 'p_' })).toMatchObject({
      database: 'p_catalog',
    });
  });

  it('lets a plugin override everything', () => {
    const settings = read({
      client: 'pg',
      connection: { host: 'db', user: 'all', database: 'ignored' },
      role: 'everyone',
      ensureExists: true,
      knexConfig: { pool: { min: 1, max: 5 } },
      plugin: {
        catalog: {
          connection: { user: 'one', database: 'mine', application_name: 'me' },
          role: 'one',
          ensureExists: false,
          ensureSchemaExists: true,
          knexConfig: { pool: { max: 7 } },
        },
      },
    });
    expect(settings).toMatchObject({
      connection: { host: 'db', user: 'one', application_name: 'me' },
      database: 'mine',
      role: 'one',
      ensureExists: false,
      ensureSchemaExists: true,
      knexConfig: { pool: { min: 1, max: 7 } },
    });
  });

  it('names a schema for each plugin in schema mode', () => {
    const schema = {
      client: 'pg',
      connection: { host: 'db', database: 'shared' },
      pluginDivisionMode: 'schema',
    };
    expect(read(schema)).toMatchObject({ database: 'shared', schema: 'catalog' });
    expect(read({ ...schema, schemaPrefix: 'pre_' })).toMatchObject({ schema: 'pre_catalog' });
    expect(() => read({ ...schema, schemaPrefix: '1 x' })).toThrow("schemaPrefix '1 x'");
    expect(() => read(schema, 'x'.repeat(64))).toThrow("longer than PostgreSQL's 63 bytes");
  });

  it('does not repeat a broken connection string, which holds the password', () => {
    const connection = 'postgres://me:hunter2@host:notaport/db';
    const failure = () => read({ client: 'pg', connection });
    expect(failure).toThrow('Write it as postgres://user:password@host:5432/database');
    expect(failure).not.toThrow('hunter2');
    expect(failure).toThrow(expect.not.objectContaining({ cause: expect.anything() }));
  });
});
