import { type Entity, stringifyEntityRef } from '@portico/catalog-model';
import type { IndexRow } from '../stitch/index-row.ts';
import { buildIndexRows, NO_VALUE } from '../stitch/index-rows.ts';
import type { AttributeTest, Condition } from './condition.ts';

/** The attributes of one entity, as the index has them. */
export interface EntityAttributes {
  /** The rows with this key. */
  of(key: string): readonly IndexRow[];
}

/** Uids are not in the index, and can be asked for all the same. */
export const uidKey = 'metadata.uid';
/** Stands for the ref, to sort by. */
export const refKey = 'ref()';

const maxKeyLength = 200;

/** Reads the attributes of an entity from its served JSON. */
export function parseEntityAttributes(json: string): EntityAttributes {
  const entity = JSON.parse(json) as Entity;
  const rows = Map.groupBy(buildIndexRows(entity).values(), row => row.key);
  const { uid } = entity.metadata;
  if (uid) rows.set(uidKey, [{ key: uidKey, value: uid, original: null, item: 0 }]);
  rows.set(refKey, [{ key: refKey, value: stringifyEntityRef(entity), original: null, item: 0 }]);
  // Few keys have lists of texts.
  const lists = [...rows].flatMap(([key, of]) => {
    const items = of.filter(row => row.item === 1).map(row => row.value);
    return items.length > 0 ? [{ start: `${key}.`, items: new Set(items) }] : [];
  });
  return {
    of(key) {
      const own = rows.get(key) ?? [];
      const isItem = lists.some(
        ({ start, items }) => key.startsWith(start) && items.has(key.slice(start.length)),
      );
      if (!isItem || key.length > maxKeyLength) return own;
      return [...own, { key, value: 'true', original: null, item: 0 }];
    },
  };
}

/**
 * The ways in which a key may name an item of a list: `metadata.tags.java` is
 * `java` in `metadata.tags`. Such keys have the value `true`, and no rows.
 */
export function splitKey(key: string): [list: string, item: string][] {
  const splits: [string, string][] = [];
  if (key.length > maxKeyLength) return splits;
  for (let dot = key.indexOf('.'); dot !== -1; dot = key.indexOf('.', dot + 1)) {
    splits.push([key.slice(0, dot), key.slice(dot + 1)]);
  }
  return splits;
}

/** Whether a value in the index passes a test of its key. */
export function passesTest(value: string, test: AttributeTest): boolean {
  if (test.op === 'has') return true;
  if (value === NO_VALUE) return false;
  switch (test.op) {
    case 'valued':
      return true;
    case 'is':
      return value === test.value;
    case 'prefix':
      return value.startsWith(test.prefix);
    case 'contains':
      return value.includes(test.term);
  }
}

/** Whether an entity meets a condition. */
export function meets(attributes: EntityAttributes, condition: Condition): boolean {
  switch (condition.op) {
    case 'every':
      return true;
    case 'none':
      return false;
    case 'all':
      return condition.of.every(part => meets(attributes, part));
    case 'any':
      return condition.of.some(part => meets(attributes, part));
    case 'not':
      return !meets(attributes, condition.of);
    default:
      return attributes.of(condition.key).some(row => passesTest(row.value, condition));
  }
}
