import fc from 'fast-check';
import { expect, it } from 'vitest';
import { weakTag } from './node/send-json.ts';

it('text has the tag of its bytes, and another text another tag', () => {
  const text = fc.oneof(fc.string({ maxLength: 600 }), fc.string({ unit: 'binary', maxLength: 600 }));
  fc.assert(
    fc.property(text, text, (a, b) => {
      expect(weakTag(a)).toBe(weakTag(Buffer.from(a)));
      expect(weakTag(a)).toMatch(/^W\/"[\w+/-]+"$/);
      // Halves of surrogate pairs are all sent as the same replacement character.
      if (a.toWellFormed() !== b.toWellFormed()) expect(weakTag(a)).not.toBe(weakTag(b));
    }),
  );
  expect(weakTag('é', 'latin1')).toBe(weakTag(Buffer.from('é', 'latin1')));
});
