import { createCatalogModel, interpretSchema, parseModelExtension } from '@portico/catalog-model';
import { describe, expect, it } from 'vitest';
import { columnsFor } from './columns.tsx';
import { ownColumns } from './own-columns.tsx';
import { sortFieldOf } from './sort-field.ts';

const extension = parseModelExtension({
  kinds: [
    {
      kind: 'Product',
      apiVersions: ['acme.com/v1'],
      spec: {
        properties: {
          owner: { type: 'string' },
          stage: { type: 'string' },
          price: { type: 'number' },
          limits: { type: 'object' },
          markets: { type: 'array', items: { type: 'string' } },
          launchedOn: { type: 'string' },
          homepage: { type: 'string' },
          system: { type: 'string' },
        },
      },
    },
  ],
  fields: [{ kind: 'Component', spec: { properties: { tier: { type: 'string' } } } }],
});
const built = createCatalogModel({ extensions: [extension], compileSchema: interpretSchema });
const model = { kinds: built.kinds(), relations: built.relationPairs(), metadata: built.declaredMetadata() };

function plan(kind: string, isKnown = true) {
  const { columns, hiddenAtFirst } = columnsFor(
    kind,
    id => id,
    isKnown ? ownColumns(model, kind) : undefined,
  );
  return {
    shown: columns.map(({ id }) => id).filter(id => !hiddenAtFirst.includes(id)),
    more: hiddenAtFirst,
  };
}

describe('the columns of a kind that is not built in', () => {
  it('are those of its fields', () => {
    expect(plan('product')).toEqual({
      shown: [
        'name',
        'owner',
        'spec.stage',
        'spec.price',
        'spec.markets',
        'spec.launchedOn',
        'description',
        'star',
      ],
      more: ['spec.homepage', 'system', 'tags', 'namespace'],
    });
    expect(plan('product', false).shown).toContain('kind');
    expect(plan('nothing')).toEqual(plan('nothing', false));
  });

  it('sort by what is no number and no list', () => {
    const { columns = [] } = ownColumns(model, 'product') ?? {};
    expect(columns.filter(({ isSortable }) => isSortable).map(({ id }) => sortFieldOf(id))).toEqual([
      'spec.stage',
      'spec.launchedOn',
      'spec.homepage',
    ]);
  });
});

it('adds what a model has added to a built-in kind, to be chosen', () => {
  expect(plan('component')).toEqual({
    ...plan('component', false),
    more: [...plan('component', false).more, 'spec.tier'],
  });
  expect(plan('template')).toEqual(plan('template', false));
  expect(plan('location')).toEqual(plan('location', false));
});
