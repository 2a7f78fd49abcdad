import type { StatementRunner } from '@portico/backend-plugin-api';
import type { IndexRow } from '../stitch/index-row.ts';
import { createBreather } from '../engine/breather.ts';
import { defineDelete, defineInsert, writeRows } from './batch.ts';
import { numberOf } from './interned-names.ts';

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
  /** The keys that something changes under. */
  keys(): Iterable<string>;
  /** The entity has nothing under this key any more, but for what is added from now on. */
  clear(key: string, id: number): void;
  /** The entity has this value too, which it had not before. */
  add(id: number, row: IndexRow): void;
  /** To be called when nobody else writes to the index, with the numbers of all keys. */
  write(tx: StatementRunner, keyIds: ReadonlyMap<string, number>): Promise<void>;
}

const upsertColumns = defineInsert(
  'catalog_columns',
  { key_id: 'integer', segment: 'integer', body: 'text' },
  '(key_id, segment) do update set body = excluded.body',
);
const deleteColumns = defineDelete('catalog_columns', { key_id: 'integer', segment: 'integer' });

/** What changes in one row. */
interface SegmentChange {
  segment: number;
  cleared: Set<number>;
  added: EntriesByValue;
}

type EntriesByValue = Map<string, ColumnEntry[]>;

/** A change, and the row that it is about. */
interface PlacedChange extends SegmentChange {
  keyId: number;
}

/** Gathers changes, so that each row is read and written once. */
export function createColumnChanges(): ColumnChanges {
  const byKey = new Map<string, Map<number, SegmentChange>>();

  function changeOf(key: string, segment: number): SegmentChange {
    let segments = byKey.get(key);
    if (!segments) byKey.set(key, (segments = new Map<number, SegmentChange>()));
    let change = segments.get(segment);
    if (!change) segments.set(segment, (change = { segment, cleared: new Set(), added: new Map() }));
    return change;
  }

  return {
    keys: () => byKey.keys(),
    clear(key, id) {
      const segment = segmentOf(id);
      changeOf(key, segment).cleared.add(id - segment * segmentSize);
    },
    add(id, { key, value, original, item }) {
      const segment = segmentOf(id);
      const { added } = changeOf(key, segment);
      addEntry(added, [value, original, item, id - segment * segmentSize]);
    },
    async write(tx, keyIds) {
      const changes = [...byKey].flatMap(([key, segments]): PlacedChange[] => {
        const keyId = numberOf(keyIds, key);
        return [...segments.values()].map(change => ({ ...change, keyId }));
      });
      changes.sort(byPlace);
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

function byPlace(a: PlacedChange, b: PlacedChange): number {
  return a.keyId - b.keyId || a.segment - b.segment;
}

function placeOf(keyId: number, segment: number): string {
  return `${keyId} ${segment}`;
}

async function loadBodies(
  tx: StatementRunner,
  changes: readonly PlacedChange[],
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
  if (stored === undefined) return [...added.values()].flat();
  const byValue: EntriesByValue = new Map();
  for (const entry of without(parseColumn(stored), cleared)) addEntry(byValue, entry);
  for (const entries of added.values()) for (const entry of entries) addEntry(byValue, entry);
  return [...byValue.values()].flat();
}

/** Adds the offsets to those of the same value, if there are any. */
function addEntry(byValue: EntriesByValue, entry: ColumnEntry): void {
  const [value, original, item, ...offsets] = entry;
  const same = byValue.get(value);
  const known = same?.find(other => other[1] === original && other[2] === item);
  if (known) known.push(...offsets);
  else if (same) same.push(entry);
  else byValue.set(value, [entry]);
}

function without(entries: readonly ColumnEntry[], cleared: ReadonlySet<number>): ColumnEntry[] {
  if (cleared.size === 0) return [...entries];
  return entries.flatMap(([value, original, item, ...offsets]): ColumnEntry[] => {
    const left = offsets.filter(offset => !cleared.has(offset));
    return left.length > 0 ? [[value, original, item, ...left]] : [];
  });
}
