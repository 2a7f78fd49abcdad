import { createBreather } from '../engine/breather.ts';
import type { AttributeIndex, AttributeRow } from './attribute-index.ts';
import { NO_VALUE } from '../stitch/index-rows.ts';
import type { IdSet } from './id-set.ts';
import type { IndexRequest, LiveIndex } from './live-view.ts';
import { sortIds } from './sort-ids.ts';
import { createTextTable, type TextTable } from './text-table.ts';

/** A place in an order: a value, and an entity that has or had it. */
export interface SortPosition {
  value: string;
  id: number;
}

/** Which part of an order to take. */
export interface SortRange {
  /** Only these; all unless given. */
  within?: IdSet;
  /** What comes after this place, in the direction. */
  after?: SortPosition;
  direction: 'asc' | 'desc';
  limit: number;
}

/**
 * All entities that have a value under a key, in the order of the values, byte
 * by byte, and then of their ids. Of several values of an entity the least counts.
 */
export interface SortOrder extends LiveIndex {
  take(range: SortRange): number[];
  /** The value by which an entity is sorted. */
  valueOf(id: number): string | undefined;
}

/** Asks for the order by a key. */
export function requestSortOrder(index: AttributeIndex, key: string): IndexRequest<SortOrder> {
  return {
    name: `order ${key}`,
    async compute() {
      const texts = createTextTable();
      const ids: number[] = [];
      for await (const rows of index.rows(key)) {
        // About sorted, they are compared faster later: the texts of neighbours are side by side in memory.
        for (const { id, value } of rows.sort(byValue)) {
          const known = texts.get(id);
          if (known === undefined) ids.push(id);
          if (known === undefined || compareTexts(value, known) < 0) texts.set(id, value);
        }
      }
      const sorted = await sortIds(ids, (a, b) => texts.compare(a, b) || a - b);
      return createSortOrder(key, texts, await toChunks(sorted));
    },
  };
}

function byValue(a: AttributeRow, b: AttributeRow): number {
  return a.value < b.value ? -1 : a.value > b.value ? 1 : 0;
}

// Sorted ids are in lists of a moderate length, so that one more does not move all.
async function toChunks(sorted: Uint32Array): Promise<number[][]> {
  const breathe = createBreather(2);
  const chunks: number[][] = [];
  for (let start = 0; start === 0 || start < sorted.length; start += chunkSize) {
    chunks.push([...sorted.subarray(start, start + chunkSize)]);
    await breathe();
  }
  return chunks;
}

const chunkSize = 1_024;

type Place = [chunk: number, index: number];

/** Where the first of a set is, from both ends, while neither the set nor the order changes. */
interface Starts {
  setVersion: number;
  version: number;
  asc?: Place;
  desc?: Place;
}

function createSortOrder(key: string, texts: TextTable, chunks: number[][]): SortOrder {
  let count = chunks.reduce((sum, chunk) => sum + chunk.length, 0);
  let version = 0;
  // What comes before the first of a set need not be gone through again.
  const starts = new WeakMap<IdSet, Starts>();

  const compare = (a: number, b: number): number => texts.compare(a, b) || a - b;

  /** The first place whose entity is not before the given one. */
  const find = (isBefore: (id: number) => boolean): [chunk: number, index: number] => {
    const chunk = Math.max(0, bisect(chunks.length, position => isBefore(chunks[position]?.[0] ?? 0)) - 1);
    const list = chunks[chunk] ?? [];
    const index = bisect(list.length, position => isBefore(list[position] ?? 0));
    return index === list.length && chunk + 1 < chunks.length ? [chunk + 1, 0] : [chunk, index];
  };

  const insert = (id: number, value: string): void => {
    texts.set(id, value);
    count += 1;
    version += 1;
    const [chunk, index] = find(other => compare(other, id) < 0);
    const list = chunks[chunk] ?? [];
    list.splice(index, 0, id);
    if (list.length <= 2 * chunkSize) return;
    chunks.splice(chunk, 1, list.slice(0, chunkSize), list.slice(chunkSize));
  };

  const remove = (id: number): void => {
    const [chunk, index] = find(other => compare(other, id) < 0);
    const list = chunks[chunk];
    if (list?.[index] !== id) throw new Error(`Entity ${id} is not at its place in the order by '${key}'`);
    list.splice(index, 1);
    if (list.length === 0 && chunks.length > 1) chunks.splice(chunk, 1);
    texts.delete(id);
    count -= 1;
    version += 1;
  };

  const startsOf = (set: IdSet): Starts => {
    const known = starts.get(set);
    if (known?.version === version && known.setVersion === set.version) return known;
    const fresh: Starts = { setVersion: set.version, version };
    starts.set(set, fresh);
    return fresh;
  };

  return {
    get bytes() {
      return texts.bytes + 8 * count + 1_000;
    },
    apply(id, attributes) {
      const values = attributes?.of(key).map(row => row.value) ?? [];
      const value = values.filter(other => other !== NO_VALUE).sort(compareTexts)[0];
      if (texts.get(id) === value) return;
      if (texts.has(id)) remove(id);
      if (value !== undefined) insert(id, value);
    },
    valueOf: id => texts.get(id),
    take({ within, after, direction, limit }) {
      const isAsc = direction === 'asc';
      const ids: number[] = [];
      const known = within && !after ? startsOf(within) : undefined;
      let [chunk, index] =
        known?.[direction] ?? (isAsc ? [0, 0] : [chunks.length - 1, (chunks.at(-1)?.length ?? 0) - 1]);
      if (after) {
        const { value, id } = after;
        const bytes = Buffer.from(value);
        const isBefore = (other: number): boolean => {
          const order = texts.compareWith(other, bytes) || other - id;
          return isAsc ? order <= 0 : order < 0;
        };
        [chunk, index] = find(isBefore);
        if (!isAsc) index -= 1;
      }
      for (; chunk >= 0 && chunk < chunks.length;) {
        const list = chunks[chunk] ?? [];
        for (; index >= 0 && index < list.length; index += isAsc ? 1 : -1) {
          const id = list[index] ?? 0;
          if (within && !within.has(id)) continue;
          if (known) known[direction] ??= [chunk, index];
          if (ids.length === limit) return ids;
          ids.push(id);
        }
        chunk += isAsc ? 1 : -1;
        index = isAsc ? 0 : (chunks[chunk]?.length ?? 0) - 1;
      }
      return ids;
    },
  };
}

/** Compares as the databases do: by the bytes of UTF-8, where what takes two characters in UTF-16 comes last. */
function compareTexts(a: string, b: string): number {
  const shorter = Math.min(a.length, b.length);
  for (let index = 0; index < shorter; index += 1) {
    const difference = rankOf(a.charCodeAt(index)) - rankOf(b.charCodeAt(index));
    if (difference !== 0) return difference;
  }
  return a.length - b.length;
}

function rankOf(code: number): number {
  return code >= 0xd800 && code < 0xe000 ? code + 0x10000 : code;
}

/** How many of the first `length` places are before; they come first. */
function bisect(length: number, isBefore: (position: number) => boolean): number {
  let low = 0;
  let high = length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (isBefore(middle)) low = middle + 1;
    else high = middle;
  }
  return low;
}
