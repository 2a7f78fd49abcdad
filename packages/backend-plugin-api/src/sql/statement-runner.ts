/**
 * A value bound to a `?`. On SQLite a boolean is stored as 0 or 1, a date as
 * milliseconds; lists are for PostgreSQL only (`= any(?)`, `unnest(?)`).
 */
export type SqlParameter =
  | string
  | number
  | bigint
  | boolean
  | null
  | undefined
  | Date
  | Uint8Array
  | readonly (string | number | boolean | null)[];

/**
 * Runs SQL as it is written, past Knex's query builder: prepared once per
 * connection, with `?` for parameters in both dialects (`\?` is a literal
 * question mark). For hot reads and bulk writes; everything else reads better
 * in Knex.
 */
export interface StatementRunner {
  readonly dialect: 'sqlite' | 'pg';
  /** All rows. On SQLite integers beyond 2^53 lose precision; blobs are Buffers. */
  all<TRow extends object>(sql: string, params?: readonly SqlParameter[]): Promise<TRow[]>;
  /** The first row, if there is one. */
  get<TRow extends object>(sql: string, params?: readonly SqlParameter[]): Promise<TRow | undefined>;
  /** Executes, and tells how many rows were inserted, updated or deleted. */
  run(sql: string, params?: readonly SqlParameter[]): Promise<{ changes: number }>;
  /**
   * Executes the same statement once for each row of parameters, all or none.
   * On SQLite the fastest way to write many rows, without a pause; on
   * PostgreSQL a round trip each, where one statement over `unnest(?)` is better.
   */
  runMany(sql: string, rows: readonly (readonly SqlParameter[])[]): Promise<{ changes: number }>;
  /**
   * Runs `work` in a transaction of its own, committed when it resolves and
   * rolled back when it throws. Inside a transaction it is a savepoint. On
   * SQLite it is the only writer meanwhile: await nothing slow, and use `tx`
   * for every write, or it waits for itself. Statements of `tx` are executed in
   * the order in which they are sent, awaited or not; all must have ended when
   * `work` does.
   */
  transaction<T>(work: (tx: StatementRunner) => Promise<T>): Promise<T>;
  /** Only of a SQLite database in a file, outside a transaction. */
  readonly file?: SqliteFile;
  /**
   * Only of a PostgreSQL database, outside a transaction: how another thread
   * connects to it in the same way. `undefined` if none can, because a function
   * has a part in it, such as one that makes credentials or sets a role.
   */
  server?(): PostgresServer | undefined;
}

/**
 * What Knex and its driver need to reach a database from another thread. It holds the
 * password: it is only to be given to a thread, never to be shown.
 */
export interface PostgresServer {
  connection: object;
  searchPath?: readonly string[];
}

/** The file of a SQLite database, for bulk writes that are better done in another thread. */
export interface SqliteFile {
  readonly filename: string;
  /**
   * Runs `work` while nothing in this thread writes to the file, so that
   * another thread can: whoever wants to write waits without blocking.
   */
  lend<T>(work: () => Promise<T>): Promise<T>;
  /**
   * Says which thread moves what has piled up in the write-ahead log into the
   * file: this one, as it does after its own writes unless told otherwise, or
   * the one that the file is lent to. Here it would hold up whoever waits for this thread.
   */
  checkpointIn(thread: 'this' | 'other'): Promise<void>;
}

/** What a Knex client of SQLite carries: a method that makes its statement runner. */
export const createSqliteRunner = Symbol.for('portico.createSqliteRunner');

/** The parts of a Knex client that statement runners are built on. */
export interface KnexClient {
  driverName: string;
  transacting?: boolean;
  config?: {
    connection?: unknown;
    searchPath?: string | readonly string[];
    pool?: { afterCreate?: unknown };
  };
  connectionSettings?: { password?: unknown; ssl?: unknown };
  acquireConnection(): Promise<unknown>;
  releaseConnection(connection: unknown): Promise<void>;
  [createSqliteRunner]?: () => StatementRunner;
}
