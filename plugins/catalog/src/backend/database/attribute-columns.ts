import type { StatementRunner } from '@portico/backend-plugin-api';
import type { IndexRow } from '../stitch/index-row.ts';
import { createBreather } from '../engine/breather.ts';
import { defineDelete, defineInsert, writeRows } from './batch.ts';

/** How many entities share a row of `catalog_columns`: those whose ids have the same quotient. */
export const segmentSize = 64;

/** A value that entities of a segment have under a key, and which of them: remainders of their ids. */
export type ColumnEntry = [value: string, original: string | null, item: 0 | 1, ...offsets: number[]];

/** Which segment an entity is in. */
export function segmentOf(id: number): number {
  return Math.floor(id / segmentSize);
}

/** Reads what is stored in a row. */
export function parseColumn(body: string): ColumnEntry[] {
  return JSON.parse(body) as ColumnEntry[];
}

/** Changes of the attribute index in one batch. */
export interface ColumnChanges {
  /** The entity has nothing under this key any more, but for what is added from now on. */
  clear(keyId: number, id: number): void;
  /** The entity has this value too, which it had not before. */
  add(keyId: number, id: number, row: Omit<IndexRow, 'key'>): void;
  /** To be called when nobody else writes to the index. */
  write(tx: StatementRunner): Promise<void>;
}

const upsertColumns = defineInsert(
  'catalog_columns',
  { key_id: 'integer', segment: 'integer', body: 'text' },
  '(key_id, segment) do update set body = excluded.body',
);
const deleteColumns = defineDelete('catalog_columns', { key_id: 'integer', segment: 'integer' });

/** What changes in one row. */
interface SegmentChange {
  keyId: number;
  segment: number;
  cleared: Set<number>;
  added: { offset: number; row: Omit<IndexRow, 'key'> }[];
}

/** Gathers changes, so that each row is read and written once. */
export function createColumnChanges(): ColumnChanges {
  const byKey = new Map<number, Map<number, SegmentChange>>();

  function changeOf(keyId: number, id: number): SegmentChange {
    const segment = segmentOf(id);
    let segments = byKey.get(keyId);
    if (!segments) byKey.set(keyId, (segments = new Map<number, SegmentChange>()));
    let change = segments.get(segment);
    if (!change) segments.set(segment, (change = { keyId, segment, cleared: new Set(), added: [] }));
    return change;
  }

  return {
    clear(keyId, id) {
      const { cleared, added, segment } = changeOf(keyId, id);
      const offset = id - segment * segmentSize;
      cleared.add(offset);
      if (added.some(item => item.offset === offset))
        throw new Error('Values are cleared before they are added');
    },
    add(keyId, id, row) {
      const { added, segment } = changeOf(keyId, id);
      added.push({ offset: id - segment * segmentSize, row });
    },
    async write(tx) {
      const changes = [...byKey.values()].flatMap(segments => [...segments.values()]).sort(byPlace);
      const stored = await loadBodies(tx, changes);
      const emptied: [keyId: number, segment: number][] = [];
      const filled: [keyId: number, segment: number, body: string][] = [];
      const breathe = createBreather();
      for (const change of changes) {
        const { keyId, segment } = change;
        const entries = changeEntries(stored.get(placeOf(keyId, segment)), change);
        if (entries.length > 0) filled.push([keyId, segment, JSON.stringify(entries)]);
        else emptied.push([keyId, segment]);
        await breathe();
      }
      await writeRows(tx, deleteColumns, emptied);
      await writeRows(tx, upsertColumns, filled);
    },
  };
}

function byPlace(a: SegmentChange, b: SegmentChange): number {
  return a.keyId - b.keyId || a.segment - b.segment;
}

function placeOf(keyId: number, segment: number): string {
  return `${keyId} ${segment}`;
}

async function loadBodies(
  tx: StatementRunner,
  changes: readonly SegmentChange[],
): Promise<ReadonlyMap<string, string>> {
  const from =
    tx.dialect === 'sqlite'
      ? `json_each(?) p cross join catalog_columns c on c.key_id = p.value ->> 0 and c.segment = p.value ->> 1`
      : `unnest(?::integer[], ?::integer[]) p (key_id, segment)
         join catalog_columns c on c.key_id = p.key_id and c.segment = p.segment`;
  const places = changes.map(({ keyId, segment }) => [keyId, segment]);
  const rows = await tx.all<{ keyId: number; segment: number; body: string }>(
    `select c.key_id as "keyId", c.segment, c.body from ${from}`,
    tx.dialect === 'sqlite'
      ? [JSON.stringify(places)]
      : [changes.map(change => change.keyId), changes.map(change => change.segment)],
  );
  return new Map(rows.map(({ keyId, segment, body }) => [placeOf(keyId, segment), body]));
}

function changeEntries(stored: string | undefined, { cleared, added }: SegmentChange): ColumnEntry[] {
  const kept = stored === undefined ? [] : without(parseColumn(stored), cleared);
  const byValue = new Map<string, ColumnEntry[]>();
  for (const entry of kept) remember(byValue, entry);
  for (const { offset, row } of added) {
    const { value, original, item } = row;
    const known = byValue.get(value)?.find(entry => entry[1] === original && entry[2] === item);
    if (known) known.push(offset);
    else remember(byValue, [value, original, item, offset]);
  }
  return [...byValue.values()].flat();
}

function remember(byValue: Map<string, ColumnEntry[]>, entry: ColumnEntry): void {
  const same = byValue.get(entry[0]);
  if (same) same.push(entry);
  else byValue.set(entry[0], [entry]);
}

function without(entries: readonly ColumnEntry[], cleared: ReadonlySet<number>): ColumnEntry[] {
  if (cleared.size === 0) return [...entries];
  return entries.flatMap(([value, original, item, ...offsets]): ColumnEntry[] => {
    const left = offsets.filter(offset => !cleared.has(offset));
    return left.length > 0 ? [[value, original, item, ...left]] : [];
  });
}
