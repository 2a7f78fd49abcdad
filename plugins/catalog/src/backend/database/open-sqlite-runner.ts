import { DatabaseSync, type SQLInputValue, type StatementSync } from 'node:sqlite';
import type { SqlParameter, StatementRunner } from '@portico/backend-plugin-api';

/** A statement runner on a SQLite file, for a thread that has no part in the backend's own connections. */
export function openSqliteRunner(filename: string): StatementRunner {
  const db = new DatabaseSync(filename, { timeout: 10_000 });
  db.exec('pragma journal_mode = wal; pragma synchronous = normal; pragma cache_size = -65536');
  // A page that is written by many transactions in a row is copied to the file once; the log has up to 128 MB.
  db.exec('pragma temp_store = memory; pragma wal_autocheckpoint = 16384');
  const statements = new Map<string, StatementSync>();
  const prepare = (sql: string): StatementSync => {
    const known = statements.get(sql);
    if (known) return known;
    const statement = db.prepare(sql);
    statements.set(sql, statement);
    return statement;
  };
  const runner: StatementRunner = {
    dialect: 'sqlite',
    // What is selected decides the type of the rows.
    all: async (sql, params = []) => prepare(sql).all(...toInputs(params)) as never,
    get: async (sql, params = []) => prepare(sql).get(...toInputs(params)) as never,
    run: async (sql, params = []) => ({ changes: Number(prepare(sql).run(...toInputs(params)).changes) }),
    async runMany(sql, rows) {
      const statement = prepare(sql);
      let changes = 0;
      for (const row of rows) changes += Number(statement.run(...(row as SQLInputValue[])).changes);
      return { changes };
    },
    async transaction(work) {
      db.exec('begin immediate');
      try {
        // Each has one of its own, by which what it has learned is told from what others have.
        const result = await work({ ...runner });
        db.exec('commit');
        return result;
      } catch (error) {
        if (db.isTransaction) db.exec('rollback');
        throw error;
      }
    },
  };
  return runner;
}

function toInputs(params: readonly SqlParameter[]): SQLInputValue[] {
  // The catalog binds texts, numbers and nulls only.
  return params.map(param => (param === undefined ? null : (param as SQLInputValue)));
}
