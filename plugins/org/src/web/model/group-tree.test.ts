import type { Entity } from '@portico/catalog-model';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { toCatalogQuery } from './catalog-path.ts';
import { buildGroupTree, linesOf, type GroupFacts, type TreeGroup } from './group-tree.ts';
import { profileOf } from './profile.ts';
import { groupFacts } from './read-groups.ts';

const group = (name: string, more: Partial<GroupFacts> = {}): GroupFacts => ({
  ref: `group:default/${name}`,
  title: name,
  childRefs: [],
  members: 1,
  owned: 2,
  ...more,
});
const ref = (name: string): string => `group:default/${name}`;
const draw = (roots: readonly TreeGroup[]): string =>
  linesOf(roots, { isOpen: () => true })
    .map(({ group: { title }, level }) => `${' '.repeat(level)}${title}`)
    .join('\n');

describe('the tree of groups', () => {
  it('knows parents from either side, and sums up what is owned', () => {
    const roots = buildGroupTree([
      group('z', { parentRef: ref('b') }),
      group('b', { parentRef: ref('a') }),
      group('a', { childRefs: [ref('c'), ref('nobody')] }),
      group('c'),
      group('alone', { parentRef: ref('elsewhere') }),
    ]);
    expect(draw(roots)).toBe('a\n b\n  z\n c\nalone');
    expect(roots.map(({ ownedInAll }) => ownedInAll)).toEqual([8, 2]);
  });

  it('has every group once, whatever they say of each other', () => {
    const names = fc.constantFrom('a', 'b', 'c', 'd', 'e', 'f');
    const facts = fc.record(
      { parentRef: names.map(ref), childRefs: fc.array(names.map(ref), { maxLength: 3 }) },
      { requiredKeys: ['childRefs'] },
    );
    fc.assert(
      fc.property(fc.array(facts, { minLength: 6, maxLength: 6 }), said => {
        const roots = buildGroupTree(said.map((one, index) => group('abcdef'[index] ?? '', one)));
        const lines = linesOf(roots, { isOpen: () => true });
        expect(lines.map(({ group: { title } }) => title).sort()).toEqual('abcdef'.split(''));
        expect(roots.reduce((sum, { ownedInAll }) => sum + ownedInAll, 0)).toBe(12);
      }),
    );
  });

  it('is shown as far as it is open, or as far as a search leads', () => {
    const roots = buildGroupTree([
      group('a'),
      group('b', { parentRef: ref('a') }),
      group('xyz', { parentRef: ref('b') }),
    ]);
    const titles = (options: Parameters<typeof linesOf>[1]) =>
      linesOf(roots, options).map(({ group: { title } }) => title);
    expect(titles({ isOpen: (_group, level) => level < 1 })).toEqual(['a', 'b']);
    expect(titles({ isOpen: () => false })).toEqual(['a']);
    expect(titles({ isOpen: () => false, search: ' XY ' })).toEqual(['a', 'b', 'xyz']);
    expect(titles({ isOpen: () => true, search: 'nothing' })).toEqual([]);
  });

  it('bears a chain of 20,000 groups', () => {
    const chain = Array.from({ length: 20_000 }, (_, index) =>
      group(`g${index}`, index === 0 ? {} : { parentRef: ref(`g${index - 1}`) }),
    );
    expect(buildGroupTree(chain)[0]?.ownedInAll).toBe(40_000);
  });
});

it('reads groups and profiles as far as they can be read', () => {
  const entity: Entity = {
    apiVersion: 'backstage.io/v1alpha1',
    kind: 'Group',
    metadata: { name: 'Ops', namespace: 'x' },
    spec: {
      type: 'team',
      parent: 'Engineering',
      children: ['a', 'group:y/b', 7, '::'],
      profile: { email: 7, picture: 'p' },
    },
  };
  expect(groupFacts(entity)).toEqual({
    ref: 'group:x/ops',
    title: 'x/ops',
    type: 'team',
    parentRef: 'group:x/engineering',
    childRefs: ['group:x/a', 'group:y/b'],
  });
  expect(profileOf(entity)).toEqual({ picture: 'p' });
  expect(profileOf({ ...entity, spec: {} })).toEqual({});
});

it('names a list of the catalog', () => {
  const query = new URLSearchParams(
    toCatalogQuery({ kind: 'API', type: 'openapi', owners: ['group:default/a', 'user:default/b'] }),
  );
  expect([...query]).toEqual([
    ['filters[kind]', 'api'],
    ['filters[type]', 'openapi'],
    ['filters[owners]', 'group:default/a'],
    ['filters[owners]', 'user:default/b'],
  ]);
  expect(new URLSearchParams(toCatalogQuery({ owners: ['a'] })).get('filters[kind]')).toBe('*');
  expect(
    toCatalogQuery({ owners: Array.from({ length: 61 }, (_, index) => `group:default/${index}`) }),
  ).toBeUndefined();
});
