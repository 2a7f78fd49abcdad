import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readDocument } from './read-document.ts';

describe('readDocument', () => {
  it('reads JSON and YAML alike', () => {
    expect(readDocument('{"a": [1]}')).toEqual({ value: { a: [1] } });
    expect(readDocument('a: [1]\nb: &x {c: 2}\nd:\n  <<: *x')).toEqual({
      value: { a: [1], b: { c: 2 }, d: { c: 2 } },
    });
  });

  it.each([
    ['a: 1\nb: [1, 2\nc: 3\n', 3, 1],
    ['{"a": 1,\n "b": }\n}', 3, 1],
    ['a: 1\na: 2\n', 2, 1],
  ])('tells where %j is broken', (text, line, column) => {
    expect(readDocument(text)).toMatchObject({ problem: { message: expect.any(String), line, column } });
  });

  it('refuses what is no object, and aliases without end', () => {
    expect(readDocument('just words')).toEqual({ problem: { message: 'notAnObject' } });
    const levels = Array.from(
      { length: 12 },
      (_, index) => `a${index + 1}: &a${index + 1} [${`*a${index}, `.repeat(10)}]`,
    );
    expect(readDocument(`a0: &a0 x\n${levels.join('\n')}`)).toMatchObject({
      problem: { message: expect.stringMatching(/alias/i) },
    });
  });

  it('sets no prototype', () => {
    for (const text of ['__proto__: {polluted: 1}', '{"__proto__": {"polluted": 1}}']) {
      const read = readDocument(text);
      expect(read).toHaveProperty('value');
      expect(({} as Record<string, unknown>)['polluted']).toBeUndefined();
    }
  });

  it('does not throw, whatever the text', () => {
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom(...'{}[]:,-"\'&*!|>%@#\n ab1'.split('')) }), text => {
        const read = readDocument(text);
        expect('value' in read || read.problem.message !== '').toBe(true);
      }),
    );
  });
});
