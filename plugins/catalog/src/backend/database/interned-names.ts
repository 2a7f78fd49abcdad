import type { StatementRunner } from '@portico/backend-plugin-api';
import { inList, listParameter, writeRows, defineInsert } from './batch.ts';

/** Names that are stored once and meant by a small number. */
export interface InternedNames {
  /** The numbers of names, which are given one if they have none. To be called within a transaction that writes. */
  idsOf(tx: StatementRunner, names: Iterable<string>): Promise<ReadonlyMap<string, number>>;
}

/** The number of a name. Throws if it has none: what would be stored under no number is found by nobody. */
export function numberOf(ids: ReadonlyMap<string, number>, name: string): number {
  const id = ids.get(name);
  if (id === undefined) throw new Error(`'${name}' was given no number before it was stored`);
  return id;
}

/** Names in a column of a table whose other column is `id`. */
export function createInternedNames(table: string, column: string): InternedNames {
  const known = new Map<string, number>();
  // What a transaction has given a number, nobody else may go by before it is committed.
  const given = new WeakMap<StatementRunner, Map<string, number>>();
  const insert = defineInsert(table, { [column]: 'text' }, 'do nothing');

  async function load(tx: StatementRunner, names: string[]): Promise<void> {
    const rows = await tx.all<{ id: number; name: string }>(
      `select id, ${column} as name from ${table} where ${column} ${inList(tx, 'text')}`,
      [listParameter(tx, names)],
    );
    const target = given.get(tx) ?? known;
    for (const { id, name } of rows) target.set(name, id);
  }

  return {
    async idsOf(tx, names) {
      const idOf = (name: string): number | undefined => known.get(name) ?? given.get(tx)?.get(name);
      const isUnknown = (name: string): boolean => idOf(name) === undefined;
      const all = new Set(names);
      const missing = [...all].filter(isUnknown).sort();
      if (missing.length > 0) await load(tx, missing);
      const added = missing.filter(isUnknown);
      if (added.length > 0) {
        if (!given.has(tx)) given.set(tx, new Map());
        await writeRows(
          tx,
          insert,
          added.map(name => [name]),
        );
        await load(tx, added);
      }
      const ids = new Map<string, number>();
      for (const name of all) {
        const id = idOf(name);
        if (id !== undefined) ids.set(name, id);
      }
      return ids;
    },
  };
}
