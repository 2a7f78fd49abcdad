import { createStatementRunner } from '@portico/backend-plugin-api';
import { createTestDatabases } from '@portico/backend-test-utils/databases';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import type { ColumnType } from './column-type.ts';
import { toBinaryList } from './binary-list.ts';

it('PostgreSQL reads what was written', async () => {
  await using database = await createTestDatabases().init('POSTGRES');
  const db = createStatementRunner(database.knex);
  const roundTrip = async (type: ColumnType, values: (string | number | null)[]): Promise<unknown> => {
    const list = toBinaryList(type, values.length, index => values[index] ?? null);
    const row = await db.get<{ list: unknown }>(`select to_jsonb(?::${type}[]) as list`, [list]);
    return row?.list;
  };
  // A text of PostgreSQL has neither NUL nor half of a surrogate pair.
  const text = fc.string({ unit: 'grapheme' }).map(value => value.replaceAll('\0', ''));
  const cases = fc.oneof(
    fc.record({ type: fc.constant('text' as const), values: fc.array(fc.option(text)) }),
    fc.record({ type: fc.constant('integer' as const), values: fc.array(fc.option(fc.integer())) }),
    fc.record({
      type: fc.constant('double precision' as const),
      values: fc.array(fc.option(fc.double({ noNaN: true, noDefaultInfinity: true, min: 0 }))),
    }),
  );
  await fc.assert(
    fc.asyncProperty(cases, async ({ type, values }) => {
      expect(await roundTrip(type, values)).toEqual(values);
    }),
  );
  const long = ['"\\{}', 'ä€😀'.repeat(5_000), null, ''];
  expect(await roundTrip('text', long)).toEqual(long);
});
