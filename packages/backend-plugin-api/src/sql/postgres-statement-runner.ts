import { createHash } from 'node:crypto';
import { toNumberedParameters } from './numbered-parameters.ts';
import type { KnexClient, PostgresServer, SqlParameter, StatementRunner } from './statement-runner.ts';

interface PreparedStatement {
  text: string;
  /** Absent: not prepared on the server. */
  name?: string;
}

interface PostgresConnection {
  query(statement: PreparedStatement & { values?: readonly SqlParameter[] }): Promise<{
    rows: object[];
    rowCount: number | null;
  }>;
  /** Whether it sends statements without waiting for the answers to those before. */
  pipeline?: boolean;
  /** Knex takes a connection with this mark out of its pool. */
  __knex__disposed?: unknown;
}

type Execute = <T>(work: (connection: PostgresConnection) => Promise<T>) => Promise<T>;

// Prepared statements stay on the server as long as the connection does: texts beyond these are sent each time.
const preparedLimit = 500;

/** The statement runner of a Knex client of PostgreSQL, over its pool. */
export function createPostgresStatementRunner(client: KnexClient): StatementRunner {
  const prepare = createPreparer();
  const execute: Execute = async work => {
    const connection = (await client.acquireConnection()) as PostgresConnection;
    try {
      return await work(connection);
    } finally {
      await client.releaseConnection(connection);
    }
  };
  if (client.transacting) return runnerOver({ execute, prepare, depth: 1 });
  return { ...runnerOver({ execute, prepare, depth: 0 }), server: () => serverOf(client) };
}

function serverOf({ config, connectionSettings }: KnexClient): PostgresServer | undefined {
  if (!connectionSettings || typeof config?.connection === 'function' || config?.pool?.afterCreate)
    return undefined;
  const { password, ssl } = connectionSettings;
  const { searchPath } = config ?? {};
  try {
    return structuredClone({
      // Knex hides the password from those who list the settings, and its driver the key of the certificate.
      connection: {
        ...connectionSettings,
        password,
        ...(isObject(ssl) && { ssl: { ...ssl, key: ssl.key } }),
      },
      ...(searchPath && { searchPath: [searchPath].flat() }),
    });
  } catch {
    return undefined; // A function among them, such as one that checks certificates.
  }
}

const isObject = (value: unknown): value is { key?: unknown } => typeof value === 'object' && value !== null;

function runnerOver(options: {
  execute: Execute;
  prepare(sql: string): PreparedStatement;
  depth: number;
}): StatementRunner {
  const { execute, prepare, depth } = options;
  const query = (sql: string, values: readonly SqlParameter[] = []) =>
    execute(connection => connection.query({ ...prepare(sql), values }));
  const runner: StatementRunner = {
    dialect: 'pg',
    all: async <TRow extends object>(sql: string, params?: readonly SqlParameter[]) =>
      (await query(sql, params)).rows as TRow[],
    get: async <TRow extends object>(sql: string, params?: readonly SqlParameter[]) =>
      (await query(sql, params)).rows[0] as TRow | undefined,
    run: async (sql, params) => ({ changes: (await query(sql, params)).rowCount ?? 0 }),
    runMany: async (sql, rows) => {
      if (depth === 0) return runner.transaction(tx => tx.runMany(sql, rows));
      let changes = 0;
      for (const row of rows) changes += (await query(sql, row)).rowCount ?? 0;
      return { changes };
    },
    transaction: work =>
      execute(connection => {
        const inner = runnerOver({ execute: oneByOne(connection), prepare, depth: depth + 1 });
        return inTransaction(connection, depth, () => work(inner));
      }),
  };
  return runner;
}

/** The driver warns of a statement that is sent before the one before it has been answered, unless it pipelines. */
function oneByOne(connection: PostgresConnection): Execute {
  if (connection.pipeline) return step => step(connection);
  let last: Promise<unknown> = Promise.resolve();
  return step => {
    const begin = (): ReturnType<typeof step> => step(connection);
    const result = last.then(begin, begin);
    last = result;
    return result;
  };
}

async function inTransaction<T>(
  connection: PostgresConnection,
  depth: number,
  work: () => Promise<T>,
): Promise<T> {
  const savepoint = `runner_${depth}`;
  await connection.query({ text: depth ? `savepoint ${savepoint}` : 'begin' });
  try {
    const result = await work();
    await connection.query({ text: depth ? `release savepoint ${savepoint}` : 'commit' });
    return result;
  } catch (error) {
    try {
      await connection.query({ text: depth ? `rollback to savepoint ${savepoint}` : 'rollback' });
    } catch (rollbackError) {
      connection.__knex__disposed = rollbackError;
    }
    throw error;
  }
}

function createPreparer(): (sql: string) => PreparedStatement {
  const prepared = new Map<string, PreparedStatement>();
  return sql => {
    const known = prepared.get(sql);
    if (known) return known;
    const text = toNumberedParameters(sql);
    if (prepared.size >= preparedLimit) return { text };
    const statement = { text, name: `portico_${createHash('sha1').update(text).digest('base64url')}` };
    prepared.set(sql, statement);
    return statement;
  };
}
