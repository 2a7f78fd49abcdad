import type { DatabaseSync, SQLInputValue, StatementSync } from 'node:sqlite';
import type { SqlParameter } from '@portico/backend-plugin-api';

/** What a statement without rows did. */
export interface SqliteChanges {
  changes: number;
  lastInsertRowid: number;
}

/** A prepared statement. Its rows are plain objects, with Buffers for blobs and numbers for all integers. */
export interface SqliteStatement {
  /** Whether it yields rows, be they none. */
  readonly hasRows: boolean;
  all(params: readonly SqlParameter[]): object[];
  get(params: readonly SqlParameter[]): object | undefined;
  run(params: readonly SqlParameter[]): SqliteChanges;
  iterate(params: readonly SqlParameter[]): Iterable<object>;
}

/** Prepares one statement; more than one in the same text is an error, as half of it would be ignored. */
export function prepareSqliteStatement(db: DatabaseSync, sql: string): SqliteStatement {
  const statement = db.prepare(sql);
  refuseFurtherStatements(sql, statement.sourceSQL);
  // Rows as lists: the objects that node:sqlite makes have no prototype, and are slower to make and to read.
  statement.setReturnArrays(true);
  let names = columnNames(statement);
  let bigints = /\breturning\b/i.test(sql);
  if (bigints) statement.setReadBigInts(true);

  const toRow = (values: unknown[]) => {
    // The schema was changed by another process, and the statement with it.
    if (values.length !== names.length) names = columnNames(statement);
    return buildRow(names, values);
  };
  // An integer beyond 2^53 is an error unless read as a bigint. What only reads can be repeated with those;
  // what writes and returns rows must not be, and has them from the start.
  const read = <T>(step: () => T): T => {
    try {
      return step();
    } catch (error) {
      if (bigints || !isOutOfRange(error)) throw error;
      bigints = true;
      statement.setReadBigInts(true);
      return step();
    }
  };
  return {
    hasRows: names.length > 0,
    all: params => {
      const values = toInputs(params);
      const rows = read(() => statement.all(...values)) as unknown as unknown[][];
      return rows.map(toRow);
    },
    get: params => {
      const values = toInputs(params);
      const row = read(() => statement.get(...values)) as unknown as unknown[] | undefined;
      return row && toRow(row);
    },
    run: params => {
      const { changes, lastInsertRowid } = statement.run(...toInputs(params));
      return { changes: Number(changes), lastInsertRowid: Number(lastInsertRowid) };
    },
    *iterate(params) {
      statement.setReadBigInts(true);
      const rows = statement.iterate(...toInputs(params)) as Iterable<unknown>;
      for (const row of rows) yield toRow(row as unknown[]);
    },
  };
}

function columnNames(statement: StatementSync): string[] {
  return statement.columns().map(column => column.name);
}

function buildRow(names: readonly string[], values: readonly unknown[]): object {
  const row: Record<string, unknown> = {};
  for (let index = 0; index < values.length; index += 1) {
    row[names[index] as string] = toValue(values[index]);
  }
  return row;
}

function toValue(value: unknown): unknown {
  if (typeof value === 'bigint') return Number(value);
  if (value instanceof Uint8Array) return Buffer.from(value.buffer, value.byteOffset, value.byteLength);
  return value;
}

function toInputs(params: readonly SqlParameter[]): SQLInputValue[] {
  const inputs: SQLInputValue[] = [];
  for (const param of params) inputs.push(toInput(param));
  return inputs;
}

function toInput(param: SqlParameter): SQLInputValue {
  if (typeof param === 'boolean') return param ? 1 : 0;
  if (param === undefined) return null;
  if (param instanceof Date) return param.valueOf();
  return param as SQLInputValue; // what else there is, node:sqlite refuses by itself
}

function isOutOfRange(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'ERR_OUT_OF_RANGE';
}

function refuseFurtherStatements(sql: string, first: string): void {
  const rest = sql.slice(first.length).replace(/--[^\n]*|\/\*[\s\S]*?\*\/|[\s;]/g, '');
  if (rest === '') return;
  throw new RangeError(
    `The supplied SQL string contains more than one statement, the second at '${sql.slice(first.length).trim().slice(0, 40)}'. Run them one by one.`,
  );
}
