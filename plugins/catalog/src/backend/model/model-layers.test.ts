import { describe, expect, it } from 'vitest';
import { describeModel } from '../actions/describe-model.ts';
import { createCatalogWorld, type CatalogWorld } from '../testing/catalog-world.ts';
import { component } from '../testing/engine-world.ts';

interface Layer {
  $$type: string;
  version: string;
  layerId: string;
  ops: object[];
}

function layer(layerId: string, ...ops: object[]): Layer {
  return { $$type: '@backstage/CatalogModelLayer', version: 'v1', layerId, ops };
}

const owner = {
  selector: { path: 'spec.owner' },
  relation: 'ownedBy',
  defaultKind: 'Group',
  defaultNamespace: 'inherit',
  allowedKinds: ['Group', 'User'],
};
const specOf = (properties: object, required: string[] = []) => ({
  jsonSchema: {
    type: 'object',
    required: ['spec'],
    properties: { spec: { type: 'object', required, properties } },
  },
});
const text = { type: 'string', minLength: 1 };

const robots = layer(
  'acme.com/robots',
  {
    op: 'declareKind.v1',
    kind: 'Robot',
    group: 'acme.com',
    properties: { singular: 'robot', plural: 'robots', description: 'A machine that walks' },
  },
  ...['v1', 'v2'].map(name => ({
    op: 'declareKindVersion.v1',
    kind: 'Robot',
    name,
    properties: {
      relationFields: [
        owner,
        { selector: { path: 'spec.runs' }, relation: 'runs', defaultKind: 'Component' },
        { selector: { path: 'spec.likes' }, relation: 'likes' },
      ],
      schema: specOf({ owner: text, likes: text, runs: { type: 'array', items: text } }, ['owner']),
    },
  })),
  {
    op: 'declareKindVersion.v1',
    kind: 'Robot',
    name: 'v2',
    specType: 'arm',
    properties: { schema: specOf({ reach: { type: 'number' } }, ['reach']) },
  },
  {
    op: 'declareRelation.v1',
    fromKind: 'Robot',
    type: 'runs',
    toKind: 'Component',
    properties: { reverseType: 'runsOn', title: 'runs', description: 'Software and machine' },
  },
  {
    op: 'declareRelation.v1',
    fromKind: 'Component',
    type: 'runsOn',
    toKind: 'Robot',
    properties: { reverseType: 'runs', title: 'runs on', description: 'Software and machine' },
  },
  {
    op: 'declareAnnotation.v1',
    name: 'acme.com/serial',
    properties: {
      title: 'Serial number',
      description: 'As on the plate',
      schema: { jsonSchema: { type: 'string', pattern: '^[0-9]+$' } },
    },
  },
  { op: 'declareLabel.v1', name: 'acme.com/colour', properties: { description: 'What it looks like' } },
  { op: 'declareTag.v1', name: 'walking', properties: { description: 'It has legs' } },
);

async function startWith(...layers: Layer[]): Promise<CatalogWorld> {
  return createCatalogWorld('SQLITE_MEMORY', {
    prepare: ({ slots }) =>
      slots.model.addModelSource({
        async *read() {
          yield { data: layers.map(each => ({ layer: each })) };
        },
      }),
  });
}

const robot = (name: string, spec: object, version = 'v1', annotations: Record<string, string> = {}) => {
  const { metadata } = component(name);
  return {
    apiVersion: `acme.com/${version}`,
    kind: 'Robot',
    metadata: { ...metadata, annotations: { ...metadata.annotations, ...annotations } },
    spec: { ...spec },
  };
};

async function faultsOf({ catalog }: CatalogWorld, entity: ReturnType<typeof robot>): Promise<string> {
  return (await catalog.validate(entity)).map(({ message }) => message).join('; ');
}

describe('layers of published modules', () => {
  it('add kinds with their relations, and what their entities must look like', async () => {
    await using world = await startWith(robots);
    await world.catalog.engine.connect('test').applyMutation({
      type: 'full',
      entities: [
        robot('r', { owner: 'team-a', likes: 'user:jane', runs: ['software'] }),
        component('software'),
      ].map(entity => ({
        entity,
      })),
    });
    await world.settle();
    expect((await world.served('robot:default/r'))?.relations).toEqual([
      { type: 'likes', targetRef: 'user:default/jane' },
      { type: 'ownedBy', targetRef: 'group:default/team-a' },
      { type: 'runs', targetRef: 'component:default/software' },
    ]);
    expect((await world.served('component:default/software'))?.relations).toContainEqual({
      type: 'runsOn',
      targetRef: 'robot:default/r',
    });
    expect(await faultsOf(world, robot('r', {}))).toMatch(/owner/);
    expect(await faultsOf(world, robot('r', { owner: 'a' }, 'v3'))).toMatch(/foreign kind or apiVersion/);
    // What a type declares stands for all that the kind does.
    expect(await faultsOf(world, robot('r', { type: 'arm' }, 'v2'))).toMatch(/reach/);
    expect(await faultsOf(world, robot('r', { type: 'arm', reach: 2 }, 'v2'))).toBe('');
    const arm = robot('r', { type: 'arm', reach: 2, owner: 'team-a' }, 'v2');
    expect(world.catalog.model.relationsOf(arm)).toEqual([]);
  });

  it('declare annotations, labels and tags', async () => {
    await using world = await startWith(robots);
    expect(await faultsOf(world, robot('r', { owner: 'a' }, 'v1', { 'acme.com/serial': 'x1' }))).toMatch(
      /acme\.com\/serial/,
    );
    expect(await faultsOf(world, robot('r', { owner: 'a' }, 'v1', { 'acme.com/serial': '12' }))).toBe('');
    const advice = world.catalog.model.validate(
      robot('r', { owner: 'a' }, 'v1', { 'acme.com/serials': '12' }),
    ).problems;
    expect(advice.map(({ hint }) => hint)).toContain("Did you mean 'acme.com/serial'?");
    const description = describeModel(world.catalog.model);
    expect(description).toContain('- `acme.com/serial` (Serial number): As on the plate');
    expect(description).toContain('- `acme.com/colour`: What it looks like');
    expect(description).toContain('- `walking`: It has legs');
    expect(description).toContain('### Robot\n\n`apiVersion`: `acme.com/v1`. A machine that walks');
    expect(description).toContain('- `runs` (runs), and back `runsOn` (runs on)');
  });

  it('change and remove what is built in', async () => {
    const changes = layer(
      'acme.com/changes',
      { op: 'removeKind.v1', kind: 'Domain' },
      {
        op: 'updateKind.v1',
        kind: 'Component',
        properties: { description: 'A piece of software', plural: 'Pieces' },
      },
      ...['v1alpha1', 'v1beta1'].map(name => ({
        op: 'updateKindVersion.v1',
        kind: 'Component',
        name,
        properties: {
          schema: specOf({ tier: { enum: ['gold'] }, lifecycle: null }, ['type', 'owner', 'tier']),
        },
      })),
      {
        op: 'updateRelation.v1',
        fromKind: 'Component',
        type: 'ownedBy',
        toKind: 'Group',
        properties: { title: 'looked after by', reverseTitle: 'looks after' },
      },
    );
    await using world = await startWith(changes);
    const { model } = world.catalog;
    expect(model.findKind('Domain')).toBeUndefined();
    expect(model.kinds().filter(({ kind }) => kind === 'Component')).toEqual([
      expect.objectContaining({
        apiVersions: ['backstage.io/v1alpha1', 'backstage.io/v1beta1'],
        description: 'A piece of software',
        display: expect.objectContaining({ plural: 'Pieces' }) as unknown,
      }),
    ]);
    expect(model.relationPairs()[0]).toMatchObject({ title: 'looked after by', inverseTitle: 'looks after' });
    const problemsOf = (spec: object): string[] =>
      model
        .checkKind({ ...component('a'), spec: { type: 't', owner: 'o', ...spec } })
        .problems.map(({ path }) => path);
    expect(problemsOf({})).toEqual(['spec.tier']);
    expect(problemsOf({ tier: 'lead' })).toEqual(['spec.tier']);
    expect(problemsOf({ tier: 'gold', lifecycle: 5 })).toEqual([]);
  });

  it('may repeat what is built in if they are of Backstage, and each other', async () => {
    const builtin = (id: string) =>
      layer(
        id,
        {
          op: 'declareKind.v1',
          kind: 'Component',
          group: 'backstage.io',
          properties: { singular: 'component', plural: 'components', description: '' },
        },
        {
          op: 'declareKindVersion.v1',
          kind: 'Component',
          name: 'v1alpha1',
          properties: { schema: specOf({}) },
        },
      );
    const plain = await startWith();
    await using world = await startWith(
      builtin('catalog.backstage.io/default-entity-model'),
      robots,
      structuredClone(robots),
    );
    expect(world.catalog.model.findKind('Component')).toEqual(plain.catalog.model.findKind('Component'));
    await plain[Symbol.asyncDispose]();
    await expect(startWith(builtin('acme.com/components'))).rejects.toThrow(
      /the layer 'acme\.com\/components' has 'declareKind\.v1', but the kind 'Component' is declared already/,
    );
  });

  it('are refused with the layer and the reason', async () => {
    const cases: [Layer, RegExp][] = [
      [
        layer('a/b', { op: 'removeKind.v1', kind: 'Nope' }),
        /'a\/b' has 'removeKind\.v1', but the kind 'Nope' is not declared/,
      ],
      [layer('a/b', { op: 'updateTag.v1', name: 'x', properties: {} }), /the tag 'x' is not declared/],
      [layer('a/b', { op: 'dance.v1' }), /The layer 'a\/b' of the model cannot be read: ops\.0/],
      [layer('a/b', { op: 'declareKind.v1', kind: 'X', properties: {} }), /cannot be read: ops\.0\.group/],
      [{ ...robots, version: 'v2' }, /The layer 'acme\.com\/robots' of the model cannot be read: version/],
    ];
    for (const [bad, message] of cases) await expect(startWith(bad)).rejects.toThrow(message);
    await expect(startWith(robots, { ...robots, ops: [] })).rejects.toThrow(
      /two layers 'acme\.com\/robots' that say different things/,
    );
  });
});
