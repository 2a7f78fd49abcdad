import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { builtinFieldFormats as formats } from './field-formats.ts';

const name = /^([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9]$/;
const dnsLabel = /^[a-z0-9]+(?:-+[a-z0-9]+)*$/;
const short = (value: string, pattern: RegExp): boolean =>
  value.length >= 1 && value.length <= 63 && pattern.test(value);
const subdomain = (value: string): boolean =>
  value.length <= 253 && value.split('.').every(label => short(label, dnsLabel));
const prefixed = (value: string, pattern: RegExp): boolean => {
  const parts = value.split('/');
  if (parts.length > 2) return false;
  return short(parts.at(-1) ?? '', pattern) && (parts.length === 1 || subdomain(parts[0] ?? ''));
};

describe('the formats', () => {
  const text = fc.oneof(
    fc.stringMatching(/^[aA0._/ -]{0,8}$/),
    fc.string(),
    fc.constantFrom(
      'a'.repeat(63),
      'a'.repeat(64),
      `${'a.'.repeat(120)}a/x`,
      `${'a.'.repeat(130)}a/x`,
      'c++',
      'a\n',
      'é',
      'ſ',
      'K',
    ),
  );

  it('follow the documented patterns', () => {
    fc.assert(
      fc.property(text, value => {
        expect(formats.isValidEntityName(value)).toBe(short(value, name));
        expect(formats.isValidNamespace(value)).toBe(short(value, dnsLabel));
        expect(formats.isValidLabelKey(value)).toBe(prefixed(value, name));
        expect(formats.isValidAnnotationKey(value)).toBe(prefixed(value, name));
        expect(formats.isValidLabelValue(value)).toBe(value === '' || short(value, name));
        expect(formats.isValidApiVersion(value)).toBe(prefixed(value, /^[a-z0-9A-Z]+$/));
        expect(formats.isValidKind(value)).toBe(short(value, /^[a-zA-Z][a-z0-9A-Z]*$/));
        expect(formats.isValidTag(value)).toBe(short(value, /^[a-z0-9:+#]+(-[a-z0-9:+#]+)*$/));
      }),
      { numRuns: 5000 },
    );
  });

  it('accept nothing but text', () => {
    fc.assert(
      fc.property(fc.anything(), value => {
        if (typeof value === 'string') return;
        for (const check of Object.values(formats)) expect(check(value)).toBe(false);
      }),
    );
  });
});
