import { createCatalogModel, interpretSchema, parseModelExtension } from '@portico/catalog-model';
import { describe, expect, it } from 'vitest';
import { placeAt } from './cursor-place.ts';
import { kindsToStartWith, skeletonOf } from './initial-text.ts';
import { suggest } from './suggest.ts';

const extension = parseModelExtension({
  kinds: [
    {
      kind: 'Product',
      apiVersions: ['acme.com/v1'],
      spec: { required: ['owner'], properties: { stage: { enum: ['idea', 'sold'] }, owner: {} } },
      relationFields: [{ path: 'spec.builtFrom', defaultKind: 'Component', relation: 'dependsOn' }],
    },
  ],
  fields: [
    {
      kind: 'Component',
      spec: { required: ['tier'], properties: { tier: { enum: ['gold', 'silver'] } } },
    },
  ],
});
const model = createCatalogModel({ extensions: [extension], compileSchema: interpretSchema });

function at(text: string) {
  const offset = text.indexOf('|');
  const place = placeAt(text.slice(0, offset) + text.slice(offset + 1), offset);
  if (!place) throw new Error('no place');
  return suggest(model, place);
}
const labels = (text: string) => at(text).options.map(({ label }) => label);

describe('suggest', () => {
  it('knows the fields of the kind, without those that are there', () => {
    expect(labels('|')).toEqual(['apiVersion', 'kind', 'metadata', 'spec']);
    const spec = labels('kind: Component\nspec:\n  type: a\n  |');
    expect(spec).toContain('providesApis');
    expect(spec).not.toContain('type');
    expect(labels('kind: API\nspec:\n  |')).toContain('definition');
    expect(labels('metadata:\n  links:\n    - |')).toEqual(['url', 'title', 'icon', 'type']);
    expect(labels('metadata:\n  annotations:\n    |')).toContain('backstage.io/techdocs-ref');
  });

  it('puts in what a field begins with', () => {
    const { options } = at('kind: Component\nspec:\n  |');
    const insert = (label: string) => options.find(option => option.label === label);
    expect(insert('owner')).toMatchObject({
      insert: 'owner: ',
      detail: 'required',
      info: expect.any(String),
    });
    expect(insert('dependsOn')).toMatchObject({ insert: 'dependsOn:\n    - ' });
  });

  it('knows kinds and versions', () => {
    expect(labels('kind: |')).toEqual(expect.arrayContaining(['Component', 'API', 'Group', 'Template']));
    expect(labels('kind: Template\napiVersion: |')).toEqual(['scaffolder.backstage.io/v1beta3']);
  });

  it('tells which refs and words to ask the catalog for', () => {
    expect(at('kind: Component\nspec:\n  owner: |').refs).toEqual({
      defaultKind: 'Group',
      kinds: ['Group', 'User'],
    });
    expect(at('kind: Component\nspec:\n  providesApis:\n    - |').refs).toEqual({
      defaultKind: 'API',
      kinds: ['API'],
    });
    expect(at('kind: Component\nspec:\n  dependsOn: [|').refs).toEqual({
      defaultKind: undefined,
      kinds: undefined,
    });
    expect(at('kind: API\nspec:\n  type: |').words).toEqual({ facet: 'spec.type', kind: 'API' });
    expect(at('metadata:\n  tags:\n    - |').words).toEqual({ facet: 'metadata.tags', kind: undefined });
  });

  it('knows the kinds of the organisation, and its fields of others', () => {
    expect(labels('kind: |')).toContain('Product');
    expect(labels('kind: Product\napiVersion: |')).toEqual(['acme.com/v1']);
    expect(labels('kind: Product\nspec:\n  |')).toEqual(['stage', 'owner']);
    expect(labels('kind: Product\nspec:\n  stage: |')).toEqual(['idea', 'sold']);
    expect(at('kind: Product\nspec:\n  builtFrom: |').refs?.kinds).toEqual(['Component']);
    expect(labels('kind: Component\nspec:\n  |')).toEqual(expect.arrayContaining(['lifecycle', 'tier']));
    expect(labels('kind: Component\nspec:\n  tier: |')).toEqual(['gold', 'silver']);
    expect(kindsToStartWith(model)).toContain('Product');
    expect(skeletonOf(model, 'Product')).toContain('apiVersion: acme.com/v1\nkind: Product\n');
    expect(skeletonOf(model, 'Component')).toMatch(/spec:\n(.*\n)*  owner:\n(.*\n)*  tier:\n/);
  });
});
