import { spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createStatementRunner, runMigrations } from '@portico/backend-plugin-api';
import { createTestDatabases, postgresForTests } from '@portico/backend-test-utils/databases';
import { createConfigReader, type JsonObject } from '@portico/config';
import knexFactory from 'knex';
import { describe, expect, it } from 'vitest';
import { createPluginDatabases } from './database-service.ts';
import { startEmbeddedPostgres } from './start-embedded-postgres.ts';

function open(data: JsonObject) {
  const databases = createPluginDatabases(createConfigReader([{ context: 'test', data }]));
  return { ...databases, [Symbol.asyncDispose]: () => databases.close() };
}

async function temporaryFolder() {
  const path = await mkdtemp(join(tmpdir(), 'portico-test-'));
  return { path, [Symbol.asyncDispose]: () => rm(path, { recursive: true, force: true }) };
}

/** A prefix of one's own for databases, all of which are dropped in the end. */
async function postgres() {
  const connection = await postgresForTests();
  const prefix = `t_${randomUUID().slice(0, 8)}_`;
  const admin = knexFactory({ client: 'pg', connection, pool: { min: 0 } });
  return {
    connection,
    prefix,
    admin,
    async [Symbol.asyncDispose]() {
      const names = await admin('pg_database').whereLike('datname', `${prefix}%`).pluck('datname');
      for (const name of names) await admin.raw('drop database ?? with (force)', [name]);
      await admin.raw('drop role if exists ??', [`${prefix}role`]);
      await admin.destroy();
    },
  };
}

describe('databases in SQLite', () => {
  it('are a file for each plugin, made when first used', async () => {
    await using folder = await temporaryFolder();
    await using databases = open({
      client: 'better-sqlite3',
      connection: { directory: join(folder.path, 'a/b') },
    });
    const service = databases.forPlugin('one');
    expect(await readdir(folder.path)).toEqual([]);
    const knex = await service.getClient();
    expect(await service.getClient()).toBe(knex);
    await knex.schema.createTable('t', table => table.increments());
    await (await databases.forPlugin('two').getClient()).schema.createTable('t', table => table.increments());
    expect(await readdir(join(folder.path, 'a/b'))).toEqual(
      expect.arrayContaining(['one.sqlite', 'two.sqlite']),
    );
  });

  it('tell plugins whether to leave migrations alone', () => {
    const databases = open({
      client: 'pg',
      skipMigrations: true,
      plugin: { own: { skipMigrations: false } },
    });
    expect(databases.forPlugin('any').migrations).toEqual({ skip: true });
    expect(databases.forPlugin('own').migrations).toEqual({ skip: false });
  });
});

describe('databases in PostgreSQL', () => {
  it('are made when missing, by several instances at once', async () => {
    await using server = await postgres();
    const data = { client: 'pg', connection: server.connection, prefix: server.prefix };
    await using first = open(data);
    await using second = open(data);
    const clients = await Promise.all(
      ['one', 'two'].flatMap(id => [first.forPlugin(id).getClient(), second.forPlugin(id).getClient()]),
    );
    const rows = await Promise.all(
      clients.map(
        async knex =>
          (await knex.raw(`select current_database() as db, current_setting('application_name') as app`))
            .rows[0],
      ),
    );
    expect(rows.map(row => row.db)).toEqual(['one', 'one', 'two', 'two'].map(id => `${server.prefix}${id}`));
    expect(rows[0].app).toBe('backstage_plugin_one');
  });

  it('are not made when that is forbidden', async () => {
    await using server = await postgres();
    const data = { client: 'pg', connection: server.connection, prefix: server.prefix, ensureExists: false };
    await using databases = open(data);
    await expect(databases.forPlugin('one').getClient()).rejects.toThrow(
      `'${server.prefix}one' does not exist`,
    );
  });

  it('share one database in schema mode, under a role', async () => {
    await using server = await postgres();
    const database = `${server.prefix}shared`;
    const role = `${server.prefix}role`;
    await server.admin.raw('create database ??', [database]);
    await server.admin.raw('create role ??', [role]);
    const url = new URL(server.connection);
    url.pathname = `/${database}`;
    await using databases = open({
      client: 'pg',
      connection: url.href,
      pluginDivisionMode: 'schema',
      role,
    });
    // The role may not create schemas here; it owns the one that is made before it is taken on.
    await server.admin.raw('grant create on database ?? to ??', [database, role]);
    const knex = await databases.forPlugin('one').getClient();
    await knex.schema.createTable('t', table => table.increments());
    const [row] = await knex('pg_tables').where({ tablename: 't' }).select('schemaname', 'tableowner');
    expect(row).toEqual({ schemaname: 'one', tableowner: role });
  });

  it('come back after their connections were cut', async () => {
    await using server = await postgres();
    await using databases = open({ client: 'pg', connection: server.connection, prefix: server.prefix });
    const knex = await databases.forPlugin('one').getClient();
    const runner = createStatementRunner(knex);
    await Promise.all([knex.raw('select 1'), runner.get('select 1 as one')]);
    await server.admin.raw('select pg_terminate_backend(pid) from pg_stat_activity where datname = ?', [
      `${server.prefix}one`,
    ]);
    await expect.poll(() => runner.get('select 1 as one').catch(() => 'gone')).toEqual({ one: 1 });
    await expect
      .poll(() =>
        knex.raw('select 1').then(
          () => 'there',
          () => 'gone',
        ),
      )
      .toBe('there');
  });

  it('come back after the server was away, and say where it should be meanwhile', async () => {
    await using folder = await temporaryFolder();
    const first = await startEmbeddedPostgres({ directory: folder.path });
    const { port, password } = new URL(first.connectionString);
    await using databases = open({ client: 'pg', connection: first.connectionString });
    const knex = await databases.forPlugin('one').getClient();
    await knex.schema.createTable('t', table => table.increments());
    await first.stop();

    await expect(knex('t').select()).rejects.toThrow();
    const away = await databases
      .forPlugin('two')
      .getClient()
      .catch((error: Error) => error.message);
    expect(away).toContain(`at '127.0.0.1:${port}'`);
    expect(away).not.toContain(password);

    const again = await startEmbeddedPostgres({ directory: folder.path, port: Number(port) });
    expect(await knex('t').select()).toEqual([]);
    await (await databases.forPlugin('two').getClient()).raw('select 1');
    await again.stop();
  });

  it('may run on a server that the process starts itself', async () => {
    await using folder = await temporaryFolder();
    const data = { client: 'embedded-postgres', connection: { directory: folder.path } };
    {
      await using databases = open(data);
      const knex = await databases.forPlugin('one').getClient();
      await knex.schema.createTable('kept', table => table.increments());
    }
    await using databases = open(data);
    const knex = await databases.forPlugin('one').getClient();
    expect(await knex.schema.hasTable('kept')).toBe(true);
  });

  it('takes over the server of a process that was killed', async () => {
    await using folder = await temporaryFolder();
    const module = join(import.meta.dirname, 'start-embedded-postgres.ts');
    const child = spawn(process.execPath, [
      '--input-type=module-typescript',
      '--eval',
      `import { startEmbeddedPostgres } from ${JSON.stringify(module)};
       await startEmbeddedPostgres({ directory: ${JSON.stringify(folder.path)} });
       console.log('runs');
       setInterval(() => undefined, 1000);`,
    ]);
    await new Promise(done => child.stdout.once('data', done));
    const closed = new Promise(done => child.on('close', done));
    child.kill('SIGKILL');
    await closed;
    const server = await startEmbeddedPostgres({ directory: folder.path });
    const knex = knexFactory({ client: 'pg', connection: server.connectionString, pool: { min: 0 } });
    expect((await knex.raw('select 1 as one')).rows).toEqual([{ one: 1 }]);
    await knex.destroy();
    await server.stop();
    expect(await readdir(join(folder.path, 'data'))).not.toContain('postmaster.pid');
  });
});

describe.each(createTestDatabases().ids)('migrations on %s', id => {
  const migration = (body: string) => `export async function up(knex) { ${body} }`;

  it('run once, in order, although several start at the same time', async () => {
    await using folder = await temporaryFolder();
    await using database = await createTestDatabases().init(id);
    const { knex } = database;
    await writeFile(
      join(folder.path, '02_second.ts'),
      migration(`await knex('log').insert({ name: 'second' });`),
    );
    await writeFile(
      join(folder.path, '01_first.mjs'),
      migration(`await knex.schema.createTable('log', t => { t.increments(); t.text('name'); });`),
    );
    await writeFile(join(folder.path, '01_first.test.ts'), 'throw new Error("not a migration")');
    const runs = await Promise.all([1, 2, 3].map(() => runMigrations(knex, { directory: folder.path })));
    expect(runs.filter(names => names.length > 0)).toEqual([['01_first', '02_second']]);
    expect(await knex('log').pluck('name')).toEqual(['second']);
    await rm(join(folder.path, '02_second.ts'));
    expect(await runMigrations(knex, { directory: folder.path })).toEqual([]);
  });

  it('leave nothing behind when one fails', async () => {
    await using folder = await temporaryFolder();
    await using database = await createTestDatabases().init(id);
    const { knex } = database;
    await writeFile(
      join(folder.path, '01_a.mjs'),
      migration(`await knex.schema.createTable('log', t => t.increments());`),
    );
    await writeFile(join(folder.path, '02_b.mjs'), migration(`await knex('nowhere').insert({ a: 1 });`));
    await expect(runMigrations(knex, { directory: folder.path })).rejects.toThrow(
      /02_b\.mjs' failed, and nothing of it/,
    );
    expect(await knex.schema.hasTable('log')).toBe(false);
    await expect(runMigrations(knex, { directory: join(folder.path, 'missing') })).rejects.toThrow('missing');
  });
});
