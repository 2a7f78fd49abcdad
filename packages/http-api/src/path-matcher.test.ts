import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createPathMatcher } from './node/path-matcher.ts';

/** What a matcher should find, by looking at all paths: the most specific one that fits, segment by segment. */
function findSlowly(paths: string[], asked: string): string | undefined {
  const segments = asked
    .replace(/(?<=.)\/$/, '')
    .split('/')
    .slice(1);
  const fits = paths.filter(path => {
    const parts = path.split('/').slice(1);
    const hasRest = parts.at(-1)?.startsWith('*');
    if (hasRest ? segments.length < parts.length : segments.length !== parts.length) return false;
    return parts.every(
      (part, i) => part.startsWith('*') || (part.startsWith(':') ? segments[i] !== '' : part === segments[i]),
    );
  });
  const rank = (path: string) =>
    path
      .split('/')
      .slice(1)
      .map(part => (part.startsWith('*') ? '2' : part.startsWith(':') ? '1' : '0'))
      .join('');
  return fits.toSorted((a, b) => (rank(a) < rank(b) ? -1 : 1))[0];
}

describe('createPathMatcher', () => {
  it('finds what a search through all paths finds', () => {
    const segment = fc.constantFrom('a', 'b', 'by-name', ':x', ':y');
    const path = fc
      .tuple(fc.array(segment, { minLength: 1, maxLength: 4 }), fc.boolean())
      .map(([segments, rest]) => `/${segments.join('/')}${rest ? '/*rest' : ''}`);
    const asked = fc
      .array(fc.constantFrom('a', 'b', 'by-name', 'z', ''), { maxLength: 5 })
      .map(parts => `/${parts.join('/')}`);
    const shape = (text: string) => text.replaceAll(/[:*]\w+/g, name => name.slice(0, 1));
    fc.assert(
      fc.property(fc.uniqueArray(path, { maxLength: 8, selector: shape }), asked, (paths, pathname) => {
        const matcher = createPathMatcher<string>();
        for (const one of paths) matcher.add('GET', one, one);
        const found = matcher.find('GET', pathname);
        expect(found?.target).toBe(findSlowly(paths, pathname));
        expect(found?.values.length).toBe(found?.names.length);
        expect(matcher.find('POST', pathname)).toBeUndefined();
      }),
      { numRuns: 500 },
    );
  });

  it('is not led astray by names that objects have', () => {
    const matcher = createPathMatcher<number>();
    matcher.add('GET', '/a/:constructor', 1);
    for (const path of ['/__proto__', '/constructor', '/toString', ''])
      expect(matcher.find('GET', path)).toBeUndefined();
    expect(matcher.find('GET', '/a/__proto__')).toEqual({
      target: 1,
      names: ['constructor'],
      values: ['__proto__'],
    });
  });
});
