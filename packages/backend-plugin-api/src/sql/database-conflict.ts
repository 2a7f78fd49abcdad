import { isErrorLike } from '@portico/errors';

/** PostgreSQL's unique_violation; SQLite's extended result codes for a unique index and a primary key; MySQL's ER_DUP_ENTRY. */
const conflictCodes: ReadonlySet<unknown> = new Set([
  '23505',
  'SQLITE_CONSTRAINT_UNIQUE',
  'SQLITE_CONSTRAINT_PRIMARYKEY',
  'ER_DUP_ENTRY',
  2067,
  1555,
  1062,
]);

const conflictMessage = /UNIQUE constraint failed|violates unique constraint|Duplicate entry '/;

/** Whether a database refused a row since one with the same unique key exists. Looks at the causes too, ten deep. */
export function isDatabaseConflictError(error: unknown): boolean {
  let current = error;
  for (let depth = 0; depth <= 10 && isErrorLike(current); depth += 1) {
    const codes = [current['code'], current['errcode'], current['errno']];
    if (codes.some(code => conflictCodes.has(code)) || conflictMessage.test(current.message)) return true;
    current = current['cause'];
  }
  return false;
}
