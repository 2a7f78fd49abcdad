import type { AttributeIndex } from './attribute-index.ts';
import { NO_VALUE } from '../stitch/index-rows.ts';
import type { IdSet } from './id-set.ts';
import { forEachId } from './id-set.ts';
import type { IndexRequest, LiveIndex } from './live-view.ts';

/** A value, as it was written, and how many entities have it. */
export interface FacetCount {
  value: string;
  count: number;
}

/** What each entity has under one key. */
export interface FacetColumn extends LiveIndex {
  /** Counts the values that the entities of a set have, in the order of the values. */
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
  let ofEntity = new Uint32Array(256);

  const numberOf = (values: string[]): number => {
    const name = JSON.stringify(values);
    const known = numbers.get(name);
    if (known !== undefined) return known;
    numbers.set(name, combinations.push(values) - 1);
    return combinations.length - 1;
  };
  const assign = (id: number, values: string[]): void => {
    if (id >= ofEntity.length) {
      const grown = new Uint32Array(Math.max(id + 1, Math.ceil(ofEntity.length * 1.5)));
      grown.set(ofEntity);
      ofEntity = grown;
    }
    ofEntity[id] = values.length === 0 ? 0 : numberOf(values.toSorted());
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
      const byCombination = new Uint32Array(combinations.length);
      forEachId(within, id => {
        const number = ofEntity[id] ?? 0;
        byCombination[number] = (byCombination[number] ?? 0) + 1;
      });
      const counts = new Map<string, number>();
      for (const [number, values] of combinations.entries()) {
        const count = byCombination[number] ?? 0;
        if (count > 0) for (const value of values) counts.set(value, (counts.get(value) ?? 0) + count);
      }
      return [...counts].map(([value, count]) => ({ value, count })).sort(byValue);
    },
  };
}

/** Orders values as they were written, by their characters. */
export function byValue(a: FacetCount, b: FacetCount): number {
  return a.value < b.value ? -1 : a.value > b.value ? 1 : 0;
}
