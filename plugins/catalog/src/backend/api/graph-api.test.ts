import { createTestDatabases } from '@portico/backend-test-utils/databases';
import type { EntityGraph } from '@portico/catalog-client';
import type { Entity } from '@portico/catalog-model';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { catalogConditions, createCatalogConditionalDecision } from '../../entity-rules.ts';
import { catalogEntityReadPermission } from '../../permissions.ts';
import { type ApiWorld, startApiWorld } from './testing/api-world.ts';

const entity = (kind: string, name: string, spec: Entity['spec'], metadata: object = {}): Entity => ({
  apiVersion: 'backstage.io/v1alpha1',
  kind,
  metadata: { name, ...metadata },
  spec: { type: 'service', lifecycle: 'production', owner: 'group:default/team', ...spec },
});
const many = Array.from({ length: 30 }, (_, index) =>
  entity('Resource', `r-${String(index).padStart(2, '0')}`, { dependencyOf: ['component:hub'] }),
);
const entities = [
  entity('Component', 'a', { system: 's', dependsOn: ['component:b'], providesApis: ['x'] }, { title: 'Ä' }),
  entity('Component', 'b', { dependsOn: ['component:c', 'resource:gone'] }),
  entity('Component', 'c', {}),
  entity('Component', 'hub', {}, { namespace: 'default' }),
  entity('API', 'x', { type: 'openapi', definition: 'y' }),
  entity('System', 's', {}),
  entity('Group', 'team', { type: 'team', children: [], profile: { displayName: 'The team' } }),
  ...many,
];

describe.each(createTestDatabases({ ids: ['SQLITE_FILE', 'POSTGRES'] }).ids)('the graph on %s', id => {
  let world: ApiWorld;
  beforeAll(async () => {
    world = await startApiWorld(id);
    await world.provide(entities);
    expect((await world.json('/entities')).body).toHaveLength(entities.length);
  });
  afterEach(() => world.policy.clear());
  afterAll(() => world[Symbol.asyncDispose]());

  const ask = (query: string): Promise<EntityGraph> =>
    world.json(`/entities/graph?${query}`).then(({ body }) => body as EntityGraph);

  it('tells the auditor', async () => {
    world.audits.length = 0;
    await ask('ref=component:a&ref=component:b');
    expect(world.audits).toEqual([
      {
        eventId: 'entity-fetch',
        meta: { queryType: 'graph', entityRefs: ['component:a', 'component:b'] },
        outcome: 'success',
      },
    ]);
  });
  const names = (graph: EntityGraph): string[] => graph.nodes.map(({ name }) => name).sort();

  it('answers with what is around an entity, the nearest first', async () => {
    const graph = await ask('ref=Component:a&depth=2&relation=dependsOn&relation=providesApi');
    expect(graph.rootRefs).toEqual(['component:default/a']);
    expect(graph.nodes).toEqual([
      {
        entityRef: 'component:default/a',
        kind: 'Component',
        namespace: 'default',
        name: 'a',
        title: 'Ä',
        type: 'service',
        depth: 0,
      },
      expect.objectContaining({ depth: 1 }),
      expect.objectContaining({ depth: 1 }),
      expect.objectContaining({ depth: 2 }),
      expect.objectContaining({ depth: 2 }),
    ]);
    expect(names(graph)).toEqual(['a', 'b', 'c', 'gone', 'x']);
    expect(graph.nodes.find(({ name }) => name === 'gone')).toMatchObject({
      kind: 'resource',
      isMissing: true,
    });
    expect(graph.edges).toEqual(
      expect.arrayContaining([
        { sourceRef: 'component:default/a', type: 'dependsOn', targetRef: 'component:default/b' },
        { sourceRef: 'component:default/b', type: 'dependsOn', targetRef: 'resource:default/gone' },
      ]),
    );
    expect(graph.edges).toHaveLength(4);
    expect(graph.isCut).toBe(false);
  });

  it('has the relations among the farthest, and marks what goes on', async () => {
    const graph = await ask('ref=system:s&depth=1');
    expect(names(graph)).toEqual(['a', 's', 'team']);
    const team = graph.nodes.find(({ name }) => name === 'team');
    expect(team).toMatchObject({ kind: 'Group', title: 'The team', depth: 1, more: entities.length - 3 });
    expect(graph.edges).toContainEqual({
      sourceRef: 'component:default/a',
      type: 'ownedBy',
      targetRef: 'group:default/team',
    });
    expect((await ask('ref=system:s&depth=0')).nodes).toMatchObject([{ name: 's', more: 2 }]);
  });

  it('goes only to the asked kinds', async () => {
    const graph = await ask('ref=component:a&depth=3&kind=API&kind=system');
    expect(names(graph)).toEqual(['a', 's', 'x']);
    expect(graph.nodes.every(({ more }) => more === undefined)).toBe(true);
    expect(names(await ask('ref=component:a&kind=nothing'))).toEqual(['a']);
    expect(names(await ask('ref=component:a&relation=nothing'))).toEqual(['a']);
  });

  it('takes no more than the limit, and says so', async () => {
    const graph = await ask('ref=component:hub&depth=1&relation=dependsOn&limit=11');
    expect(graph.nodes).toHaveLength(11);
    expect(graph.isCut).toBe(true);
    expect(graph.nodes[0]).toMatchObject({ name: 'hub', more: 20 });
    expect(graph.edges).toHaveLength(10);
    expect((await ask('ref=component:hub&depth=1&relation=dependsOn&limit=31')).isCut).toBe(false);
  });

  it('shows what may not be seen as it shows what is not there', async () => {
    world.policy.set(
      'catalog.entity.read',
      createCatalogConditionalDecision(
        catalogEntityReadPermission,
        catalogConditions.isEntityKind({ kinds: ['component'] }),
      ),
    );
    const graph = await ask('ref=component:a&depth=9');
    const seen = graph.nodes.filter(({ isMissing }) => !isMissing).map(({ name }) => name);
    expect(seen.sort()).toEqual(['a', 'b', 'c']);
    expect(graph.nodes.find(({ name }) => name === 'team')).toEqual({
      entityRef: 'group:default/team',
      kind: 'group',
      namespace: 'default',
      name: 'team',
      depth: 1,
      isMissing: true,
    });
    expect(graph.edges.some(({ sourceRef }) => !sourceRef.startsWith('component:'))).toBe(false);
    expect((await ask('ref=system:s')).nodes).toMatchObject([{ name: 's', isMissing: true }]);
    expect((await ask('ref=system:s')).edges).toEqual([]);
  });

  it('answers for refs that never were, and refuses what is none', async () => {
    expect(await ask('ref=component:nope&ref=component:c&relation=dependencyOf&depth=1')).toMatchObject({
      rootRefs: ['component:default/nope', 'component:default/c'],
      nodes: [{ name: 'nope', isMissing: true }, { name: 'c' }, { name: 'b', depth: 1 }],
    });
    for (const query of ['', 'ref=a:b:c/', 'ref=component:a&depth=-1', 'ref=component:a&limit=0']) {
      expect([query, (await world.json(`/entities/graph?${query}`)).status]).toEqual([query, 400]);
    }
    const tooMany = Array.from({ length: 101 }, (_, index) => `ref=component:c${index}`).join('&');
    expect((await world.json(`/entities/graph?${tooMany}`)).status).toBe(400);
    const client = await world.client.getEntityGraph({
      entityRefs: ['component:c'],
      kinds: ['component'],
      depth: 1,
    });
    expect(client.nodes.map(({ name }) => name)).toEqual(['c', 'b']);
  });
});

it('knows the opposites of relations that the configuration adds', async () => {
  const model = {
    kinds: [
      {
        kind: 'Product',
        apiVersions: ['acme.com/v1'],
        spec: { properties: {} },
        relationFields: [{ path: 'spec.builtFrom', defaultKind: 'Component', relation: 'builtFrom' }],
      },
    ],
    relations: [{ type: 'builtFrom', inverse: 'buildsInto' }],
  };
  await using world = await startApiWorld('SQLITE_FILE', { config: { catalog: { model } } });
  await world.provide([
    { ...entity('Product', 'p', { builtFrom: 'c' }), apiVersion: 'acme.com/v1' },
    entity('Component', 'c', {}),
  ]);
  const { relationPairs, nodes } = await world.client.getEntityGraph({
    entityRefs: ['product:p'],
    relations: ['builtFrom'],
  });
  expect(relationPairs).toEqual([['builtFrom', 'buildsInto']]);
  expect(nodes.map(({ name }) => name)).toEqual(['p', 'c']);
});
