import type { AttributeIndex } from './attribute-index.ts';
import { NO_VALUE } from '../stitch/index-rows.ts';
import type { IdSet } from './id-set.ts';
import type { IndexRequest, LiveIndex } from './live-view.ts';

/** A value, as it was written, and how many entities have it. */
export interface FacetCount {
  value: string;
  count: number;
}

/** What each entity has under one key. */
export interface FacetColumn extends LiveIndex {
  /** Counts the values that the entities of a set have, in the order of the values. Not to be changed. */
  count(within: IdSet): FacetCount[];
}

/** Asks for the values of a key by entity. */
export function requestFacetColumn(index: AttributeIndex, key: string): IndexRequest<FacetColumn> {
  return {
    name: `facet ${key}`,
    async compute() {
      const column = createFacetColumn(key);
      for await (const rows of index.rows(key))
        for (const row of rows) column.add(row.id, row.original ?? row.value);
      return column;
    },
  };
}

interface FillableColumn extends FacetColumn {
  add(id: number, value: string): void;
}

// Each entity has the number of a combination of values, 0 for none: there are few combinations, and often one value.
function createFacetColumn(key: string): FillableColumn {
  const combinations: string[][] = [[]];
  const numbers = new Map<string, number>();
  const latest = new WeakMap<IdSet, { counts: FacetCount[]; setVersion: number; version: number }>();
  let ofEntity = new Uint32Array(256);
  let version = 0;
  // All values that there ever were, in their order; made when it is needed.
  let values: string[] | undefined;

  const numberOf = (combined: string[]): number => {
    const name = JSON.stringify(combined);
    const known = numbers.get(name);
    if (known !== undefined) return known;
    numbers.set(name, combinations.push(combined) - 1);
    values = undefined;
    return combinations.length - 1;
  };
  const assign = (id: number, combined: string[]): void => {
    if (id >= ofEntity.length) {
      const grown = new Uint32Array(Math.max(id + 1, Math.ceil(ofEntity.length * 1.5)));
      grown.set(ofEntity);
      ofEntity = grown;
    }
    const number = combined.length === 0 ? 0 : numberOf(combined.toSorted());
    if (ofEntity[id] === number) return;
    ofEntity[id] = number;
    version += 1;
  };
  const countValues = (within: IdSet): FacetCount[] => {
    const counts = new Map<string, number>();
    const byCombination = countNumbers(within, ofEntity, combinations.length);
    for (const [number, combined] of combinations.entries()) {
      const count = byCombination[number] ?? 0;
      if (count > 0) for (const value of combined) counts.set(value, (counts.get(value) ?? 0) + count);
    }
    values ??= [...new Set(combinations.flat())].sort(compareValues);
    const result: FacetCount[] = [];
    for (const value of values) {
      const count = counts.get(value);
      if (count !== undefined) result.push({ value, count });
    }
    return result;
  };

  return {
    get bytes() {
      return 4 * ofEntity.length + 200 * combinations.length;
    },
    add: (id, value) => assign(id, [...(combinations[ofEntity[id] ?? 0] ?? []), value]),
    apply(id, attributes) {
      const rows = attributes?.of(key).filter(row => row.value !== NO_VALUE) ?? [];
      assign(
        id,
        rows.map(row => row.original ?? row.value),
      );
    },
    count(within) {
      const known = latest.get(within);
      if (known?.version === version && known.setVersion === within.version) return known.counts;
      const counts = countValues(within);
      latest.set(within, { counts, setVersion: within.version, version });
      return counts;
    },
  };
}

/** How many ids of a set have each number. Written out, as it goes over all entities. */
function countNumbers({ words }: IdSet, ofEntity: Uint32Array, length: number): Uint32Array {
  const counts = new Uint32Array(length);
  for (let index = 0; index < words.length; index += 1) {
    let word = words[index] ?? 0;
    while (word !== 0) {
      const lowest = word & -word;
      const number = ofEntity[index * 32 + 31 - Math.clz32(lowest)] ?? 0;
      counts[number] = (counts[number] ?? 0) + 1;
      word ^= lowest;
    }
  }
  return counts;
}

/** Orders values as they were written, by their characters. */
export function byValue(a: FacetCount, b: FacetCount): number {
  return compareValues(a.value, b.value);
}

function compareValues(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
