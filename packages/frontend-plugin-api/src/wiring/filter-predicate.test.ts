import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { evaluateFilterPredicate, type FilterPredicate } from './filter-predicate.ts';

const service = {
  kind: 'Component',
  spec: { type: 'service', size: 7 },
  metadata: { tags: ['Java', 'web'], annotations: { 'github.com/project-slug': 'a/b' } },
};

describe('evaluateFilterPredicate', () => {
  it.each<[FilterPredicate, boolean]>([
    [{ kind: 'component' }, true],
    [{ kind: 'API' }, false],
    [{ 'spec.size': '7' }, true],
    [{ kind: 'component', 'spec.type': { $in: ['SERVICE', 'website'] } }, true],
    [{ 'metadata.annotations.github.com/project-slug': { $exists: true } }, true],
    [{ 'metadata.annotations.none': { $exists: true } }, false],
    [{ 'metadata.annotations.none': { $exists: false } }, true],
    [{ 'metadata.tags': { $contains: 'java' } }, true],
    [{ 'metadata.tags': { $contains: 'go' } }, false],
    [{ 'spec.type': { $hasPrefix: 'SERV' } }, true],
    [{ $not: { kind: 'component' } }, false],
    [{ $any: [{ kind: 'api' }, { 'spec.type': 'service' }] }, true],
    [{ $all: [{ kind: 'api' }, { 'spec.type': 'service' }] }, false],
    [{ $later: 'x' }, false],
    [{ kind: { $later: 'x' } } as unknown as FilterPredicate, false],
    [{ '__proto__.x': { $exists: true } }, false],
    [{ 'constructor.name': { $exists: true } }, false],
  ])('%j is %s', (predicate, expected) => {
    expect(evaluateFilterPredicate(predicate, service)).toBe(expected);
  });

  it('refuses combinators beside other keys', () => {
    const predicate = { $all: [], kind: 'x' } as unknown as FilterPredicate;
    expect(() => evaluateFilterPredicate(predicate, service)).toThrow("'$all' stands beside other keys");
  });

  it('keeps the laws of logic', () => {
    const leaf = fc.record({ kind: fc.constantFrom('component', 'api') }) as fc.Arbitrary<FilterPredicate>;
    const predicate = fc.letrec<{ node: FilterPredicate }>(tie => ({
      node: fc.oneof(
        { depthSize: 'small' },
        leaf,
        fc.array(tie('node'), { maxLength: 3 }).map($all => ({ $all })),
        fc.array(tie('node'), { maxLength: 3 }).map($any => ({ $any })),
        tie('node').map($not => ({ $not })),
      ),
    })).node;
    fc.assert(
      fc.property(predicate, predicate, (left, right) => {
        const holds = (given: FilterPredicate) => evaluateFilterPredicate(given, service);
        expect(holds({ $not: { $all: [left, right] } })).toBe(
          holds({ $any: [{ $not: left }, { $not: right }] }),
        );
        expect(holds({ $not: { $not: left } })).toBe(holds(left));
      }),
    );
  });
});
