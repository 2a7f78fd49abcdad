import type { StatementRunner } from '@portico/backend-plugin-api';
import { defineDelete, defineInsert, defineUpdate, writeRows } from '../database/batch.ts';

/** An entity to be served, or, without `json`, not to be served any more. */
export interface ServedEntity {
  id: number;
  kindId?: number;
  etag?: string;
  json?: string;
}

/** Rows that come to and go from the attribute index. */
export interface IndexChange {
  removed: [keyId: number, value: string, id: number][];
  added: [keyId: number, value: string, id: number, original: string | null, item: number][];
  /** Those that only differ in `original` or `item`. */
  rewritten: [original: string | null, item: number, keyId: number, value: string, id: number][];
}

const upsertEntities = defineInsert(
  'catalog_entities',
  { id: 'integer', kind_id: 'integer', etag: 'text', json: 'text' },
  '(id) do update set kind_id = excluded.kind_id, etag = excluded.etag, json = excluded.json',
);
const deleteEntities = defineDelete('catalog_entities', { id: 'integer' });
const insertIndex = defineInsert('catalog_search', {
  key_id: 'integer',
  value: 'text',
  entity_id: 'integer',
  original: 'text',
  item: 'integer',
});
const updateIndex = defineUpdate(
  'catalog_search',
  { original: 'text', item: 'integer' },
  { key_id: 'integer', value: 'text', entity_id: 'integer' },
);
const deleteIndex = defineDelete('catalog_search', {
  key_id: 'integer',
  value: 'text',
  entity_id: 'integer',
});

/** Writes served entities and their index rows; sorted, since neighbours share a page. */
export async function writeServed(
  tx: StatementRunner,
  entities: readonly ServedEntity[],
  index: IndexChange,
): Promise<void> {
  await writeRows(
    tx,
    upsertEntities,
    entities.flatMap(({ id, kindId, etag, json }) =>
      kindId !== undefined && etag !== undefined && json !== undefined ? [[id, kindId, etag, json]] : [],
    ),
  );
  await writeRows(
    tx,
    deleteEntities,
    entities.flatMap(({ id, json }) => (json === undefined ? [[id]] : [])),
  );
  await writeRows(tx, deleteIndex, inIndexOrder(index.removed));
  await writeRows(tx, updateIndex, index.rewritten);
  await writeRows(tx, insertIndex, inIndexOrder(index.added));
}

// A list for each key, sorted by value: half the time of comparing both.
function inIndexOrder<TRow extends readonly [keyId: number, value: string, ...unknown[]]>(
  rows: readonly TRow[],
): TRow[] {
  const byKey = Map.groupBy(rows, row => row[0]);
  return [...byKey.values()].flatMap(sortByValue);
}

// Where a few values are had by many, these few are sorted.
function sortByValue<TRow extends readonly [keyId: number, value: string, ...unknown[]]>(
  rows: TRow[],
): TRow[] {
  const byValue = Map.groupBy(rows, row => row[1]);
  if (byValue.size * 4 > rows.length) return rows.sort((a, b) => compareTexts(a[1], b[1]));
  return [...byValue].sort((a, b) => compareTexts(a[0], b[0])).flatMap(([, same]) => same);
}

function compareTexts(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
