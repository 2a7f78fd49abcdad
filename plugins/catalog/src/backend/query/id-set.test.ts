import fc from 'fast-check';
import { expect, it } from 'vitest';
import { createIdSet, idsFrom, type IdSet, intersect, subtract, unite } from './id-set.ts';

const ids = fc.uniqueArray(fc.oneof(fc.nat(200), fc.nat(5_000)), { maxLength: 200 });

function setOf(list: readonly number[]): IdSet {
  const set = createIdSet();
  for (const id of list) set.add(id);
  return set;
}

function toList(set: IdSet): number[] {
  return idsFrom(set, { limit: Infinity });
}

const sort = (list: Iterable<number>): number[] => [...list].sort((a, b) => a - b);

it('holds what was added and not deleted', () => {
  fc.assert(
    fc.property(ids, ids, (added, deleted) => {
      const set = setOf(added);
      for (const id of deleted) set.delete(id);
      const expected = new Set(added).difference(new Set(deleted));
      expect(toList(set)).toEqual(sort(expected));
      expect(set.count).toBe(expected.size);
      for (const id of [...added, ...deleted]) expect(set.has(id)).toBe(expected.has(id));
      const { version } = set;
      for (const id of expected) set.add(id);
      for (const id of deleted) set.delete(id);
      expect(set.version).toBe(version);
      set.add(6_000);
      expect(set.version).toBeGreaterThan(version);
    }),
  );
});

it('is combined as sets are', () => {
  fc.assert(
    fc.property(ids, ids, ids, (a, b, c) => {
      const [left, right, third] = [new Set(a), new Set(b), new Set(c)];
      expect(toList(intersect([setOf(a), setOf(b), setOf(c)]))).toEqual(
        sort(left.intersection(right).intersection(third)),
      );
      expect(toList(unite([setOf(a), setOf(b)]))).toEqual(sort(left.union(right)));
      expect(toList(subtract(setOf(a), setOf(b)))).toEqual(sort(left.difference(right)));
      expect(unite([setOf(a), setOf(b)]).count).toBe(left.union(right).size);
    }),
  );
});

it('is read from any place, in both directions', () => {
  fc.assert(
    fc.property(ids, fc.option(fc.nat(6_000), { nil: undefined }), fc.nat(20), (list, from, limit) => {
      const set = setOf(list);
      const sorted = sort(list);
      expect(idsFrom(set, { from, limit })).toEqual(sorted.filter(id => id > (from ?? -1)).slice(0, limit));
      expect(idsFrom(set, { from, backwards: true, limit })).toEqual(
        sorted
          .toReversed()
          .filter(id => id < (from ?? Infinity))
          .slice(0, limit),
      );
    }),
  );
});
