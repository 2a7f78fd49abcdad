import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { buildEntityFilter } from './build-entity-filter.ts';

const service = {
  apiVersion: 'backstage.io/v1alpha1',
  kind: 'Component',
  metadata: { name: 'checkout', labels: { tier: '1' }, annotations: { 'backstage.io/orphan': 'true' } },
  spec: { type: 'Service', owner: 'group:default/shop' },
};

describe('the filter of an entity', () => {
  it.each([
    ['kind:component', true],
    ['kind:api,COMPONENT', true],
    ['kind:api', false],
    ['kind:component type:service', true],
    ['kind:component type:website', false],
    ['not:type:website', true],
    ['not:kind:component', false],
    ['is:orphan has:labels', true],
    ['has:links', false],
    ['has:links,labels', true],
    ['', true],
  ])('reads %j', (expression, expected) => {
    expect(buildEntityFilter(expression)(service)).toBe(expected);
  });

  it('takes predicates and functions', () => {
    expect(buildEntityFilter({ kind: 'component', 'spec.type': { $in: ['service'] } })(service)).toBe(true);
    expect(buildEntityFilter({ $not: { kind: 'component' } })(service)).toBe(false);
    expect(buildEntityFilter(entity => entity.metadata.name === 'checkout')(service)).toBe(true);
    expect(buildEntityFilter(undefined)(service)).toBe(true);
  });

  it('reports terms that are not known, and goes by the others', () => {
    const problems: string[] = [];
    const filter = buildEntityFilter('kind:component name:x is:lost kind:', problem =>
      problems.push(problem.message),
    );
    expect(filter(service)).toBe(true);
    expect(problems).toEqual([
      "The entity filter has the key 'name'. Known keys are kind, type, is and has",
      "The entity filter 'is:lost' is not known. Known values are orphan",
      "The entity filter 'kind:' has no value. Write it as kind:value",
    ]);
  });

  it('never throws, whatever the expression', () => {
    fc.assert(
      fc.property(fc.string(), expression => {
        expect(typeof buildEntityFilter(expression)(service)).toBe('boolean');
      }),
    );
  });
});
