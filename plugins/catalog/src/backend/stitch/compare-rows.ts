import type { ColumnChanges } from '../database/attribute-columns.ts';
import type { CountChanges } from './counts.ts';
import type { IndexRow } from './index-row.ts';

/** The rows of an entity before and after a change. */
export interface RowsOfEntity {
  id: number;
  kind: string;
  before: readonly IndexRow[];
  after: readonly IndexRow[];
}

/** Adds what differs between the rows of an entity to the changes of the index and the counts. */
export function compareRows(
  { id, kind, before, after }: RowsOfEntity,
  { columns, counts }: { columns: ColumnChanges; counts: CountChanges },
): void {
  const same = before.length > 0 ? keysOfSame(before, after) : undefined;
  const had = new Set<string>();
  for (const row of before) {
    if (same?.has(row.key)) continue;
    had.add(row.key);
    counts.add(kind, row, -1);
  }
  for (const key of had) {
    columns.clear(key, id);
    counts.addKey(kind, key, -1);
  }
  const has = new Set<string>();
  for (const row of after) {
    if (same?.has(row.key)) continue;
    has.add(row.key);
    columns.add(id, row);
    counts.add(kind, row, 1);
  }
  for (const key of has) counts.addKey(kind, key, 1);
}

/** The keys under which nothing has changed. */
function keysOfSame(before: readonly IndexRow[], after: readonly IndexRow[]): ReadonlySet<string> {
  const had = Map.groupBy(before, row => row.key);
  const has = Map.groupBy(after, row => row.key);
  return new Set([...had].filter(([key, rows]) => isSame(rows, has.get(key) ?? [])).map(([key]) => key));
}

function isSame(before: readonly IndexRow[], after: readonly IndexRow[]): boolean {
  if (before.length !== after.length) return false;
  return before.every(row =>
    after.some(
      other => other.value === row.value && other.original === row.original && other.item === row.item,
    ),
  );
}
