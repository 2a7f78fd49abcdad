import { parseColumn, segmentOf } from '../database/attribute-columns.ts';
import { createBreather } from '../engine/breather.ts';
import { NO_VALUE } from '../stitch/index-rows.ts';
import type { ColumnReader } from './column-reader.ts';
import type { IndexRequest, LiveIndex } from './live-view.ts';

/**
 * Says in which segments a value of a key may be, so that not all of them have
 * to be read. A value that has gone, and one of the same hash, cost a look in vain.
 */
export interface ValueDirectory extends LiveIndex {
  /** In ascending order, each once; `undefined` if they are so many that all may as well be read. */
  segmentsOf(value: string): number[] | undefined;
}

/** Asks for the directory of a key. */
export function requestValueDirectory(
  columns: ColumnReader,
  { key, keyId }: { key: string; keyId: number },
): IndexRequest<ValueDirectory> {
  return {
    name: `values ${key}`,
    async compute() {
      const list = createPlaceList();
      for await (const piece of columns.walk(keyId)) {
        for (const { segment, body } of piece) {
          for (const [value] of parseColumn(body)) if (value !== NO_VALUE) list.add(hashOf(value), segment);
        }
      }
      return createValueDirectory(key, list, await createHeads(list));
    },
  };
}

/** Places where there is a value, in two columns. */
interface PlaceList {
  length: number;
  /** The hashes of the values at first; later the place after this one in the same list, counted from 1. */
  links: Uint32Array;
  segments: Uint32Array;
  add(link: number, segment: number): void;
}

function createPlaceList(): PlaceList {
  const list = {
    length: 0,
    links: new Uint32Array(64),
    segments: new Uint32Array(64),
    add(link: number, segment: number) {
      if (list.length === list.links.length) {
        list.links = grow(list.links);
        list.segments = grow(list.segments);
      }
      list.links[list.length] = link;
      list.segments[list.length] = segment;
      list.length += 1;
    },
  };
  return list;
}

/** Links all places with the same end of the hash; gives the first of each list, counted from 1. */
async function createHeads({ length, links }: PlaceList): Promise<Uint32Array> {
  const breathe = createBreather(2);
  const heads = new Uint32Array(2 ** Math.max(6, Math.floor(Math.log2(length + 1))));
  for (let place = 0; place < length; place += 1) {
    const head = (links[place] ?? 0) & (heads.length - 1);
    links[place] = heads[head] ?? 0;
    heads[head] = place + 1;
    if (place % 4_096 === 0) await breathe();
  }
  return heads;
}

// With what has gone since, it may become twice as long, and these more.
const moreForChanges = 10_000;
// A value that is nearly everywhere, such as a kind, needs no directory.
const mostPlaces = 1_000;

function createValueDirectory(key: string, list: PlaceList, heads: Uint32Array): ValueDirectory {
  const most = 2 * list.length + moreForChanges;

  /** `undefined` for a list that is too long to go through at each change; it never gets shorter. */
  const segmentsAt = (head: number): number[] | undefined => {
    const segments: number[] = [];
    for (let place = heads[head] ?? 0; place !== 0; place = list.links[place - 1] ?? 0) {
      if (segments.length === mostPlaces) return undefined;
      segments.push(list.segments[place - 1] ?? 0);
    }
    return segments;
  };

  return {
    get bytes() {
      return 4 * (heads.length + 2 * list.links.length) + 200;
    },
    get isWorn() {
      return list.length >= most;
    },
    apply(id, attributes) {
      const segment = segmentOf(id);
      for (const { value } of attributes?.of(key) ?? []) {
        const head = hashOf(value) & (heads.length - 1);
        if (list.length >= most || (segmentsAt(head)?.includes(segment) ?? true)) continue;
        list.add(heads[head] ?? 0, segment);
        heads[head] = list.length;
      }
    },
    segmentsOf(value) {
      const segments = segmentsAt(hashOf(value) & (heads.length - 1));
      return segments && [...new Set(segments)].sort((a, b) => a - b);
    },
  };
}

/** FNV-1a over the characters, with its bits mixed: the last ones alone have to tell values apart. */
function hashOf(value: string): number {
  let hash = 0x811c9dc5;
  for (let index = 0; index < value.length; index += 1) {
    hash = Math.imul(hash ^ value.charCodeAt(index), 0x01000193);
  }
  hash = Math.imul(hash ^ (hash >>> 15), 0x2c1b3c6d);
  return (hash ^ (hash >>> 13)) >>> 0;
}

function grow(column: Uint32Array): Uint32Array<ArrayBuffer> {
  const grown = new Uint32Array(Math.ceil(column.length * 1.5));
  grown.set(column);
  return grown;
}
