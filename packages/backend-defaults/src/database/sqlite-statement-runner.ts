import type { SqliteFile, SqlParameter, StatementRunner } from '@portico/backend-plugin-api';
import type { SqliteConnection } from './sqlite-connection.ts';
import type { SqliteStatement } from './sqlite-statement.ts';

/** What the statement runner of a SQLite database is built on. */
export interface SqliteRunnerSource {
  /** The connection for reads outside transactions; absent while it is the writer, and that is not open. */
  reader(): SqliteConnection | undefined;
  /** The file, unless the database is in memory. */
  filename?: string;
  /** The connection that writes, if it is open already. */
  writer(): SqliteConnection | undefined;
  /** Takes the writing connection for oneself, and gives it back after `work`. */
  withWriter<T>(work: (connection: SqliteConnection) => Promise<T> | T): Promise<T>;
}

const none: readonly SqlParameter[] = [];
const reads = /^\s*(select|values|explain)\b/i;
const readsMaybe = /^\s*with\b/i;
const writes = /\b(insert|update|delete|replace)\b/i;

/**
 * The statement runner of a SQLite database. Statements run at once, in this
 * thread; only a write while somebody else's transaction is open has to wait.
 */
export function createSqliteStatementRunner(source: SqliteRunnerSource): StatementRunner {
  const isRead = createReadTest();
  const read = async <T>(use: (connection: SqliteConnection) => T): Promise<T> => {
    const reader = source.reader();
    return reader ? use(reader) : source.withWriter(use);
  };
  const write = async <T>(use: (connection: SqliteConnection) => T): Promise<T> => {
    const writer = source.writer();
    return writer && !writer.db.isTransaction ? use(writer) : source.withWriter(use);
  };
  return {
    dialect: 'sqlite',
    all: async <TRow extends object>(sql: string, params = none) => {
      const use = (connection: SqliteConnection) =>
        connection.execute(sql, statement => statement.all(params));
      return (await (isRead(sql) ? read(use) : write(use))) as TRow[];
    },
    get: async <TRow extends object>(sql: string, params = none) => {
      const use = (connection: SqliteConnection) =>
        connection.execute(sql, statement => statement.get(params));
      return (await (isRead(sql) ? read(use) : write(use))) as TRow | undefined;
    },
    run: (sql, params = none) =>
      write(connection => connection.execute(sql, statement => count(statement, params))),
    runMany: (sql, rows) =>
      source.withWriter(connection => inTransaction(connection, 0, tx => tx.runMany(sql, rows))),
    transaction: work => source.withWriter(connection => inTransaction(connection, 0, work)),
    ...(source.filename !== undefined && { file: createSqliteFile(source, source.filename) }),
  };
}

// A transaction that has neither read nor written holds no lock, and keeps the writes of others in the queue.
function createSqliteFile(source: SqliteRunnerSource, filename: string): SqliteFile {
  return {
    filename,
    lend: work =>
      source.withWriter(async ({ db }) => {
        db.exec('begin');
        try {
          return await work();
        } finally {
          db.exec('rollback');
        }
      }),
    checkpointIn: thread =>
      source.withWriter(({ db }) => {
        // 1000 is what SQLite does by itself.
        db.exec(`pragma wal_autocheckpoint = ${thread === 'this' ? 1000 : 0}`);
      }),
  };
}

/** A runner on one connection that is inside a transaction already. */
export function createSqliteTransactionRunner(
  connect: () => SqliteConnection | Promise<SqliteConnection>,
  depth = 1,
): StatementRunner {
  const execute = async <T>(sql: string, use: (statement: SqliteStatement) => T): Promise<T> =>
    (await connect()).execute(sql, use);
  return {
    dialect: 'sqlite',
    all: async <TRow extends object>(sql: string, params = none) =>
      (await execute(sql, statement => statement.all(params))) as TRow[],
    get: async <TRow extends object>(sql: string, params = none) =>
      (await execute(sql, statement => statement.get(params))) as TRow | undefined,
    run: (sql, params = none) => execute(sql, statement => count(statement, params)),
    runMany: (sql, rows) => execute(sql, statement => countAll(statement, rows)),
    transaction: async work => inTransaction(await connect(), depth, work),
  };
}

// What returns rows is to be read to its end, for all of it to be done.
function count(statement: SqliteStatement, params: readonly SqlParameter[]): { changes: number } {
  if (statement.hasRows) return { changes: statement.all(params).length };
  return { changes: statement.run(params).changes };
}

function countAll(
  statement: SqliteStatement,
  rows: readonly (readonly SqlParameter[])[],
): { changes: number } {
  let changes = 0;
  for (const row of rows) changes += count(statement, row).changes;
  return { changes };
}

async function inTransaction<T>(
  connection: SqliteConnection,
  depth: number,
  work: (tx: StatementRunner) => Promise<T>,
): Promise<T> {
  const savepoint = `runner_${depth}`;
  const step = (sql: string) => connection.execute(sql, statement => statement.run(none));
  step(depth ? `savepoint ${savepoint}` : 'begin immediate');
  try {
    const result = await work(createSqliteTransactionRunner(() => connection, depth + 1));
    step(depth ? `release savepoint ${savepoint}` : 'commit');
    return result;
  } catch (error) {
    // SQLite rolls back by itself when, say, the disk is full.
    if (connection.db.isTransaction) step(depth ? `rollback to savepoint ${savepoint}` : 'rollback');
    throw error;
  }
}

// What may write goes to the writer; taking a read for a write costs little, the reverse is an error.
function createReadTest(): (sql: string) => boolean {
  const known = new Map<string, boolean>();
  return sql => {
    let read = known.get(sql);
    if (read === undefined) {
      read = reads.test(sql) || (readsMaybe.test(sql) && !writes.test(sql));
      if (known.size > 2000) known.clear();
      known.set(sql, read);
    }
    return read;
  };
}
