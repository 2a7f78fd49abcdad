import { parseModelExtension } from '@portico/catalog-model';
import { describe, expect, it } from 'vitest';
import { fieldsOfKind, findKind, titleOfField, toWords } from './kind-fields.ts';

const model = parseModelExtension({
  kinds: [
    {
      kind: 'Product',
      apiVersions: ['acme.com/v1'],
      spec: {
        properties: { price: { type: 'number', title: 'Price in euros' }, shippedAt: { type: 'string' } },
        allOf: [{ properties: { owner: { type: 'string' } } }],
      },
      schema: { properties: { spec: { properties: { stage: {} } } } },
      relationFields: [
        { path: 'spec.owner', relation: 'ownedBy' },
        { path: 'spec.builtFrom', relation: 'builtFrom' },
        { path: 'metadata.labels.team', relation: 'ownedBy' },
      ],
    },
  ],
});

describe('the fields of a kind', () => {
  it('are those of its schema, also where it is in parts, and those that name entities', () => {
    const kind = findKind(model, 'product');
    const fields = kind ? fieldsOfKind(kind) : [];
    expect(fields.map(({ name, relation }) => [name, relation?.relation])).toEqual([
      ['stage', undefined],
      ['price', undefined],
      ['shippedAt', undefined],
      ['owner', 'ownedBy'],
      ['builtFrom', 'builtFrom'],
    ]);
    expect(fields.map(titleOfField)).toEqual([
      'Stage',
      'Price in euros',
      'Shipped at',
      'Owner',
      'Built from',
    ]);
    expect(findKind(model, 'toString')).toBe(undefined);
  });

  it.each([
    ['builtFrom', 'built from'],
    ['cost_center', 'cost center'],
    ['providesAPI', 'provides API'],
    ['SLAHours', 'SLAHours'],
    ['tier2Of', 'tier2 of'],
  ])('%s reads as "%s"', (name, words) => expect(toWords(name)).toBe(words));
});
