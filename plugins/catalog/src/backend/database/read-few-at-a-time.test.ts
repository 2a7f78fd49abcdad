import { createStatementRunner } from '@portico/backend-plugin-api';
import { createTestDatabases } from '@portico/backend-test-utils/databases';
import { expect, it } from 'vitest';
import { readFewAtATime } from './read-few-at-a-time.ts';

it('hundreds of reads leave a connection to others', async () => {
  await using database = await createTestDatabases().init('POSTGRES');
  const db = createStatementRunner(database.knex);
  const reads = readFewAtATime(db);
  await db.run('create table numbers (n integer)');
  const blocker = await database.knex.transaction();
  await blocker.raw('lock table numbers');
  const waiting = Array.from({ length: 200 }, () => reads.get('select count(*) as n from numbers'));
  expect(await db.get('select 1 as one')).toEqual({ one: 1 });
  await blocker.rollback();
  expect((await Promise.all(waiting)).length).toBe(200);
});

it('a read that fails gives its turn to the next', async () => {
  await using database = await createTestDatabases().init('POSTGRES');
  const reads = readFewAtATime(createStatementRunner(database.knex));
  const failing = Array.from({ length: 20 }, () => reads.all('select nothing'));
  expect((await Promise.allSettled(failing)).map(({ status }) => status)).toEqual(
    failing.map(() => 'rejected'),
  );
  expect(await reads.all('select 1 as one')).toEqual([{ one: 1 }]);
});
