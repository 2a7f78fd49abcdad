import { spawn } from 'node:child_process';
import { mkdir, mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { createStatementRunner, runMigrations } from '@portico/backend-plugin-api';
import { createTestDatabases } from '@portico/backend-test-utils/databases';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createSqliteDatabase } from './create-sqlite-database.ts';

const databases = createTestDatabases();

async function openFile() {
  const database = await databases.init('SQLITE_FILE');
  await database.knex.schema.createTable('t', table => {
    table.increments('id');
    table.specificType('v', 'blob');
  });
  return database;
}

async function temporaryFolder() {
  const path = await mkdtemp(join(tmpdir(), 'portico-test-'));
  return { path, [Symbol.asyncDispose]: () => rm(path, { recursive: true, force: true }) };
}

describe('the SQLite client of Knex', () => {
  it('passes for better-sqlite3', async () => {
    await using database = await databases.init('SQLITE_MEMORY');
    expect(database.knex.client.config.client).toBe('better-sqlite3');
    expect(database.knex.client.dialect).toBe('sqlite3');
    expect(database.knex.client.driverName).toBe('better-sqlite3');
  });

  it('gives back any value as better-sqlite3 does', async () => {
    await using database = await openFile();
    const { knex } = database;
    const value = fc.oneof(
      fc.string(),
      fc.double({ noNaN: true }),
      fc.integer(),
      fc.constant(null),
      fc.uint8Array().map(bytes => Buffer.from(bytes)),
      fc.boolean(),
      fc.date({ noInvalidDate: true }),
      fc.bigInt({ min: -(2n ** 63n), max: 2n ** 63n - 1n }),
    );
    const property = fc.asyncProperty(value, async given => {
      const [row] = await knex('t').insert({ v: given }).returning('v');
      const read = await knex('t').where({ v: given }).orWhereNull('v').orderBy('id', 'desc').first();
      const expected = typeof given === 'object' || typeof given === 'string' ? given : Number(given);
      const stored = given instanceof Date ? given.valueOf() : expected;
      expect(row.v).toEqual(stored === 0 ? expect.closeTo(0) : stored);
      expect(read.v).toEqual(row.v);
    });
    await fc.assert(property, { numRuns: 200 });
  });

  it('refuses a second statement in the same text, but not what trails the first', async () => {
    await using database = await openFile();
    await expect(database.knex.raw('delete from t; drop table t')).rejects.toThrow('more than one statement');
    await expect(database.knex.raw('select 1 as one; -- the end;\n /* really */ ;')).resolves.toEqual([
      { one: 1 },
    ]);
  });

  it('streams rows, and gives the connection back once when the reader leaves early', async () => {
    await using database = await openFile();
    const { knex } = database;
    const rows = Array.from({ length: 300 }, (_, index) => ({ v: `row${index}` }));
    await knex.batchInsert('t', rows, 100);
    const values: string[] = [];
    for await (const row of knex('t').orderBy('id').stream()) values.push(row.v);
    expect(values).toEqual(rows.map(row => row.v));

    for await (const row of knex('t').stream()) {
      expect(row.v).toBe('row0');
      break;
    }
    expect(await knex('t').delete()).toBe(300);
    await knex.schema.dropTable('t');
  });

  it('reads what is committed while a transaction is open', async () => {
    await using database = await openFile();
    const { knex } = database;
    const runner = createStatementRunner(knex);
    await knex.transaction(async trx => {
      await trx('t').insert({ v: 'open' });
      expect(await runner.all('select v from t')).toEqual([]);
    });
    expect(await runner.all('select v from t')).toEqual([{ v: 'open' }]);
    expect(await runner.all('with x as (select 1 as n) select n from x')).toEqual([{ n: 1 }]);
    expect(
      await runner.all(`with x as (select 'n' as n) insert into t (v) select n from x returning v`),
    ).toEqual([{ v: 'n' }]);
    await expect(runner.all('explain query plan select v from t where id = 1')).resolves.toHaveLength(1);
  });

  it('is one database per file, and one per memory', async () => {
    await using first = await databases.init('SQLITE_MEMORY');
    await using second = await databases.init('SQLITE_MEMORY');
    await first.knex.raw('create table only_here (a)');
    expect(await second.knex.schema.hasTable('only_here')).toBe(false);
    expect(await createStatementRunner(first.knex).all('select * from only_here')).toEqual([]);
  });

  it('stays closed', async () => {
    await using database = await openFile();
    const runner = createStatementRunner(database.knex);
    expect(await runner.all('select * from t')).toEqual([]);
    await database.knex.destroy();
    await expect(runner.all('select * from t')).rejects.toThrow('was closed');
    await expect(runner.run('delete from t')).rejects.toThrow();
  });

  it('runs the migrations of published plugins', async () => {
    await using folder = await temporaryFolder();
    await using database = await databases.init('SQLITE_FILE');
    const body = `exports.up = async knex => { await knex.schema.createTable('made', t => { t.increments(); t.text('a'); }); };
      exports.down = async knex => { await knex.schema.dropTable('made'); };`;
    await writeFile(join(folder.path, '2020_first.js'), body);
    await database.knex.migrate.latest({ directory: folder.path });
    expect(await database.knex.schema.hasTable('made')).toBe(true);
    await database.knex.migrate.rollback({ directory: folder.path });
    expect(await database.knex.schema.hasTable('made')).toBe(false);
    expect(
      await runMigrations(database.knex, { directory: folder.path, tableName: 'own_migrations' }),
    ).toEqual(['2020_first']);
  });
});

describe('faults of a SQLite file', () => {
  async function failureOf(filename: string, sql = 'create table x (a)') {
    const knex = createSqliteDatabase(filename);
    try {
      return await knex.raw(sql).then(
        () => undefined,
        (error: Error & { code?: string }) => error,
      );
    } finally {
      await knex.destroy();
    }
  }

  it('names the file and the remedy when it is not a database', async () => {
    await using folder = await temporaryFolder();
    const file = join(folder.path, 'notes.sqlite');
    await writeFile(file, 'not a database at all '.repeat(100));
    const error = await failureOf(file);
    expect(error?.message).toContain(`'${file}' is not a SQLite database`);
    expect(error?.message).toContain('Move the file away');
  });

  it('names the file and the remedy when it is damaged', async () => {
    await using database = await openFile();
    const { knex, connection } = database;
    await knex.batchInsert(
      't',
      Array.from({ length: 500 }, () => ({ v: 'x'.repeat(400) })),
      50,
    );
    await knex.destroy();
    const bytes = await readFile(connection);
    await writeFile(connection, bytes.fill(0xab, 4096));
    const error = await failureOf(connection, 'select count(v), max(v) from t');
    expect(error).toMatchObject({ code: 'SQLITE_CORRUPT' });
    expect(error?.message).toContain(`'${connection}' is damaged`);
  });

  it('names what cannot be opened or made', async () => {
    await using folder = await temporaryFolder();
    const taken = join(folder.path, 'taken');
    await mkdir(taken);
    expect((await failureOf(taken))?.message).toContain(`'${taken}' cannot be opened`);
    await writeFile(join(folder.path, 'file'), '');
    expect((await failureOf(join(folder.path, 'file', 'a.sqlite')))?.message).toContain(
      'Cannot make the folder',
    );
  });

  it('says when the disk is full, and works on when there is room again', async () => {
    await using database = await openFile();
    const { knex } = database;
    await knex.raw('pragma max_page_count = 3');
    const runner = createStatementRunner(knex);
    const failed = runner.transaction(async tx => {
      await tx.run('insert into t (v) values (?)', ['small']);
      await tx.run('insert into t (v) values (?)', ['x'.repeat(100_000)]);
    });
    await expect(failed).rejects.toMatchObject({
      code: 'SQLITE_FULL',
      message: expect.stringContaining('Free space on the disk'),
    });
    await knex.raw('pragma max_page_count = 100000');
    await runner.run('insert into t (v) values (?)', ['x'.repeat(100_000)]);
    expect(await runner.all('select count(*) as n from t')).toEqual([{ n: 1 }]);
  });

  it('says when it may not be written to', async () => {
    await using database = await openFile();
    await database.knex.raw('pragma query_only = on');
    await expect(database.knex('t').insert({ v: 1 })).rejects.toMatchObject({
      code: 'SQLITE_READONLY',
      message: expect.stringContaining('Make the file and its folder writable'),
    });
  });

  it('says when another process keeps it locked, and works on when it is free', async () => {
    await using database = await openFile();
    await database.knex.raw('pragma busy_timeout = 10');
    const other = new DatabaseSync(database.connection);
    other.exec('begin immediate');
    await expect(database.knex('t').insert({ v: 1 })).rejects.toMatchObject({
      code: 'SQLITE_BUSY',
      message: expect.stringContaining('is in use by another process'),
    });
    other.exec('commit');
    other.close();
    await database.knex('t').insert({ v: 1 });
  });

  it('keeps every acknowledged write when the process is killed', async () => {
    await using database = await openFile();
    await database.knex.destroy();
    const module = join(import.meta.dirname, 'create-sqlite-database.ts');
    const child = spawn(process.execPath, [
      '--input-type=module-typescript',
      '--eval',
      `import { createSqliteDatabase } from ${JSON.stringify(module)};
       import { writeSync } from 'node:fs';
       const knex = createSqliteDatabase(${JSON.stringify(database.connection)});
       for (let n = 1; ; n += 1) { await knex('t').insert({ v: n }); writeSync(1, n + '\\n'); }`,
    ]);
    let acknowledged = '';
    child.stdout.on('data', (chunk: Buffer) => {
      acknowledged += chunk.toString();
      if (acknowledged.length > 500) child.kill('SIGKILL');
    });
    await new Promise(done => child.on('close', done));
    const last = Number(acknowledged.split('\n').at(-2));
    expect(last).toBeGreaterThan(50);
    const reopened = createSqliteDatabase(database.connection);
    const stored = await reopened('t').pluck('v');
    expect(stored.slice(0, last)).toEqual(Array.from({ length: last }, (_, index) => index + 1));
    expect(await reopened.raw('pragma integrity_check')).toEqual([{ integrity_check: 'ok' }]);
    await reopened.destroy();
  });

  it('leaves the write-ahead log to another thread when told so, and takes it up again', async () => {
    await using database = await openFile();
    const db = createStatementRunner(database.knex);
    const { file } = db;
    if (!file) throw new Error('The database is not in a file');
    const insert = () =>
      db.run(
        'insert into t (v) with n(i) as (select 1 union all select i + 1 from n where i < 2000) select zeroblob(4000) from n',
      );
    const size = async () => (await stat(file.filename)).size;
    const before = await size();
    await file.checkpointIn('other');
    await insert();
    expect(await size()).toBe(before);
    await file.checkpointIn('this');
    await insert();
    expect(await size()).toBeGreaterThan(before + 4_000_000);
  });
});
