import { createTestDatabases } from '@portico/backend-test-utils/databases';
import type { Entity } from '@portico/catalog-model';
import { expect, it, vi } from 'vitest';
import { startApiWorld } from './testing/api-world.ts';

const component = (name: string, owner = 'group:default/a'): Entity => ({
  apiVersion: 'backstage.io/v1alpha1',
  kind: 'Component',
  metadata: { name },
  spec: { type: 'service', lifecycle: 'production', owner },
});

it('explains any ref, and tells the history of an entity', async () => {
  await using world = await startApiWorld();
  await world.provide([component('a')]);
  const between = new Date();
  await new Promise(resolve => setTimeout(resolve, 5));
  await world.provide([component('a', 'group:default/b')]);
  const { client } = world;
  expect(await client.explain('Component:default/A')).toMatchObject({
    state: 'present',
    sources: [{ type: 'provider', name: 'test' }],
    permission: { permission: 'catalog.entity.read', decision: 'allow', conditional: false },
  });
  expect(await client.explain('component:b')).toMatchObject({ state: 'absent' });
  expect((await world.json('/explain?ref=')).status).toBe(400);
  expect((await world.json('/explain?ref=a:b:c/')).status).toBe(400);
  expect((await world.json('/explain')).status).toBe(400);

  const history = await client.history('component:a');
  expect(history?.items).toMatchObject([
    {
      type: 'updated',
      cause: { type: 'provider', name: 'test' },
      diff: [{ op: 'replace', path: '/spec/owner', value: 'group:default/b', previous: 'group:default/a' }],
    },
    { type: 'created' },
  ]);
  const page = await client.history('component:a', { limit: 1 });
  const rest = await client.history('component:a', { limit: 1, cursor: page?.pageInfo.nextCursor });
  expect([page?.items[0]?.id, rest?.items[0]?.id]).toEqual(history?.items.map(item => item.id));
  expect(await client.history('component:nope')).toBeUndefined();
  const before = await client.getEntityAsOf('component:a', between);
  expect(before?.entity.spec).toMatchObject({ owner: 'group:default/a' });
  expect(await client.getEntityAsOf('component:a', new Date(0))).toBeUndefined();
  const path = '/entities/by-name/component/default/a/history';
  for (const query of ['?limit=0', '?cursor=x', '/as-of', '/as-of?at=never']) {
    expect([query, (await world.json(path + query)).status]).toEqual([query, 400]);
  }
});

it('lists and releases what the guard holds back', async () => {
  await using world = await startApiWorld();
  await world.provide(Array.from({ length: 60 }, (_, index) => component(`c${index}`)));
  await world.provide([component('c0')]);
  const { body } = await world.json('/providers/held');
  expect(body.items).toEqual([
    {
      provider: 'test',
      heldAt: expect.stringMatching(/^\d{4}-/),
      seenAt: expect.stringMatching(/^\d{4}-/),
      owned: 60,
      count: 59,
      sample: expect.arrayContaining([expect.stringMatching(/^component:default\/c\d+$/)]),
    },
  ]);
  expect((await world.json('/entities')).body).toHaveLength(60);
  expect((await world.client.explain('component:c7')).sources).toMatchObject([
    { name: 'test', removalHeldSince: body.items[0].heldAt },
  ]);
  expect(await world.post('/providers/test/release', {})).toEqual({ status: 200, body: { removed: 59 } });
  expect((await world.json('/entities')).body).toHaveLength(1);
  expect((await world.post('/providers/test/release', {})).status).toBe(404);
});

it('lists and removes what could not be processed', async () => {
  await using world = await startApiWorld();
  await world.provide([component('fine'), { ...component('bad'), spec: { type: 7 } }]);
  const failed = await vi.waitFor(async () => {
    const answer = await world.json('/entities/unprocessed/failed');
    expect(answer.body).toMatchObject({
      type: 'failed',
      entities: [{ entity_ref: 'component:default/bad', errors: [{ name: expect.any(String) }] }],
    });
    return answer;
  });
  expect((await world.json('/entities/unprocessed/failed?owner=nobody')).body.entities).toEqual([]);
  expect((await world.json('/entities/unprocessed/pending')).body).toEqual({ type: 'pending', entities: [] });
  const { entity_id: id } = failed.body.entities[0];
  expect((await world.json(`/entities/unprocessed/delete/${id}`, { method: 'DELETE' })).status).toBe(204);
  expect((await world.json('/entities/unprocessed/failed')).body.entities).toEqual([]);
});

it.each(createTestDatabases({ ids: ['SQLITE_MEMORY', 'POSTGRES'] }).ids)(
  'tells page by page on %s what is declared and never came',
  async database => {
    await using world = await startApiWorld(database);
    const bad = ['a', 'b', 'c'].map(name => ({
      ...component(name),
      spec: { type: 7, target: `at ${name}` },
    }));
    await world.provide([component('fine'), component('stale'), ...bad]);
    await world.provide([component('fine'), { ...component('stale'), spec: { type: 7 } }, ...bad]);
    const path = '/entities/unprocessed/absent';
    await vi.waitFor(async () => expect((await world.json(path)).body.totalItems).toBe(3));
    const { body } = await world.json(`${path}?limit=2`);
    expect(body).toEqual({
      items: ['a', 'b'].map(name => ({
        entityRef: `component:default/${name}`,
        target: `at ${name}`,
        message: expect.stringContaining('spec.type'),
      })),
      totalItems: 3,
      pageInfo: { nextCursor: expect.any(String) },
    });
    const next = await world.json(`${path}?limit=2&cursor=${encodeURIComponent(body.pageInfo.nextCursor)}`);
    expect(next.body).toMatchObject({
      items: [{ entityRef: 'component:default/c' }],
      totalItems: 3,
      pageInfo: {},
    });
    for (const query of ['limit=0', 'limit=1001', 'cursor=x', `cursor=${btoa('{"afterRef":7}')}`]) {
      expect([query, (await world.json(`${path}?${query}`)).status]).toEqual([query, 400]);
    }
    expect((await world.json(`${path}?cursor=${btoa('{"afterRef":"\\u0000"}')}`)).status).toBe(200);
  },
);
