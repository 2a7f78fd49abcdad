import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseListState, toListQuery, withValues } from './list-state.ts';

const read = (query: string) => {
  const { filters, ...rest } = parseListState(new URLSearchParams(query));
  return { filters: Object.fromEntries(filters), ...rest };
};

describe('the state of the list in the URL', () => {
  it('is read, also as existing portals write it', () => {
    expect(read('filters[kind]=api&filters[tags]=java&filters[tags]=rest&text=pay&sort=-owner')).toEqual({
      filters: { kind: ['api'], tags: ['java', 'rest'] },
      text: 'pay',
      sort: { column: 'owner', direction: 'desc' },
    });
    expect(read('filters[tags][0]=a&filters[tags][1]=b&filters[owners][]=c&limit=20').filters).toEqual({
      tags: ['a', 'b'],
      owners: ['c'],
    });
    expect(read('')).toEqual({ filters: {}, text: '', sort: { column: 'name', direction: 'asc' } });
  });

  it('leaves out what is as it is at first, and keeps what was taken away', () => {
    const state = parseListState(new URLSearchParams('filters[kind]=api'));
    const query = (values: string[]) =>
      toListQuery(withValues(state, { param: 'kind', values, initial: ['component'] })).toString();
    expect(query(['component'])).toBe('');
    expect(decodeURIComponent(query([]))).toBe('filters[kind]=');
    expect(read(query([])).filters).toEqual({ kind: [] });
  });

  it('survives being written and read', () => {
    const value = fc.string({ minLength: 1 });
    const filters = fc.dictionary(fc.stringMatching(/^[a-z]{1,8}$/), fc.uniqueArray(value));
    fc.assert(
      fc.property(filters, fc.string(), (given, text) => {
        const state = {
          filters: new Map(Object.entries(given)),
          text,
          sort: { column: 'owner', direction: 'desc' } as const,
        };
        expect(parseListState(new URLSearchParams(toListQuery(state).toString()))).toEqual(state);
      }),
    );
  });
});
