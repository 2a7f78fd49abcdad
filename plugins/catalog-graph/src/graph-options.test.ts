import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseGraphSearch, toGraphSearch, type GraphOptions } from './graph-options.ts';

const initial: GraphOptions = {
  rootEntityRefs: [],
  maxDepth: 2,
  unidirectional: true,
  mergeRelations: true,
  direction: 'LR',
  showFilters: true,
  curve: 'curveMonotoneX',
  layout: 'hierarchy',
  isList: false,
  search: '',
};

describe('the URL', () => {
  it('keeps every choice', () => {
    const text = fc.string({ minLength: 1 }).filter(value => value.isWellFormed());
    const options = fc.record({
      rootEntityRefs: fc.array(text, { minLength: 1 }),
      maxDepth: fc.constantFrom(1, 3, Number.POSITIVE_INFINITY),
      selectedKinds: fc.option(fc.array(text, { minLength: 1 }), { nil: undefined }),
      selectedRelations: fc.option(fc.array(text, { minLength: 1 }), { nil: undefined }),
      unidirectional: fc.boolean(),
      mergeRelations: fc.boolean(),
      direction: fc.constantFrom('TB' as const, 'BT' as const, 'LR' as const, 'RL' as const),
      showFilters: fc.boolean(),
      curve: fc.constantFrom('curveStepBefore' as const, 'curveMonotoneX' as const),
      layout: fc.constantFrom('hierarchy' as const, 'force' as const),
      isList: fc.boolean(),
      search: fc.oneof(fc.constant(''), text),
      focus: fc.option(text, { nil: undefined }),
    });
    fc.assert(
      fc.property(options, chosen => {
        expect(parseGraphSearch(new URLSearchParams(toGraphSearch(chosen)), initial)).toEqual(chosen);
      }),
    );
  });
  it('reads what existing portals write, and leaves nonsense out', () => {
    const parse = (query: string): GraphOptions => parseGraphSearch(new URLSearchParams(query), initial);
    expect(
      parse(
        'rootEntityRefs%5B%5D=component:a&rootEntityRefs[1]=b&maxDepth=%E2%88%9E&selectedKinds[]=api&mergeRelations=false&direction=TB',
      ),
    ).toMatchObject({
      rootEntityRefs: ['component:a', 'b'],
      maxDepth: Number.POSITIVE_INFINITY,
      selectedKinds: ['api'],
      mergeRelations: false,
      direction: 'TB',
    });
    expect(parse('maxDepth=-1&direction=up&curve=none&layout=x')).toEqual(initial);
  });
});
