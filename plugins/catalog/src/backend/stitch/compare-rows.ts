import type { CountChanges } from './counts.ts';
import type { IndexRow } from './index-row.ts';
import type { IndexChange } from './write-served.ts';

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
  { index, counts }: { index: IndexChange; counts: CountChanges },
): void {
  const keyIdOf = (row: IndexRow): number => keyIds.get(row.key) ?? 0;
  // Both keys and values may hold any separator; numbers hold none.
  const rowId = (row: IndexRow): string => `${keyIdOf(row)} ${row.value}`;
  const byId = (rows: readonly IndexRow[]): ReadonlyMap<string, IndexRow> =>
    new Map(rows.map(row => [rowId(row), row]));
  const kept = before.length > 0 ? byId(after) : undefined;
  const known = kept && byId(before);
  for (const row of before) {
    const same = kept?.get(rowId(row));
    if (same && isSameRow(same, row)) continue;
    counts.add(keyIdOf(row), kindId, row, -1);
    if (!same) index.removed.push([keyIdOf(row), row.value, id]);
  }
  for (const row of after) {
    const same = known?.get(rowId(row));
    if (same && isSameRow(same, row)) continue;
    const keyId = keyIdOf(row);
    counts.add(keyId, kindId, row, 1);
    if (same) index.rewritten.push([row.original, row.item, keyId, row.value, id]);
    else index.added.push([keyId, row.value, id, row.original, row.item]);
  }
  const keysBefore = new Set(before.map(keyIdOf));
  const keysAfter = new Set(after.map(keyIdOf));
  for (const key of keysAfter) if (!keysBefore.has(key)) counts.addKey(key, kindId, 1);
  for (const key of keysBefore) if (!keysAfter.has(key)) counts.addKey(key, kindId, -1);
}

function isSameRow(a: IndexRow, b: IndexRow): boolean {
  return a.original === b.original && a.item === b.item;
}
