import fc from 'fast-check';
import { expect, it } from 'vitest';
import type { EntityAttributes } from './entity-attributes.ts';
import { requestFacetColumn } from './facet-column.ts';
import { createIdSet } from './id-set.ts';

const change = fc.record({
  id: fc.integer({ min: 1, max: 5 }),
  values: fc.option(
    fc.uniqueArray(fc.constantFrom('Java', 'go', 'ä', '__proto__', 'a b', 'A'), { maxLength: 3 }),
    {
      nil: undefined,
    },
  ),
  isMember: fc.boolean(),
});

it('counts the same as a recount, whatever changes in between', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(change, { maxLength: 200 }), async changes => {
      const column = await requestFacetColumn(emptyIndex, 'metadata.tags').compute();
      const set = createIdSet();
      const entities = new Map<number, { values: string[]; isMember: boolean }>();
      for (const { id, values, isMember } of changes) {
        column.apply(id, values && withTags(values));
        if (isMember) set.add(id);
        else set.delete(id);
        entities.set(id, { values: values ?? [], isMember });
        // Each is asked for twice: what is kept is to be right, too.
        expect(column.count(set)).toEqual(column.count(set));
        expect(column.count(set)).toEqual(recount(entities.values()));
      }
    }),
    { numRuns: 50 },
  );
});

function recount(entities: Iterable<{ values: string[]; isMember: boolean }>): object[] {
  const counts = new Map<string, number>();
  for (const { values, isMember } of entities) {
    if (isMember) for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1);
  }
  return [...counts]
    .map(([value, count]) => ({ value, count }))
    .toSorted((a, b) => (a.value < b.value ? -1 : 1));
}

function withTags(values: readonly string[]): EntityAttributes {
  const rows = values.map(value => ({
    key: 'metadata.tags',
    value: value.toLowerCase(),
    original: value.toLowerCase() === value ? null : value,
    item: 1 as const,
  }));
  return { of: key => (key === 'metadata.tags' ? rows : []) };
}

const emptyIndex = {
  keyId: async () => undefined,
  async *ids() {},
  async *rows() {},
};
