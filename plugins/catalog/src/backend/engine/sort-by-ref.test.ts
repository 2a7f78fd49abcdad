import { expect, it } from 'vitest';
import { createBreather } from './breather.ts';
import { sortByRef } from './sort-by-ref.ts';

it('gives the places in the order of the refs, however many there are', async () => {
  for (const count of [0, 1, 1_999, 2_001, 9_999]) {
    const items = Array.from({ length: count }, (_, place): [string, number] => [
      `component:default/${(place * 7_919) % 10_007}`,
      place,
    ]);
    const expected = items.toSorted((a, b) => (a[0] < b[0] ? -1 : 1)).map(([, place]) => place);
    expect(await sortByRef(items, createBreather(0))).toEqual(expected);
  }
});
