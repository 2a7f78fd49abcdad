import fc from 'fast-check';
import { expect, it } from 'vitest';
import {
  CATALOG_FILTER_EXISTS,
  needsPredicate,
  toFilterParams,
  toPredicate,
  type EntityFilterQuery,
} from './entity-filter.ts';

it('loses nothing of a filter that it puts into parameters', () => {
  const word = fc.stringMatching(/^[a-z.=/&+%]{1,6}$/);
  const key = word.filter(text => !text.includes('='));
  const value = fc.oneof(word, fc.constant(CATALOG_FILTER_EXISTS));
  const record = fc.dictionary(key, fc.array(value, { minLength: 1, maxLength: 3 }), {
    minKeys: 1,
    maxKeys: 3,
  });
  fc.assert(
    fc.property(fc.array(record, { minLength: 1, maxLength: 3 }), filter => {
      expect(needsPredicate(filter)).toBe(false);
      const read = new URLSearchParams(
        toFilterParams(filter)
          .map(text => ['filter', text])
          .concat(),
      ).getAll('filter');
      const back = read.map(text => {
        const found: Record<string, (string | symbol)[]> = Object.create(null) as object as Record<
          string,
          (string | symbol)[]
        >;
        for (const statement of text.split(',')) {
          const equals = statement.indexOf('=');
          const name = equals === -1 ? statement : statement.slice(0, equals);
          (found[name] ??= []).push(equals === -1 ? CATALOG_FILTER_EXISTS : statement.slice(equals + 1));
        }
        return found;
      });
      expect(back.map(Object.entries)).toEqual(filter.map(Object.entries));
    }),
    { numRuns: 2000 },
  );
});

it('knows what parameters cannot carry', () => {
  expect(needsPredicate()).toBe(false);
  expect(needsPredicate({ a: CATALOG_FILTER_EXISTS })).toBe(false);
  expect(needsPredicate({ a: 'b,c' })).toBe(true);
  expect(needsPredicate({ a: ['b', ' c'] })).toBe(true);
  expect(needsPredicate([{ 'a,b': 'c' }])).toBe(true);
  expect(needsPredicate({ a: 'x'.repeat(5000) })).toBe(true);
});

it.each<[EntityFilterQuery, unknown]>([
  [{ a: 'b' }, { a: 'b' }],
  [{ a: ['b', 'c'] }, { a: { $in: ['b', 'c'] } }],
  [{ a: ['b', CATALOG_FILTER_EXISTS] }, { a: { $exists: true } }],
  [{ a: 'b', c: 'd' }, { $all: [{ a: 'b' }, { c: 'd' }] }],
  [[{ a: 'b' }, { c: 'd' }], { $any: [{ a: 'b' }, { c: 'd' }] }],
  [{}, { $all: [] }],
  [[], { $all: [] }],
])('writes %j as a predicate', (filter, predicate) => {
  expect(toPredicate(filter)).toEqual(predicate);
});

it.each([undefined, null, 5, ['a', undefined]])(
  'refuses %j for a value, which would match everything',
  value => {
    const filter = { kind: 'user', 'spec.profile.email': value } as unknown as EntityFilterQuery;
    const message = "The filter has no value for 'spec.profile.email'";
    expect(() => toFilterParams(filter)).toThrow(message);
    expect(() => toPredicate(filter)).toThrow(message);
    expect(() => needsPredicate(filter)).toThrow(message);
  },
);
