// A constraint, what is too large, a type, an index out of range: as the backend names them, and as SQLite numbers them.
const sqliteNames = /^SQLITE_(?:CONSTRAINT|TOOBIG|MISMATCH|RANGE)/;
const sqliteNumbers = new Set([18, 19, 20, 25]);
// Of PostgreSQL: the classes of faults in data, of constraints, and of limits.
const postgresClasses = /^(?:22|23|54)/;

/** Whether an error comes from what was to be written, so that the same will fail again; and not from the database. */
export function isFaultOfData(error: unknown): boolean {
  if (error instanceof TypeError || error instanceof RangeError || error instanceof SyntaxError) return true;
  if (!(error instanceof Error)) return false;
  if ('errcode' in error) return sqliteNumbers.has(Number(error.errcode) & 0xff);
  const code = 'code' in error ? String(error.code) : '';
  return sqliteNames.test(code) || postgresClasses.test(code);
}
