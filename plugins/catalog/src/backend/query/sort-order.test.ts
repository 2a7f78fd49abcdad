import { expect, it } from 'vitest';
import type { AttributeIndex, AttributeRow } from './attribute-index.ts';
import type { EntityAttributes } from './entity-attributes.ts';
import { createIdSet } from './id-set.ts';
import { requestSortOrder } from './sort-order.ts';
import { createRandom } from './testing/generated-entities.ts';

const random = createRandom(3);
const randomText = (): string =>
  String.fromCodePoint(...Array.from({ length: 3 }, () => 97 + Math.floor(random() * 5)), 0x1f600);

it('is the sorted list of all that was put into it, after thousands of changes', async () => {
  const values = new Map<number, string>();
  for (let id = 1; id <= 6_000; id += 1) values.set(id, randomText());
  const order = await requestSortOrder(indexOf(values), 'k').compute();
  for (let change = 0; change < 8_000; change += 1) {
    const id = 1 + Math.floor(random() * 9_000);
    if (random() < 0.4) values.delete(id);
    else values.set(id, randomText());
    order.apply(id, attributesOf(values.get(id)));
  }
  const expected = sorted(values);
  expect(order.take({ direction: 'asc', limit: Infinity })).toEqual(expected);
  expect(order.take({ direction: 'desc', limit: Infinity })).toEqual(expected.toReversed());
  for (let step = 0; step < 300; step += 1) {
    const id = Math.floor(random() * 9_100);
    const value = values.get(id) ?? randomText();
    const position = expected.filter(
      other => compare([values.get(other) ?? '', other], [value, id]) <= 0,
    ).length;
    expect(order.take({ after: { value, id }, direction: 'asc', limit: 5 })).toEqual(
      expected.slice(position, position + 5),
    );
    const before = expected.filter(other => compare([values.get(other) ?? '', other], [value, id]) < 0);
    expect(order.take({ after: { value, id }, direction: 'desc', limit: 5 })).toEqual(
      before.slice(-5).toReversed(),
    );
  }
  const within = createIdSet();
  for (const id of expected) if (id % 100 === 0) within.add(id);
  expect(order.take({ within, direction: 'asc', limit: 20 })).toEqual(
    expected.filter(id => id % 100 === 0).slice(0, 20),
  );
});

it('finds the first of a set, also when the set or the order changes', async () => {
  const values = new Map<number, string>();
  for (let id = 1; id <= 3_000; id += 1) values.set(id, randomText());
  const order = await requestSortOrder(indexOf(values), 'k').compute();
  const within = createIdSet();
  for (let step = 0; step < 400; step += 1) {
    const id = 1 + Math.floor(random() * 3_000);
    const chance = random();
    if (chance < 0.3) within.add(id);
    else if (chance < 0.5) within.delete(id);
    else if (chance < 0.8) order.apply(id, attributesOf(values.set(id, randomText()).get(id)));
    const members = sorted(values).filter(other => within.has(other));
    expect(order.take({ within, direction: 'asc', limit: 3 })).toEqual(members.slice(0, 3));
    expect(order.take({ within, direction: 'desc', limit: 3 })).toEqual(members.toReversed().slice(0, 3));
  }
});

it('can lose everything and be filled again', async () => {
  const order = await requestSortOrder(indexOf(new Map()), 'k').compute();
  for (let round = 0; round < 3; round += 1) {
    for (let id = 1; id < 5_000; id += 1) order.apply(id, attributesOf(`v${id % 7}`));
    expect(order.take({ direction: 'asc', limit: Infinity })).toHaveLength(4_999);
    for (let id = 4_999; id > 0; id -= 1) order.apply(id, undefined);
    expect(order.take({ direction: 'desc', limit: 1 })).toEqual([]);
  }
});

function indexOf(values: ReadonlyMap<number, string>): AttributeIndex {
  return {
    async *ids() {},
    async *rows(): AsyncGenerator<AttributeRow[]> {
      yield sorted(values).map(id => ({ id, value: values.get(id) ?? '', original: null }));
    },
  };
}

function attributesOf(value: string | undefined): EntityAttributes | undefined {
  if (value === undefined) return undefined;
  return {
    of: key => [
      { key, value: `${value}x`, original: null, item: 0 },
      { key, value, original: null, item: 0 },
    ],
  };
}

function sorted(values: ReadonlyMap<number, string>): number[] {
  return [...values]
    .map(([id, value]) => [value, id] as const)
    .sort(compare)
    .map(([, id]) => id);
}

function compare(a: readonly [string, number], b: readonly [string, number]): number {
  return Buffer.compare(Buffer.from(a[0]), Buffer.from(b[0])) || a[1] - b[1];
}
