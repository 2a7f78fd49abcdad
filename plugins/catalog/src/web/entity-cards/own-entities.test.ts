import type { Entity } from '@portico/catalog-model';
import { describe, expect, it } from 'vitest';
import { ownFieldNames } from './own-fields.ts';
import { ownRelations } from './own-relations.ts';

const entity = (kind: string, spec: Entity['spec'], relations: Record<string, string[]> = {}): Entity => ({
  apiVersion: 'acme.com/v1',
  kind,
  metadata: { name: 'a' },
  ...(spec && { spec }),
  relations: Object.entries(relations).flatMap(([type, refs]) =>
    refs.map(targetRef => ({ type, targetRef })),
  ),
});

describe('what no card of a built-in kind shows', () => {
  it('are fields of the organisation', () => {
    const spec = { type: 'a', owner: 'b', system: 'c', tier: 'gold' };
    expect(ownFieldNames(entity('Component', spec))).toEqual(['tier']);
    expect(ownFieldNames(entity('Product', spec))).toEqual(['system', 'tier']);
    expect(ownFieldNames(entity('User', undefined))).toEqual([]);
  });

  it('are relations of its types, from its kinds and to its kinds', () => {
    const relations = {
      ownedBy: ['group:default/a'],
      dependsOn: ['component:default/a', 'product:default/a'],
      dependencyOf: ['product:default/a'],
      partOf: ['system:default/a'],
      buildsInto: ['product:default/a', 'product:default/a'],
    };
    expect(ownRelations(entity('Component', {}, relations))).toEqual([
      { type: 'dependsOn', refs: ['product:default/a'] },
      { type: 'buildsInto', refs: ['product:default/a'] },
    ]);
    expect(
      ownRelations(entity('Product', {}, relations)).map(({ type, refs }) => [type, refs.length]),
    ).toEqual([
      ['dependsOn', 2],
      ['dependencyOf', 1],
      ['buildsInto', 1],
    ]);
  });
});
