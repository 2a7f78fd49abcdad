import type { SqlParameter, StatementRunner } from '@portico/backend-plugin-api';
import { toBinaryList } from './binary-list.ts';
import type { ColumnType } from './column-type.ts';

/** A statement that is executed for many rows at once. */
export interface BatchStatement {
  /** Executed once a row. */
  sqlite: string;
  /** Takes one list a column. */
  pg: string;
  types: readonly ColumnType[];
}

/**
 * A statement that inserts rows. `conflict` follows `on conflict`, such as
 * `(id) do update set due_at = excluded.due_at` or `do nothing`.
 */
export function defineInsert(
  table: string,
  columns: Record<string, ColumnType>,
  conflict?: string,
): BatchStatement {
  const names = Object.keys(columns);
  const into = `insert into ${table} (${names.join(', ')})`;
  const end = conflict ? ` on conflict ${conflict}` : '';
  return {
    sqlite: `${into} values (${names.map(() => '?').join(', ')})${end}`,
    pg: `${into} select * from ${lists(columns)}${end}`,
    types: Object.values(columns),
  };
}

/** A statement that updates rows: `set` columns first, then those that identify the row. */
export function defineUpdate(
  table: string,
  set: Record<string, ColumnType>,
  where: Record<string, ColumnType>,
): BatchStatement {
  const fields = Object.keys(set);
  const keys = Object.keys(where);
  const all = { ...set, ...where };
  const names = Object.keys(all).join(', ');
  return {
    sqlite: `update ${table} set ${fields.map(name => `${name} = ?`).join(', ')} where ${keys.map(name => `${name} = ?`).join(' and ')}`,
    pg: `update ${table} t set ${fields.map(name => `${name} = v.${name}`).join(', ')} from ${lists(all)} v(${names}) where ${keys.map(name => `t.${name} = v.${name}`).join(' and ')}`,
    types: Object.values(all),
  };
}

/** A statement that deletes the rows with the given keys. */
export function defineDelete(table: string, keys: Record<string, ColumnType>): BatchStatement {
  const names = Object.keys(keys);
  return {
    sqlite: `delete from ${table} where ${names.map(name => `${name} = ?`).join(' and ')}`,
    pg: `delete from ${table} t using ${lists(keys)} v(${names.join(', ')}) where ${names.map(name => `t.${name} = v.${name}`).join(' and ')}`,
    types: Object.values(keys),
  };
}

// Writing lists of parameters takes the thread; between two parts of them others have their turn.
const rowsAtOnce = 4000;

/** Executes a batch statement; with PostgreSQL in a few round trips. */
export async function writeRows(
  tx: StatementRunner,
  statement: BatchStatement,
  rows: readonly (readonly (string | number | null)[])[],
): Promise<number> {
  if (rows.length === 0) return 0;
  if (tx.dialect === 'sqlite') return (await tx.runMany(statement.sqlite, rows)).changes;
  let changes = 0;
  for (let start = 0; start < rows.length; start += rowsAtOnce) {
    const count = Math.min(rowsAtOnce, rows.length - start);
    const columns = statement.types.map((type, column) =>
      toBinaryList(type, count, index => rows[start + index]?.[column] ?? null),
    );
    changes += (await tx.run(statement.pg, columns)).changes;
  }
  return changes;
}

/** What follows a column for it to be one of a list: `in (…)`, with one parameter from {@link listParameter}. */
export function inList(db: StatementRunner, type: ColumnType): string {
  return db.dialect === 'sqlite' ? 'in (select value from json_each(?))' : `= any(?::${type}[])`;
}

/** The parameter of {@link inList}. */
export function listParameter(db: StatementRunner, values: Iterable<string | number>): SqlParameter {
  const list = [...values];
  if (db.dialect === 'sqlite') return JSON.stringify(list);
  if (list.length === 0) return [];
  const type = typeof list[0] === 'string' ? 'text' : 'integer';
  return toBinaryList(type, list.length, index => list[index] ?? null);
}

function lists(columns: Record<string, ColumnType>): string {
  return `unnest(${Object.values(columns)
    .map(type => `?::${type}[]`)
    .join(', ')})`;
}
