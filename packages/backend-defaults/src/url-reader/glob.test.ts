import { describe, expect, it } from 'vitest';
import { createGlobMatcher, isGlob, staticFolder } from './glob.ts';

describe('globs', () => {
  it.each([
    ['*.yaml', 'a.yaml', true],
    ['*.yaml', 'd/a.yaml', false],
    ['**/*.yaml', 'd/e/a.yaml', true],
    ['/services/*/catalog-info.yaml', 'services/x/catalog-info.yaml', true],
    ['services/**/catalog-info.y?ml', 'services/a/b/catalog-info.yaml', true],
    ['{a,b}/x', 'b/x', true],
    ['[ab]/x', 'c/x', false],
    ['!a', 'b', false],
    ['#a', '#a', true],
  ])('%s and %s: %s', (glob, path, expected) => {
    expect(createGlobMatcher(glob)(path)).toBe(expected);
  });

  it('knows what is one, and where it starts', () => {
    expect(['a/b.yaml', 'a*', 'a?', '[ab]', '{a,b}', 'a[', '(a)'].map(isGlob)).toEqual([
      false,
      true,
      true,
      true,
      true,
      false,
      false,
    ]);
    expect(['a/b/*.yaml', '*.yaml', 'a/**/b/*.x'].map(staticFolder)).toEqual(['a/b', '', 'a']);
  });

  it.each(['a*a*a*a*a*b', '**/a/**/a/**/a/**/a/**', `${'a'.repeat(1001)}*`])('refuses %s', glob => {
    expect(() => createGlobMatcher(glob)).toThrow(/too many wildcards/);
  });

  it('does not unfold braces without end', () => {
    expect(createGlobMatcher('{a,b}'.repeat(30))('c')).toBe(false);
  });
});
