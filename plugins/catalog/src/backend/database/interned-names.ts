import type { StatementRunner } from '@portico/backend-plugin-api';
import { inList, listParameter, writeRows, defineInsert } from './batch.ts';

/** Names that are stored once and meant by a small number. */
export interface InternedNames {
  /** The numbers of names, which are given one if they have none. To be called within a transaction that writes. */
  idsOf(tx: StatementRunner, names: Iterable<string>): Promise<ReadonlyMap<string, number>>;
  /** Forgets what is known, since the transaction that gave out a number was rolled back. */
  forget(): void;
}

/** Names in a column of a table whose other column is `id`. */
export function createInternedNames(table: string, column: string): InternedNames {
  const known = new Map<string, number>();
  const insert = defineInsert(table, { [column]: 'text' }, 'do nothing');

  async function load(tx: StatementRunner, names: string[]): Promise<void> {
    const rows = await tx.all<{ id: number; name: string }>(
      `select id, ${column} as name from ${table} where ${column} ${inList(tx, 'text')}`,
      [listParameter(tx, names)],
    );
    for (const { id, name } of rows) known.set(name, id);
  }

  return {
    async idsOf(tx, names) {
      const isUnknown = (name: string): boolean => !known.has(name);
      let missing: string[] = [];
      for (const name of names) if (isUnknown(name)) missing.push(name);
      if (missing.length === 0) return known;
      missing = [...new Set(missing)].sort();
      await load(tx, missing);
      const added = missing.filter(isUnknown);
      if (added.length > 0) {
        await writeRows(
          tx,
          insert,
          added.map(name => [name]),
        );
        await load(tx, added);
      }
      return known;
    },
    forget: () => known.clear(),
  };
}
