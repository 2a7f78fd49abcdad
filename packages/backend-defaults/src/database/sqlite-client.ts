import { createSqliteRunner, type SqlParameter, type StatementRunner } from '@portico/backend-plugin-api';
import type { Knex } from 'knex';
import BetterSqlite3Client from 'knex/lib/dialects/better-sqlite3/index.js';
import { isMemoryDatabase, openSqliteConnection, type SqliteConnection } from './sqlite-connection.ts';
import { createSqliteStatementRunner, createSqliteTransactionRunner } from './sqlite-statement-runner.ts';

interface KnexQuery {
  sql: string;
  bindings?: readonly SqlParameter[];
  response?: unknown;
  context?: { lastID: number; changes: number };
}

interface ConnectionHandle extends SqliteConnection {
  released?: boolean;
}

/**
 * Knex's client for SQLite on Node's own `node:sqlite`. To the code that uses
 * it, it is the client `better-sqlite3`: the same name in its configuration,
 * the same SQL, values, responses and error codes.
 */
export class SqliteClient extends BetterSqlite3Client {
  // Inheritance because it is the way in which Knex is extended. No #private fields: Knex makes the clients of
  // transactions from the prototype, without the constructor.
  declare reader: SqliteConnection | undefined;
  declare writer: SqliteConnection | undefined;
  declare schema: { generation: number };
  declare isDestroyed: boolean;

  constructor(config: Knex.Config) {
    super(config);
    this.config = { ...config, client: 'better-sqlite3' };
    this.schema = { generation: 0 };
    this.isDestroyed = false;
  }

  /** What Knex calls to load a driver; there is none to load. */
  _driver(): unknown {
    return {};
  }

  get filename(): string {
    return (this.connectionSettings as { filename: string }).filename;
  }

  /** Takes the write lock at the start: of two processes the second waits, where it would fail at its first write. */
  override transaction(container: unknown, config: unknown, outerTx: unknown): Knex.Transaction {
    const transaction = super.transaction(container, config, outerTx) as Knex.Transaction & {
      begin(connection: unknown): Promise<unknown>;
      query(connection: unknown, sql: string): Promise<unknown>;
    };
    transaction.begin = connection => transaction.query(connection, 'BEGIN IMMEDIATE;');
    return transaction;
  }

  override async acquireRawConnection(): Promise<SqliteConnection> {
    this.writer = openSqliteConnection({ filename: this.filename, schema: this.schema });
    return this.writer;
  }

  override async destroyRawConnection(connection: SqliteConnection): Promise<void> {
    if (this.writer === connection) this.writer = undefined;
    connection.close();
  }

  override async validateConnection(connection: SqliteConnection): Promise<boolean> {
    return connection.db.isOpen && !connection.__knex__disposed;
  }

  // Knex gives the connection of a stream back twice, the second time from under whoever has it by then. A handle
  // of one's own can be given back only once.
  override async acquireConnection(): Promise<SqliteConnection> {
    return Object.create((await super.acquireConnection()) as SqliteConnection) as SqliteConnection;
  }

  override async releaseConnection(handle: ConnectionHandle): Promise<void> {
    if (handle.released || !this.pool) return;
    handle.released = true;
    const connection = Object.getPrototypeOf(handle) as SqliteConnection;
    if (handle.__knex__disposed) connection.__knex__disposed = handle.__knex__disposed;
    await super.releaseConnection(connection);
  }

  /** Executes one query on a connection, as Knex expects it. */
  async _query(connection: SqliteConnection, query: KnexQuery): Promise<KnexQuery> {
    if (!query.sql) throw new Error('The query is empty');
    const bindings = query.bindings ?? [];
    connection.execute(query.sql, statement => {
      if (statement.hasRows) {
        query.response = statement.all(bindings);
        return;
      }
      const done = statement.run(bindings);
      query.response = done;
      query.context = { lastID: done.lastInsertRowid, changes: done.changes };
    });
    return query;
  }

  /** Writes the rows of one query into a stream, no faster than they are read from it. */
  async _stream(
    connection: SqliteConnection,
    query: KnexQuery,
    stream: NodeJS.WritableStream,
  ): Promise<void> {
    const ended = new Promise<void>((resolve, reject) => {
      stream.on('end', resolve);
      stream.on('close', resolve);
      stream.on('error', reject);
    });
    try {
      for (const row of connection.prepare(query.sql).iterate(query.bindings ?? [])) {
        if (isStreamDestroyed(stream)) break;
        if (!stream.write(row as never)) await drained(stream);
      }
      stream.end();
    } catch (error) {
      stream.emit('error', error);
    }
    await ended;
  }

  override async destroy(callback?: (error?: unknown) => void): Promise<void> {
    this.isDestroyed = true;
    this.reader?.close();
    this.reader = undefined;
    await super.destroy(callback);
  }

  /** The statement runner of this database, or of the transaction that this client belongs to. */
  [createSqliteRunner](): StatementRunner {
    if (this.transacting) {
      return createSqliteTransactionRunner(() => this.acquireConnection());
    }
    return createSqliteStatementRunner({
      ...(!isMemoryDatabase(this.filename) && { filename: this.filename }),
      reader: () => this.currentReader(),
      writer: () => this.writer,
      withWriter: async work => {
        const connection = await this.acquireConnection();
        try {
          return await work(connection);
        } finally {
          await this.releaseConnection(connection);
        }
      },
    });
  }

  private currentReader(): SqliteConnection | undefined {
    if (this.isDestroyed) throw new Error(`The database '${this.filename}' was closed.`);
    if (isMemoryDatabase(this.filename)) return this.writer;
    this.reader ??= openSqliteConnection({ filename: this.filename, schema: this.schema, queryOnly: true });
    return this.reader;
  }
}

function drained(stream: NodeJS.WritableStream): Promise<void> {
  return new Promise(resolve => {
    const done = () => {
      stream.off('drain', done).off('close', done);
      resolve();
    };
    stream.on('drain', done).on('close', done);
  });
}

function isStreamDestroyed(stream: NodeJS.WritableStream): boolean {
  return 'destroyed' in stream && stream.destroyed === true;
}
