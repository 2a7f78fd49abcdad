import { createStatementRunner, type StatementRunner } from '@portico/backend-plugin-api';
import { createTestDatabases } from '@portico/backend-test-utils/databases';
import { describe, expect, it, vi } from 'vitest';
import { openLaneRunner } from './open-lane-runner.ts';
import { writeTogether } from './write-together.ts';

const kinds = ['SQLITE_MEMORY', 'POSTGRES', 'POSTGRES through a lane'] as const;

async function withRunner(kind: (typeof kinds)[number], test: (db: StatementRunner) => Promise<void>) {
  await using database = await createTestDatabases().init(kind === 'SQLITE_MEMORY' ? kind : 'POSTGRES');
  await database.knex.raw('create table numbers (n integer primary key)');
  const db = createStatementRunner(database.knex);
  const server = kind.endsWith('lane') ? db.server?.() : undefined;
  await test(server ? await openLaneRunner({ server }) : db);
}

const insert = (tx: StatementRunner, n: number) => tx.run('insert into numbers (n) values (?)', [n]);
const stored = async (db: StatementRunner): Promise<number[]> =>
  (await db.all<{ n: number }>('select n from numbers order by n')).map(({ n }) => n);

describe.each(kinds)('statements that are sent together, on %s', kind => {
  it('are executed in their order, without a word from the driver', async () => {
    const warned = vi.fn();
    process.on('warning', warned);
    try {
      await withRunner(kind, async db => {
        const found = await db.transaction(async tx => {
          const writes = [1, 2, 3, 4].map(n => insert(tx, n));
          const seen = tx.all<{ n: number }>('select n from numbers');
          await writeTogether([...writes, seen]);
          return (await seen).map(({ n }) => n);
        });
        expect(found).toEqual([1, 2, 3, 4]);
        expect(await stored(db)).toEqual([1, 2, 3, 4]);
      });
      expect(warned).not.toHaveBeenCalled();
    } finally {
      process.off('warning', warned);
    }
  });

  it('are all undone by the first error, which is the one that is told', async () => {
    await withRunner(kind, async db => {
      const twoSteps = async (tx: StatementRunner): Promise<void> => {
        await insert(tx, 1);
        await insert(tx, 2);
        await insert(tx, 3);
      };
      const work = db.transaction(tx => writeTogether([twoSteps(tx), insert(tx, 1), insert(tx, 4)]));
      await expect(work).rejects.toThrow(/unique/i);
      expect(await stored(db)).toEqual([]);
    });
  });

  it('tell of the error, and not of what it led to, if some are sent together within others', async () => {
    await withRunner(kind, async db => {
      const oneByOne = async (tx: StatementRunner): Promise<void> => {
        for (let n = 10; n < 20; n += 1) await insert(tx, n);
      };
      const work = db.transaction(async tx => {
        await insert(tx, 1);
        await writeTogether([writeTogether([insert(tx, 1), oneByOne(tx)]), insert(tx, 2)]);
      });
      await expect(work).rejects.toThrow(/unique/i);
    });
  });
});
