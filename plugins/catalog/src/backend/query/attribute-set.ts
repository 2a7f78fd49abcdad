import { type AttributeTest, attributeTestId } from './condition.ts';
import type { AttributeIndex } from './attribute-index.ts';
import { passesTest } from './entity-attributes.ts';
import { createIdSet, type IdSet } from './id-set.ts';
import type { IndexRequest, LiveIndex } from './live-view.ts';

/** The entities that pass a test of one attribute. */
export interface AttributeSet extends LiveIndex {
  readonly set: IdSet;
}

/** Asks for the entities that pass a test. */
export function requestAttributeSet(index: AttributeIndex, test: AttributeTest): IndexRequest<AttributeSet> {
  return {
    name: `set ${attributeTestId(test)}`,
    async compute() {
      const set = createIdSet();
      for await (const ids of index.ids(test)) for (const id of ids) set.add(id);
      return createAttributeSet(set, test);
    },
  };
}

function createAttributeSet(set: IdSet, test: AttributeTest): AttributeSet {
  return {
    set,
    get bytes() {
      return set.words.byteLength + 200;
    },
    apply(id, attributes) {
      const passes = attributes?.of(test.key).some(row => passesTest(row.value, test));
      if (passes) set.add(id);
      else set.delete(id);
    },
  };
}
