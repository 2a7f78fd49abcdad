import type { JsonObject } from '@portico/config';
import { describe, expect, it } from 'vitest';
import { createCatalogModel } from './create-catalog-model.ts';
import type { Entity } from './entity.ts';
import { loadCatalogModel } from './load-catalog-model.ts';
import { parseModelExtension } from './model-extension.ts';

const extension = parseModelExtension({
  kinds: [
    {
      kind: 'Product',
      apiVersions: ['acme.com/v1'],
      description: 'What customers buy',
      spec: {
        required: ['owner', 'price'],
        properties: { price: { type: 'number', minimum: 0 }, site: { type: 'string', format: 'uri' } },
      },
      relationFields: [
        { path: 'spec.owner', defaultKind: 'Group', relation: 'ownedBy' },
        { path: 'spec.builtFrom', defaultKind: 'Component', relation: 'builtFrom' },
        {
          path: 'spec.soldBy',
          defaultKind: 'Group',
          relation: 'soldBy',
          inverse: 'sells',
          defaultNamespace: 'default',
        },
      ],
      specTypes: { bundle: { spec: { required: ['parts'], properties: { parts: { type: 'array' } } } } },
      display: { icon: 'gift', hue: 10, plural: 'Products' },
    },
  ],
  fields: [
    {
      kind: 'Component',
      spec: { required: ['tier'], properties: { tier: { enum: ['gold', 'silver'] } } },
      relationFields: [{ path: 'spec.deployedTo', defaultKind: 'Resource', relation: 'deployedTo' }],
      display: { hue: 1 },
    },
  ],
  relations: [
    { type: 'builtFrom', inverse: 'buildsInto' },
    { type: 'deployedTo', inverse: 'hosts', title: 'deployed to', inverseTitle: 'hosts' },
  ],
});

const product = (spec: object): Entity =>
  ({ apiVersion: 'acme.com/v1', kind: 'Product', metadata: { name: 'p', namespace: 'ns' }, spec }) as Entity;
const component = (spec: JsonObject): Entity => ({
  apiVersion: 'backstage.io/v1beta1',
  kind: 'Component',
  metadata: { name: 'c' },
  spec: { type: 'a', lifecycle: 'b', owner: 'c', ...spec },
});

describe('a model with an extension', async () => {
  const model = await loadCatalogModel({ extensions: [extension] });
  const faults = (entity: Entity): string[] => model.validate(entity).problems.map(({ message }) => message);

  it('checks entities of the kind that was added', () => {
    expect(faults(product({ owner: 'a', price: 5 }))).toEqual([]);
    expect(faults(product({ price: -1, site: 'nowhere' }))).toEqual([
      '"spec.owner" is missing',
      '"spec.price" is not valid; expected what the schema says (\'must be >= 0\') but found -1',
      '"spec.site" is not valid; expected a text in the format \'uri\' but found "nowhere"',
    ]);
    expect(faults(product({ type: 'bundle', owner: 'a', price: 1 }))).toEqual(['"spec.parts" is missing']);
    expect(faults({ ...product({}), apiVersion: 'acme.com/v2' })[0]).toContain(
      "not known under the apiVersion 'acme.com/v2'",
    );
  });

  it('relates them, with both directions', () => {
    const edges = model.relationsOf(product({ owner: 'a', builtFrom: ['c'], soldBy: 's' }));
    expect(edges.map(({ sourceRef, type, targetRef }) => `${sourceRef} ${type} ${targetRef}`)).toEqual([
      'product:ns/p ownedBy group:ns/a',
      'group:ns/a ownerOf product:ns/p',
      'product:ns/p builtFrom component:ns/c',
      'component:ns/c buildsInto product:ns/p',
      'product:ns/p soldBy group:default/s',
      'group:default/s sells product:ns/p',
    ]);
    const { spec } = model.normalize(product({ builtFrom: ['b', 'a'] }));
    expect(spec?.['builtFrom']).toEqual(['a', 'b']);
  });

  it('adds fields to a kind that exists, under all of its versions', () => {
    expect(faults(component({ tier: 'gold' }))).toEqual([]);
    expect(faults(component({ tier: 'bronze' }))[0]).toContain(
      'expected one of "gold", "silver" but found "bronze"',
    );
    expect(faults(component({}))).toEqual(['"spec.tier" is missing']);
    expect(model.relationsOf(component({ deployedTo: 'k8s' })).at(-1)).toEqual({
      sourceRef: 'resource:default/k8s',
      type: 'hosts',
      targetRef: 'component:default/c',
    });
  });

  it('tells pages and plugins of it', () => {
    expect(model.kinds().at(-1)).toMatchObject({ kind: 'Product', display: { icon: 'gift' } });
    expect(model.findKind('Component')).toMatchObject({ display: { icon: 'cube', hue: 1 } });
    expect(model.findKind('Component')?.relationFields.at(-1)?.path).toBe('spec.deployedTo');
    expect(model.relationPairs().at(-1)).toMatchObject({ type: 'deployedTo', title: 'deployed to' });
    expect(createCatalogModel().findKind('Component')?.relationFields.at(-1)?.path).toBe('spec.system');
  });
});

describe('parseModelExtension', () => {
  it('names every fault with its path', () => {
    const data = {
      kinds: [
        { kind: 'my kind', apiVersions: [] },
        { kind: 'A', relationField: [] },
      ],
      relations: [{ type: 'a' }],
      knds: [],
    };
    const attempt = () => parseModelExtension(data, 'model.yaml');
    expect(attempt).toThrow(/^The model in model\.yaml is not valid: /);
    for (const fault of [
      'Unknown field knds',
      '"kinds.0.kind" is not valid; expected a text that matches',
      '"kinds.0.apiVersions" is not valid; expected a list of at least 1 but found []',
      '"kinds.1.apiVersions" is missing',
      'Unknown field "kinds.1.relationField"',
      '"relations.0.inverse" is missing',
    ]) {
      expect(attempt).toThrow(fault);
    }
    expect(() => parseModelExtension(null)).toThrow('The model in catalog.model is not valid');
  });

  it('takes an empty one', async () => {
    expect(parseModelExtension({})).toEqual({ kinds: [], fields: [], relations: [] });
    const model = await loadCatalogModel({ extensions: [parseModelExtension({})] });
    expect(model.kinds()).toEqual(createCatalogModel().kinds());
  });
});

describe('contradictions', () => {
  it('are told all together', async () => {
    const contradictory = parseModelExtension({
      kinds: [
        { kind: 'Component', apiVersions: ['backstage.io/v1alpha1'] },
        { kind: 'Broken', apiVersions: ['a/v1'], spec: { properties: { a: { type: 'strin' } } } },
        { kind: 'Lonely', apiVersions: ['a/v1'], relationFields: [{ path: 'spec.x', relation: 'likes' }] },
      ],
      fields: [{ kind: 'Componet' }],
      relations: [{ type: 'ownedBy', inverse: 'owns' }],
    });
    const attempt = loadCatalogModel({ extensions: [contradictory] });
    await expect(attempt).rejects.toMatchObject({ name: 'InputError' });
    const message = await attempt.catch((error: Error) => error.message);
    expect(message).toContain(
      "The kind 'Component' with apiVersion 'backstage.io/v1alpha1' is declared twice",
    );
    expect(message).toContain("Kind 'Broken': The schema is not valid");
    expect(message).toContain("Kind 'Lonely': the relation 'likes' of 'spec.x' has no inverse");
    expect(message).toContain(
      "fields for the kind 'Componet', which does not exist. Did you mean 'Component'?",
    );
    expect(message).toContain(
      "The relation 'ownedBy' has the inverse 'ownerOf' and cannot have 'owns' as well",
    );
  });

  it('ask for a compiler where schemas need one', () => {
    expect(() => createCatalogModel({ extensions: [extension] })).toThrow('Use loadCatalogModel');
  });
});
