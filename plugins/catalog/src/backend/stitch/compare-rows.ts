import type { ColumnChanges } from '../database/attribute-columns.ts';
import type { CountChanges } from './counts.ts';
import type { IndexRow } from './index-row.ts';

/** The rows of an entity before and after a change. */
export interface RowsOfEntity {
  id: number;
  kindId: number;
  before: readonly IndexRow[];
  after: readonly IndexRow[];
}

/** Adds what differs between the rows of an entity to the changes of the index and the counts. */
export function compareRows(
  { id, kindId, before, after }: RowsOfEntity,
  keyIds: ReadonlyMap<string, number>,
  { columns, counts }: { columns: ColumnChanges; counts: CountChanges },
): void {
  const keyIdOf = (key: string): number => keyIds.get(key) ?? 0;
  const had = Map.groupBy(before, row => row.key);
  const has = Map.groupBy(after, row => row.key);
  for (const [key, rows] of had) {
    const now = has.get(key) ?? [];
    if (isSame(rows, now)) {
      has.delete(key);
      continue;
    }
    const keyId = keyIdOf(key);
    columns.clear(keyId, id);
    for (const row of rows) counts.add(keyId, kindId, row, -1);
    if (now.length === 0) counts.addKey(keyId, kindId, -1);
  }
  for (const [key, rows] of has) {
    const keyId = keyIdOf(key);
    for (const row of rows) {
      columns.add(keyId, id, row);
      counts.add(keyId, kindId, row, 1);
    }
    if (!had.has(key)) counts.addKey(keyId, kindId, 1);
  }
}

function isSame(before: readonly IndexRow[], after: readonly IndexRow[]): boolean {
  if (before.length !== after.length) return false;
  return before.every(row =>
    after.some(
      other => other.value === row.value && other.original === row.original && other.item === row.item,
    ),
  );
}
