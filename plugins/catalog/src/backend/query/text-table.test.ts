import { expect, it } from 'vitest';
import { createRandom } from './testing/generated-entities.ts';
import { createTextTable } from './text-table.ts';

it('has what was put into it last, over many blocks, and compares byte by byte', () => {
  const random = createRandom(9);
  const table = createTextTable(2 ** 16);
  const texts = new Map<number, string>();
  for (let step = 0; step < 30_000; step += 1) {
    const id = Math.floor(random() * 1_500);
    const length = random() < 0.001 ? 65_535 : Math.floor(random() * 120);
    const text =
      length > 1_000 ? 'x'.repeat(length) : `äpfel-${'p'.repeat(length)}${random() < 0.5 ? '😀' : '\uffff'}`;
    if (random() < 0.2) {
      table.delete(id);
      texts.delete(id);
    } else {
      table.set(id, text);
      texts.set(id, text);
    }
    const other = Math.floor(random() * 1_500);
    expect(table.get(other)).toBe(texts.get(other));
    const [a, b] = [texts.get(id), texts.get(other)];
    if (a === undefined || b === undefined) continue;
    const expected = Buffer.compare(Buffer.from(a), Buffer.from(b));
    expect(Math.sign(table.compare(id, other))).toBe(expected);
    expect(table.compareWith(id, Buffer.from(b))).toBe(expected);
  }
  for (let id = 0; id < 1_500; id += 1)
    expect([table.has(id), table.get(id)]).toEqual([texts.has(id), texts.get(id)]);
  const stored = [...texts.values()].reduce((sum, text) => sum + Buffer.byteLength(text), 0);
  expect(table.bytes).toBeLessThan(4 * stored + 2 ** 17);
});
