import { mkdirSync } from 'node:fs';
import { dirname } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { toSqliteError } from './sqlite-error.ts';
import { prepareSqliteStatement, type SqliteStatement } from './sqlite-statement.ts';

/** How a connection is opened. */
export interface SqliteConnectionOptions {
  filename: string;
  /** Refuses to write through this connection. */
  queryOnly?: boolean;
  /** Counts changes of the schema, for all connections to the database. */
  schema: { generation: number };
}

/** A connection to a SQLite database; statements are prepared once. */
export interface SqliteConnection {
  readonly db: DatabaseSync;
  /** Runs `use` with a prepared statement; what it throws names the file and the remedy. */
  execute<T>(sql: string, use: (statement: SqliteStatement) => T): T;
  /** A statement of the caller's own, to be read row by row. */
  prepare(sql: string): SqliteStatement;
  close(): void;
  /** Knex takes a connection with this mark out of its pool. */
  __knex__disposed?: unknown;
}

const statementLimit = 500;
const busyTimeoutMs = 5000;
const changesSchema = /^\s*(create|alter|drop|pragma|attach|detach|vacuum|reindex|rollback)\b/i;

/**
 * Opens a SQLite database: write-ahead log, `synchronous = NORMAL` (a killed
 * process loses nothing that was committed), foreign keys enforced, and five
 * seconds of patience with other processes.
 */
export function openSqliteConnection(options: SqliteConnectionOptions): SqliteConnection {
  const { filename, schema } = options;
  const guard = <T>(step: () => T): T => {
    try {
      return step();
    } catch (error) {
      throw toSqliteError(error, filename);
    }
  };
  const db = guard(() => openDatabase(options));
  const statements = new Map<string, SqliteStatement>();
  let generation = schema.generation;

  const cached = (sql: string) => {
    if (generation !== schema.generation) {
      statements.clear();
      generation = schema.generation;
    }
    const known = statements.get(sql);
    if (known) return known;
    const statement = prepareSqliteStatement(db, sql);
    const oldest = statements.size < statementLimit ? undefined : statements.keys().next().value;
    if (oldest !== undefined) statements.delete(oldest);
    statements.set(sql, statement);
    return statement;
  };
  return {
    db,
    execute: (sql, use) =>
      guard(() => {
        const result = use(cached(sql));
        if (changesSchema.test(sql)) schema.generation += 1;
        return result;
      }),
    prepare: sql => guard(() => prepareSqliteStatement(db, sql)),
    close: () => {
      statements.clear();
      if (db.isOpen) db.close();
    },
  };
}

/** Whether a file name stands for a database that lives and dies with its only connection. */
export function isMemoryDatabase(filename: string): boolean {
  return filename === '' || filename.includes(':memory:') || filename.includes('mode=memory');
}

function openDatabase({ filename, queryOnly }: SqliteConnectionOptions): DatabaseSync {
  if (!isMemoryDatabase(filename)) makeFolder(dirname(filename));
  const db = new DatabaseSync(filename, { timeout: busyTimeoutMs, enableForeignKeyConstraints: true });
  try {
    // Of a new file: rows of two or three kilobytes fill pages of this size, and leave a third of smaller ones empty.
    db.exec('pragma page_size = 8192');
    if (!isMemoryDatabase(filename)) db.exec('pragma journal_mode = wal; pragma synchronous = normal');
    db.exec('pragma cache_size = -16384; pragma temp_store = memory');
    if (queryOnly) db.exec('pragma query_only = on');
    return db;
  } catch (error) {
    db.close();
    throw error;
  }
}

function makeFolder(path: string): void {
  try {
    mkdirSync(path, { recursive: true });
  } catch (cause) {
    throw new Error(
      `Cannot make the folder '${path}' for databases: ${(cause as Error).message}. Make it writable for this process, or set backend.database.connection.directory.`,
      { cause },
    );
  }
}
