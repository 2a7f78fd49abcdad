import { DatabaseSync } from 'node:sqlite';
import { createStatementRunner } from '@portico/backend-plugin-api';
import type { Knex } from 'knex';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

interface OpenDatabase extends AsyncDisposable {
  knex: Knex;
}

/** What plugins rely on in any database, through Knex and through the statement runner. */
export function describeDatabase(name: string, open: () => Promise<OpenDatabase>): void {
  let database: OpenDatabase;
  let knex: Knex;

  beforeAll(async () => {
    database = await open();
    knex = database.knex;
    await knex.schema.createTable('owners', table => {
      table.increments('id');
      table.string('name').notNullable().unique();
    });
    await knex.schema.createTable('things', table => {
      table.increments('id');
      table.integer('owner').references('id').inTable('owners').onDelete('CASCADE');
      table.string('name');
      table.boolean('flag');
      table.binary('data');
    });
    await knex('owners').insert({ name: 'ada' });
  });
  afterAll(() => database[Symbol.asyncDispose]());

  describe(`${name} through Knex`, () => {
    it('returns what was inserted', async () => {
      const data = Buffer.from([0, 1, 255]);
      const [row] = await knex('things')
        .insert({ name: 'stone', flag: true, data })
        .returning(['name', 'flag', 'data']);
      expect(row).toEqual({ name: 'stone', flag: expect.anything(), data });
      expect(Boolean(row.flag)).toBe(true);
      expect(Object.getPrototypeOf(row)).toBe(Object.prototype);
    });

    it('names a conflict by its code', async () => {
      const conflict = knex('owners').insert({ name: 'ada' });
      await expect(conflict).rejects.toMatchObject({
        code: expect.stringMatching(/^(SQLITE_CONSTRAINT_UNIQUE|23505)$/),
        message: expect.stringMatching(/unique constraint/i),
      });
    });

    it('enforces and cascades foreign keys', async () => {
      await expect(knex('things').insert({ owner: 999 })).rejects.toThrow(/foreign key/i);
      const [owner] = await knex('owners').insert({ name: 'cascade' }).returning('id');
      await knex('things').insert({ owner: owner.id, name: 'pebble' });
      await knex('owners').where({ name: 'cascade' }).delete();
      expect(await knex('things').where({ name: 'pebble' })).toEqual([]);
    });

    it('rolls back transactions and savepoints, each by itself', async () => {
      await knex.transaction(async trx => {
        await trx('owners').insert({ name: 'outer' });
        const inner = trx.transaction(async savepoint => {
          await savepoint('owners').insert({ name: 'inner' });
          throw new Error('undo the inner');
        });
        await expect(inner).rejects.toThrow('undo the inner');
      });
      const failed = knex.transaction(async trx => {
        await trx('owners').insert({ name: 'lost' });
        throw new Error('undo all');
      });
      await expect(failed).rejects.toThrow('undo all');
      expect(await knex('owners').whereIn('name', ['outer', 'inner', 'lost']).pluck('name')).toEqual([
        'outer',
      ]);
    });

    it('counts what was updated and deleted, and merges on conflict', async () => {
      await knex('owners').insert({ name: 'merge' }).onConflict('name').merge();
      await knex('owners').insert({ name: 'merge' }).onConflict('name').ignore();
      expect(await knex('owners').where({ name: 'merge' }).update({ name: 'merged' })).toBe(1);
      expect(await knex('owners').where({ name: 'merged' }).delete()).toBe(1);
    });

    it('sees a changed schema at once', async () => {
      const read = () => knex.raw('select * from owners where id = 1');
      await read();
      await knex.schema.alterTable('owners', table => table.string('added').defaultTo('new'));
      expect(await knex('owners').where({ id: 1 }).first()).toHaveProperty('added', 'new');
      const raw = await read();
      expect((raw.rows ?? raw)[0]).toHaveProperty('added', 'new');
      await knex.schema.alterTable('owners', table => table.renameColumn('added', 'renamed'));
      const again = await read();
      expect((again.rows ?? again)[0]).toHaveProperty('renamed', 'new');
      await knex.schema.alterTable('owners', table => table.dropColumn('renamed'));
    });
  });

  describeRunner(name, () => knex);
}

function describeRunner(name: string, knexOf: () => Knex): void {
  describe(`${name} through the statement runner`, () => {
    it('reads, writes and counts with ? as parameter', async () => {
      const runner = createStatementRunner(knexOf());
      expect(
        await runner.run('insert into things (name, flag) values (?, ?), (?, ?)', ['a?', true, 'b', null]),
      ).toEqual({
        changes: 2,
      });
      const rows = await runner.all<{ name: string }>(
        `select name, '?' as mark from things where name in (?, ?) order by name`,
        ['a?', 'b'],
      );
      expect(rows).toEqual([
        { name: 'a?', mark: '?' },
        { name: 'b', mark: '?' },
      ]);
      expect(await runner.get('select name from things where name = ?', ['none'])).toBeUndefined();
      const inserted = await runner.get<{ name: string }>(
        'insert into things (name) values (?) returning name',
        ['c'],
      );
      expect(inserted).toEqual({ name: 'c' });
      expect(await runner.run('delete from things where name in (?, ?, ?)', ['a?', 'b', 'c'])).toEqual({
        changes: 3,
      });
    });

    it('commits, rolls back and nests transactions', async () => {
      const runner = createStatementRunner(knexOf());
      const count = async () =>
        Number(
          (await runner.get<{ n: number }>(`select count(*) as n from owners where name like 'tx%'`))?.n,
        );
      await runner.transaction(async tx => {
        await tx.run('insert into owners (name) values (?)', ['tx1']);
        const inner = tx.transaction(async savepoint => {
          await savepoint.run('insert into owners (name) values (?)', ['tx2']);
          throw new Error('undo');
        });
        await expect(inner).rejects.toThrow('undo');
        expect(await tx.all('select name from owners where name like ?', ['tx%'])).toEqual([{ name: 'tx1' }]);
      });
      const failed = runner.transaction(async tx => {
        await tx.run('insert into owners (name) values (?)', ['tx3']);
        await tx.run('insert into owners (name) values (?)', ['tx3']);
      });
      await expect(failed).rejects.toThrow(/unique constraint/i);
      expect(await count()).toBe(1);
    });

    it('runs a statement once for each row', async () => {
      const runner = createStatementRunner(knexOf());
      const insert = 'insert into things (name, flag) values (?, ?)';
      expect(
        await runner.runMany(insert, [
          ['m1', true],
          ['m2', null],
        ]),
      ).toEqual({ changes: 2 });
      expect(await runner.runMany(insert, [])).toEqual({ changes: 0 });
      await expect(
        runner.runMany('insert into owners (name) values (?)', [['many'], ['many']]),
      ).rejects.toThrow();
      expect(await runner.all('select * from owners where name = ?', ['many'])).toEqual([]);
      const removed = runner.transaction(tx =>
        tx.runMany('delete from things where name = ?', [['m1'], ['m2']]),
      );
      expect(await removed).toEqual({ changes: 2 });
    });

    it('lends its file to another writer, and has its own writes wait', async () => {
      const runner = createStatementRunner(knexOf());
      const { file } = runner;
      if (!file) return;
      const order: string[] = [];
      let waiting: Promise<unknown> | undefined;
      await file.lend(async () => {
        waiting = runner
          .run('insert into owners (name) values (?)', ['after the loan'])
          .then(() => order.push('own'));
        const other = new DatabaseSync(file.filename);
        other.exec(`insert into owners (name) values ('during the loan')`);
        other.close();
        order.push('other');
      });
      await waiting;
      expect(order).toEqual(['other', 'own']);
      await runner.run('delete from owners where name like ?', ['% the loan']);
    });

    it('runs inside a transaction of Knex', async () => {
      const knex = knexOf();
      const failed = knex.transaction(async trx => {
        await createStatementRunner(trx).run('insert into owners (name) values (?)', ['in knex']);
        expect(await trx('owners').where({ name: 'in knex' })).toHaveLength(1);
        throw new Error('undo');
      });
      await expect(failed).rejects.toThrow('undo');
      expect(await knex('owners').where({ name: 'in knex' })).toEqual([]);
    });

    it('lets writers wait for an open transaction', async () => {
      const knex = knexOf();
      const runner = createStatementRunner(knex);
      const order: string[] = [];
      let inside = () => {};
      const started = new Promise<void>(resolve => (inside = resolve));
      const first = knex.transaction(async trx => {
        await trx('owners').insert({ name: 'waits' });
        inside();
        await new Promise(resolve => setTimeout(resolve, 20));
        order.push('transaction');
      });
      await started;
      await runner.run('update owners set name = name where name = ?', ['ada']);
      await first;
      await runner.run('update owners set name = ? where name = ?', ['waited', 'waits']);
      expect(order).toEqual(['transaction']);
      expect(await knex('owners').where({ name: 'waited' }).delete()).toBe(1);
    });
  });
}
