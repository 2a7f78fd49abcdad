import { createTestDatabases } from '@portico/backend-test-utils/databases';
import { describe, expect, it } from 'vitest';
import { component, createEngineWorld, group } from '../testing/engine-world.ts';

describe.each(createTestDatabases().ids)('the engine on %s', database => {
  it('serves what a provider wants, with relations of both sides, uid and etag', async () => {
    await using world = await createEngineWorld(database);
    await world.provide([
      component('a', { dependsOn: ['component:b', 'resource:c'] }),
      component('b'),
      group('team-a'),
    ]);

    const a = await world.served('component:default/a');
    expect(a).toMatchObject({
      kind: 'Component',
      metadata: {
        name: 'a',
        namespace: 'default',
        uid: expect.stringMatching(/^[\da-f-]{36}$/),
        etag: expect.stringMatching(/^[\da-f]{40}$/),
      },
      relations: [
        { type: 'dependsOn', targetRef: 'component:default/b' },
        { type: 'dependsOn', targetRef: 'resource:default/c' },
        { type: 'ownedBy', targetRef: 'group:default/team-a' },
      ],
    });
    expect((await world.served('component:default/b'))?.relations).toEqual([
      { type: 'dependencyOf', targetRef: 'component:default/a' },
      { type: 'ownedBy', targetRef: 'group:default/team-a' },
    ]);
    expect((await world.served('group:default/team-a'))?.relations).toEqual([
      { type: 'ownerOf', targetRef: 'component:default/a' },
      { type: 'ownerOf', targetRef: 'component:default/b' },
    ]);
    expect(await world.served('resource:default/c')).toBeUndefined();
  });

  it('keeps the uid and changes the etag when an entity changes, and writes nothing when none does', async () => {
    await using world = await createEngineWorld(database);
    await world.provide([component('a'), component('b')]);
    const before = await world.served('component:default/a');
    const changes = () => world.db.all('select seq from catalog_changes');
    const count = (await changes()).length;

    await world.provide([component('a'), component('b')]);
    expect((await changes()).length).toBe(count);

    await world.provide([component('a', { lifecycle: 'deprecated' }), component('b')]);
    const after = await world.served('component:default/a');
    expect(after?.metadata.uid).toBe(before?.metadata.uid);
    expect(after?.metadata.etag).not.toBe(before?.metadata.etag);
    expect((await changes()).length).toBe(count + 1);
  });

  it('keeps the etag when only the order of keys changes', async () => {
    await using world = await createEngineWorld(database);
    await world.provide([component('a')]);
    const before = await world.served('component:default/a');
    const { spec = {}, ...entity } = component('a');
    await world.provide([{ ...entity, spec: Object.fromEntries(Object.entries(spec).reverse()) }]);
    expect(await world.served('component:default/a')).toEqual(before);
  });

  it('removes what a full mutation leaves out, and its relations from others', async () => {
    await using world = await createEngineWorld(database);
    await world.provide([component('a', { dependsOn: ['component:b'] }), component('b')]);
    await world.provide([component('b')]);
    expect(await world.refs()).toEqual(['component:default/b']);
    expect((await world.served('component:default/b'))?.relations).toEqual([
      { type: 'ownedBy', targetRef: 'group:default/team-a' },
    ]);
    for (const table of ['columns', 'value_counts', 'key_counts']) {
      await world.provide([]);
      expect(await world.db.all(`select * from catalog_${table}`)).toEqual([]);
    }
  });
});
