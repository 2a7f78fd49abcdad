import type { AttributeIndex } from './attribute-index.ts';
import { NO_VALUE } from '../stitch/index-rows.ts';
import type { IdSet } from './id-set.ts';
import type { IndexRequest, LiveIndex } from './live-view.ts';
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
      const order = createSortOrder(key);
      for await (const rows of index.rows(key)) for (const row of rows) order.append(row.id, row.value);
      return order;
    },
  };
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

interface FillableOrder extends SortOrder {
  /** Adds an entity, unless it is there with a lesser value. */
  append(id: number, value: string): void;
}

function createSortOrder(key: string): FillableOrder {
  const texts: TextTable = createTextTable();
  // Sorted ids in lists of a moderate length, so that one more does not move all.
  const chunks: number[][] = [[]];
  let count = 0;
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
    const last = chunks.at(-1);
    const isLast = last?.length === 0 || compare(last?.at(-1) ?? 0, id) < 0;
    const [chunk, index] = isLast
      ? [chunks.length - 1, last?.length ?? 0]
      : find(other => compare(other, id) < 0);
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
    append(id, value) {
      if (texts.has(id)) {
        if (compareTexts(texts.get(id) ?? '', value) <= 0) return;
        remove(id);
      }
      insert(id, value);
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

/** Compares as the databases do. */
function compareTexts(a: string, b: string): number {
  return Buffer.compare(Buffer.from(a), Buffer.from(b));
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
