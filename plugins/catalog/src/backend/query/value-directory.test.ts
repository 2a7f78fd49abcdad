import { expect, it } from 'vitest';
import type { ColumnReader, StoredColumn } from './column-reader.ts';
import type { EntityAttributes } from './entity-attributes.ts';
import { requestValueDirectory, type ValueDirectory } from './value-directory.ts';

it('names the segments of a value, and few others', async () => {
  const directory = await open(100, id => [`unique-${id}`, `shared-${id % 7}`]);
  for (let id = 0; id < 100 * 64; id += 97) {
    const segments = directory.segmentsOf(`unique-${id}`);
    expect(segments).toContain(Math.floor(id / 64));
    expect(segments?.length).toBeLessThan(20);
  }
  expect(directory.segmentsOf('shared-3')).toEqual(Array.from({ length: 100 }, (_, segment) => segment));
});

it('gives up a value that is nearly everywhere', async () => {
  const directory = await open(1_500, id => (id % 64 === 0 ? [`unique-${id}`, 'common'] : []));
  expect(directory.segmentsOf('common')).toBeUndefined();
  expect(directory.segmentsOf('unique-64')).toContain(1);
  const { bytes } = directory;
  for (let id = 0; id < 100_000; id += 64) directory.apply(id, attributesOf(['common']));
  expect([directory.bytes, directory.isWorn]).toEqual([bytes, false]);
});

it('learns what entities have now, and does not grow by what it knows', async () => {
  const directory = await open(40, id => [`unique-${id}`]);
  for (let time = 0; time < 2; time += 1) {
    for (let id = 0; id < 40 * 64; id += 1) directory.apply(id, attributesOf([`unique-${id}`, 'new']));
  }
  expect(directory.segmentsOf('new')).toEqual(Array.from({ length: 40 }, (_, segment) => segment));
  const { bytes } = directory;
  for (let id = 0; id < 40 * 64; id += 1) directory.apply(id, attributesOf([`unique-${id}`, 'new']));
  expect(directory.bytes).toBe(bytes);
  expect(directory.isWorn).toBe(false);
  directory.apply(5_000, attributesOf(['new']));
  directory.apply(5_000, undefined);
  expect(directory.segmentsOf('new')).toContain(Math.floor(5_000 / 64));
});

it('is worn when most of it has gone', async () => {
  const directory = await open(10, id => [`unique-${id}`]);
  let changes = 0;
  for (; !directory.isWorn; changes += 1)
    directory.apply(changes % 64_000, attributesOf([`other-${changes}`]));
  expect(changes).toBeGreaterThan(10_000);
  const { bytes } = directory;
  for (let id = 0; id < 50_000; id += 1) directory.apply(id, attributesOf([`more-${id}`]));
  expect(directory.bytes).toBe(bytes);
});

async function open(segments: number, valuesOf: (id: number) => string[]): Promise<ValueDirectory> {
  const columns = Array.from({ length: segments }, (_, segment): StoredColumn => {
    const entries = Array.from({ length: 64 }, (_unused, offset) =>
      valuesOf(segment * 64 + offset).map(value => [value, null, 0, offset]),
    );
    return { segment, body: JSON.stringify(entries.flat()) };
  });
  const reader: ColumnReader = {
    keyId: async () => 1,
    hasMoreThan: async () => true,
    async *walk() {
      yield columns.slice(0, 5);
      yield columns.slice(5);
    },
    async *read() {},
  };
  return requestValueDirectory(reader, { key: 'k', keyId: 1 }).compute();
}

function attributesOf(values: string[]): EntityAttributes {
  return { of: key => values.map(value => ({ key, value, original: null, item: 0 })) };
}
