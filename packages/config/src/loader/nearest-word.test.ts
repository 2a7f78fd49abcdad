import fc from 'fast-check';
import { expect, it } from 'vitest';
import { nearestWord } from './nearest-word.ts';

it.each([
  ['prot', 'port'],
  ['lisen', 'listen'],
  ['base-url', 'baseUrl'],
  ['host', undefined],
  ['databsae', 'database'],
  ['', undefined],
])('%s was meant to be %s', (word, expected) => {
  expect(nearestWord(word, ['port', 'listen', 'baseUrl', 'database'])).toBe(expected);
});

it('finds a word with one letter dropped, doubled or swapped', () => {
  const word = fc.stringMatching(/^[a-z]{4,10}$/);
  fc.assert(
    fc.property(word, fc.nat(8), (known, at) => {
      const index = at % (known.length - 1);
      const [a = '', b = ''] = [known[index], known[index + 1]];
      const [head, tail] = [known.slice(0, index), known.slice(index + 2)];
      for (const slip of [head + b + tail, head + a + a + b + tail, head + b + a + tail]) {
        expect(nearestWord(slip, ['unrelated-thing', known])).toBe(known);
      }
    }),
  );
});
