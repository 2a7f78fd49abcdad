const codes: Record<number, string> = {
  1: 'SQLITE_ERROR',
  2: 'SQLITE_INTERNAL',
  3: 'SQLITE_PERM',
  4: 'SQLITE_ABORT',
  5: 'SQLITE_BUSY',
  6: 'SQLITE_LOCKED',
  7: 'SQLITE_NOMEM',
  8: 'SQLITE_READONLY',
  9: 'SQLITE_INTERRUPT',
  10: 'SQLITE_IOERR',
  11: 'SQLITE_CORRUPT',
  12: 'SQLITE_NOTFOUND',
  13: 'SQLITE_FULL',
  14: 'SQLITE_CANTOPEN',
  15: 'SQLITE_PROTOCOL',
  17: 'SQLITE_SCHEMA',
  18: 'SQLITE_TOOBIG',
  19: 'SQLITE_CONSTRAINT',
  20: 'SQLITE_MISMATCH',
  21: 'SQLITE_MISUSE',
  23: 'SQLITE_AUTH',
  25: 'SQLITE_RANGE',
  26: 'SQLITE_NOTADB',
  261: 'SQLITE_BUSY_RECOVERY',
  275: 'SQLITE_CONSTRAINT_CHECK',
  517: 'SQLITE_BUSY_SNAPSHOT',
  773: 'SQLITE_BUSY_TIMEOUT',
  787: 'SQLITE_CONSTRAINT_FOREIGNKEY',
  1299: 'SQLITE_CONSTRAINT_NOTNULL',
  1555: 'SQLITE_CONSTRAINT_PRIMARYKEY',
  1811: 'SQLITE_CONSTRAINT_TRIGGER',
  2067: 'SQLITE_CONSTRAINT_UNIQUE',
  2323: 'SQLITE_CONSTRAINT_VTAB',
  2579: 'SQLITE_CONSTRAINT_ROWID',
  3091: 'SQLITE_CONSTRAINT_DATATYPE',
};

// By primary result code: what is wrong with the file, and what to do about it.
const faults: Record<number, { failed: string; remedy: string }> = {
  5: { failed: 'is in use by another process', remedy: 'Stop the other process that writes to it.' },
  8: { failed: 'cannot be written to', remedy: 'Make the file and its folder writable for this process.' },
  10: { failed: 'cannot be read or written', remedy: 'Check the disk that holds it.' },
  11: {
    failed: 'is damaged',
    remedy: 'Restore it from a backup, or move it away to start with an empty one.',
  },
  13: { failed: 'cannot grow', remedy: 'Free space on the disk that holds it.' },
  14: {
    failed: 'cannot be opened',
    remedy: 'Check that its folder exists and is writable for this process.',
  },
  26: { failed: 'is not a SQLite database', remedy: 'Move the file away, or configure another one.' },
};

/**
 * An error of SQLite, with the `code` that drivers of SQLite give it
 * (`SQLITE_CONSTRAINT_UNIQUE`, …; https://sqlite.org/rescode.html). Faults of
 * the database file name the file and the remedy.
 */
export class SqliteError extends Error {
  readonly code: string;

  constructor(message: string, code: string, options?: ErrorOptions) {
    super(message, options);
    this.name = 'SqliteError';
    this.code = code;
  }
}

/** Makes a {@link SqliteError} of what `node:sqlite` threw; other errors are returned as they are. */
export function toSqliteError(error: unknown, filename: string): unknown {
  if (!(error instanceof Error) || !('errcode' in error) || typeof error.errcode !== 'number') return error;
  const primary = error.errcode & 0xff;
  const code = codes[error.errcode] ?? codes[primary] ?? 'SQLITE_ERROR';
  const fault = faults[primary];
  const message = fault
    ? `The database '${filename}' ${fault.failed}: ${error.message}. ${fault.remedy}`
    : error.message;
  return new SqliteError(message, code, { cause: error });
}
