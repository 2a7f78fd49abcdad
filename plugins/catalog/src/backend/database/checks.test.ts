import { createStatementRunner, runMigrations } from '@portico/backend-plugin-api';
import { createTestDatabases } from '@portico/backend-test-utils/databases';
import { describe, expect, it } from 'vitest';
import { migrationsDirectory } from '../migrations-directory.ts';
import { claimChecks, scheduleAllChecks, scheduleChecks } from './checks.ts';

describe.each(createTestDatabases({ ids: ['SQLITE_FILE', 'POSTGRES'] }).ids)('on %s', id => {
  it('all that is processed again leaves room for what else becomes due', async () => {
    await using database = await createTestDatabases().init(id);
    await runMigrations(database.knex, { directory: migrationsDirectory });
    const db = createStatementRunner(database.knex);
    const ids = Array.from({ length: 1200 }, (_, index) => index + 1);
    const states = ids.map(state => ({ id: state, unprocessed: '{}' }));
    await database.knex.batchInsert('catalog_states', states, 100);
    await scheduleChecks(db, [1100], 7, { cause: 'api:refresh' });
    await scheduleChecks(db, [1101], 9_000_000);
    await claimChecks(db, { now: 7, leaseMs: 0, limit: 1 });
    await scheduleChecks(db, [1102], 8, { cause: 'api:refresh' });
    await scheduleAllChecks(db, 1_000_000);
    const dueOf = async (check: number) =>
      db.get('select due_at as due, claim, cause from catalog_checks where id = ?', [check]);
    expect(await dueOf(1)).toEqual({ due: 1_000_000, claim: null, cause: null });
    expect(await dueOf(1101)).toEqual({ due: 1_001_000, claim: null, cause: null });
    expect(await dueOf(1102)).toEqual({ due: 8, claim: null, cause: 'api:refresh' });
    // Its result would be that of before.
    expect(await dueOf(1100)).toEqual({ due: 1_001_000, claim: null, cause: 'api:refresh' });
    const counts = 'select due_at as due, count(*) as n from catalog_checks group by 1 order by 1';
    expect((await db.all<{ n: unknown }>(counts)).map(({ n }) => Number(n))).toEqual([1, 499, 500, 200]);
  });
});
