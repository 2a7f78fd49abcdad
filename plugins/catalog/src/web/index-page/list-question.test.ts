import { describe, expect, it } from 'vitest';
import { kindRule, listRule, ownerRule, statusRule, tagRule, typeRule } from './filter-rules.ts';
import { toListQuestion } from './list-question.ts';
import { parseListState } from './list-state.ts';

const rules = [kindRule, typeRule, listRule, ownerRule, tagRule, statusRule];
const context = {
  userEntityRef: 'user:default/ada',
  ownershipEntityRefs: ['user:default/ada', 'group:default/shop'],
  starredEntityRefs: new Set(['component:default/checkout']),
  unreadSources: ['url:https://example.com/a.yaml', 'file:/b.yaml'],
};
const ask = (query: string, without?: string) =>
  toListQuestion(parseListState(new URLSearchParams(query)), { rules, context, without });

describe('what the catalog is asked', () => {
  it('is for components at first, and for any kind where that is chosen', () => {
    expect(ask('')).toEqual({ query: { kind: 'component' } });
    expect(ask('filters[kind]=*')).toEqual({ query: { $all: [] } });
  });

  it('joins all filters, and leaves one out to count its values', () => {
    const query = 'filters[kind]=api&filters[tags]=a&filters[tags]=b&filters[status]=error&text=%20pay';
    expect(ask(query)).toEqual({
      query: {
        $all: [
          { kind: 'api' },
          { 'metadata.tags': { $in: ['a', 'b'] } },
          { $any: [{ 'status.items.level': 'error' }] },
        ],
      },
      fullTextFilter: { term: 'pay', fields: expect.arrayContaining(['metadata.title']) },
    });
    expect(ask(query, 'tags').query).toEqual({
      $all: [{ kind: 'api' }, { $any: [{ 'status.items.level': 'error' }] }],
    });
  });

  it('counts kinds without the types, which start anew with another kind', () => {
    expect(ask('filters[kind]=api&filters[type]=openapi', 'kind').query).toEqual({ $all: [] });
  });

  it('is for what comes from sources that could not be read, but has no errors itself', () => {
    const field = 'metadata.annotations.backstage.io/managed-by-location';
    expect(ask('filters[kind]=*&filters[status]=stale').query).toEqual({
      $any: [
        {
          $all: [{ [field]: { $in: context.unreadSources } }, { $not: { 'status.items.level': 'error' } }],
        },
      ],
    });
    const state = parseListState(new URLSearchParams('filters[kind]=*&filters[status]=stale'));
    const known = { rules, context: { ...context, unreadSources: [] } };
    expect(toListQuestion(state, known).query).toEqual({ $any: [{ $any: [] }] });
  });

  it("knows the user's own, their teams' and what is starred", () => {
    const own = (value: string) => ask(`filters[kind]=*&filters[user]=${value}`).query;
    expect(own('owned')).toEqual({
      'relations.ownedBy': { $in: ['user:default/ada', 'group:default/shop'] },
    });
    expect(own('teams')).toEqual({ 'relations.ownedBy': 'group:default/shop' });
    expect(own('starred')).toEqual({
      $any: [{ kind: 'component', 'metadata.namespace': 'default', 'metadata.name': 'checkout' }],
    });
    expect(own('all')).toEqual({ $all: [] });
  });
});
