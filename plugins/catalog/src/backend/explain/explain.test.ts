import { createTestDatabases } from '@portico/backend-test-utils/databases';
import { RateLimitError } from '@portico/integration';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { applyBack, changesBack, isEqual } from '../stitch/field-changes.ts';
import { component, createEngineWorld } from '../testing/engine-world.ts';
import { locationSpecToLocationEntity } from '../../node/location-entity.ts';
import { createCatalogWorld, type CatalogWorld } from '../testing/catalog-world.ts';
import { readAncestry } from './ancestry.ts';
import { readEntityAsOf, readEntityHistory } from './entity-history.ts';
import { explainEntity } from './explain-entity.ts';
import { listUnprocessed } from './unprocessed.ts';

const url = 'https://github.com/acme/a/blob/main/catalog-info.yaml';
const yaml = (name: string, owner = 'team-a', kind = 'Component'): string =>
  `apiVersion: backstage.io/v1alpha1\nkind: ${kind}\nmetadata:\n  name: ${name}\nspec:\n  type: service\n  lifecycle: production\n  owner: ${owner}\n`;

async function register(world: CatalogWorld, content: string): Promise<void> {
  world.web.pages.set(url, { content });
  await world.catalog.locations.create({ type: 'url', target: url }, { onConflict: 'reject' });
  await world.settle();
}

describe.each(createTestDatabases({ ids: ['SQLITE_MEMORY', 'POSTGRES'] }).ids)('explain on %s', database => {
  it('tells the chain, the fetch, the rule, the processors and the next check of an entity', async () => {
    await using world = await createCatalogWorld(database);
    await register(world, yaml('a'));
    const { catalog } = world;
    const [location] = await catalog.locations.list();
    const explanation = await explainEntity(catalog.db, catalog.rules, 'Component:default/A');
    expect(explanation).toMatchObject({
      entityRef: 'component:default/a',
      state: 'present',
      uid: expect.any(String),
      etag: expect.any(String),
      sources: [{ type: 'entity', name: location?.entityRef, locationKey: `url:${url}` }],
      chain: [
        { entityRef: location?.entityRef, provider: 'DefaultLocationStore' },
        { entityRef: 'component:default/a', location: `url:${url}` },
      ],
      fetch: { location: `url:${url}`, outcome: 'read', nextAt: expect.any(String) },
      schedule: { code: 'source' },
      rules: [{ decision: 'allowed', rule: 'the default rule', location: `url:${url}` }],
      problems: [],
      errors: [],
      conflicts: [],
    });
    expect(explanation.processors.map(({ name }) => name)).toEqual([
      'AnnotateLocationEntityProcessor',
      'BuiltinKindsEntityProcessor',
    ]);
    const parent = await explainEntity(catalog.db, catalog.rules, location?.entityRef ?? '');
    expect(Date.parse(explanation.fetch?.nextAt ?? '')).toBeGreaterThan(Date.now());
    expect(parent.schedule).toMatchObject({
      code: 'targets',
      nextCheckAt: expect.any(String),
      lastSuccessAt: expect.any(String),
    });
  });

  it('tells faults with their line, and that the last good version is served', async () => {
    await using world = await createCatalogWorld(database);
    await register(world, `${yaml('a')}---\n${yaml('b', '7')}`);
    const { db, rules } = world.catalog;
    const failing = await explainEntity(db, rules, 'component:b');
    expect(failing).toMatchObject({
      state: 'failing',
      problems: [{ path: 'spec.owner', line: 17, source: `url:${url}` }],
      schedule: { code: 'source' },
    });
    expect(failing.schedule.nextCheckAt).toBe(failing.fetch?.nextAt);
    expect(await listUnprocessed(db, { reason: 'failed' })).toMatchObject([
      { entity_ref: 'component:default/b' },
    ]);

    world.web.pages.set(url, { content: yaml('a', '7') });
    await world.checkAll();
    expect(await explainEntity(db, rules, 'component:a')).toMatchObject({
      state: 'stale',
      problems: [{ path: 'spec.owner', line: 8 }],
    });
    world.web.pages.set(url, { content: 'kind: [' });
    await world.checkAll();
    const [location] = await world.catalog.locations.list();
    expect(await explainEntity(db, rules, location?.entityRef ?? '')).toMatchObject({
      state: 'stale',
      problems: [{ check: 'yaml', line: 1 }],
    });
  });

  it('tells that the file of an entity cannot be read any more, by line', async () => {
    await using world = await createCatalogWorld(database);
    await register(world, yaml('a'));
    const { db, rules } = world.catalog;
    world.web.pages.set(url, { content: `${yaml('a')}  x: [\n---\n${yaml('b')}  y: {\n` });
    await world.checkAll();
    const explanation = await explainEntity(db, rules, 'component:a');
    expect(explanation).toMatchObject({
      state: 'stale',
      fetch: { outcome: 'failed' },
      problems: [{ check: 'yaml', source: `url:${url}` }, { check: 'yaml' }],
      errors: [],
    });
    expect(explanation.fetch?.error?.message).toMatch(/line \d+, column \d+: /);
    expect(explanation.fetch?.error?.message).not.toContain(': error: ');
    world.web.pages.set(url, { content: yaml('a') });
    await world.checkAll();
    expect(await explainEntity(db, rules, 'component:a')).toMatchObject({ state: 'present', problems: [] });
  });

  it('tells a missing field once', async () => {
    await using world = await createCatalogWorld(database);
    await register(world, yaml('a').replace(/ {2}lifecycle.*\n/, ''));
    const { problems, errors } = await explainEntity(world.catalog.db, world.catalog.rules, 'component:a');
    expect(problems).toMatchObject([{ path: 'spec.lifecycle', line: 5 }]);
    expect(errors).toEqual([]);
  });

  it('tells who was refused, and why, of an entity that is not there', async () => {
    await using world = await createCatalogWorld(database);
    await register(world, `${yaml('t', 'team-a', 'Template')}`);
    const { db, rules } = world.catalog;
    const remedy =
      "Add '- allow: [Template]' to catalog.rules, which replace the default '- allow: [Component, API, Location]', or to the rules of the location in catalog.locations";
    expect(await explainEntity(db, rules, 'template:t')).toMatchObject({
      state: 'absent',
      summary: expect.stringMatching(
        / is not of an allowed kind for that location\. Add '- allow.*locations\.$/,
      ),
      rules: [{ decision: 'refused', reason: expect.stringContaining(`that location. ${remedy}`) }],
    });
    const entity = { apiVersion: 'v1', kind: 'Template', metadata: { name: 't' } };
    expect(rules.decide(entity, { type: 'url', target: url })).toEqual({
      allowed: false,
      reason: `No rule allows kind 'Template' from 'url:${url}'. ${remedy}`,
    });
    expect(await explainEntity(db, rules, 'component:nowhere')).toMatchObject({
      state: 'absent',
      sources: [],
      similar: [],
    });
  });

  it('names the winner of a conflict', async () => {
    await using world = await createEngineWorld(database);
    await world.provide([component('a')], { source: 'one', locationKey: 'one' });
    await world.provide([component('a')], { source: 'two', locationKey: 'two' });
    const rules = { decide: () => ({ allowed: true, reason: '' }) };
    expect((await explainEntity(world.db, rules, 'component:a')).conflicts).toMatchObject([
      { winner: { type: 'provider', name: 'one' }, loser: { type: 'provider', name: 'two' } },
    ]);
    expect(await explainEntity(world.db, rules, 'component:ab')).toMatchObject({ similar: [] });
    expect(await explainEntity(world.db, rules, 'component:other/a')).toMatchObject({
      similar: ['component:default/a'],
    });
  });

  it('tells of what its provider has dropped, and the guard holds back', async () => {
    await using world = await createEngineWorld(database, { guard: { share: 0.3, allowance: 20 } });
    const rules = { decide: () => ({ allowed: true, reason: '' }) };
    const explain = async (ref: string) => explainEntity(world.db, rules, ref);
    const all = Array.from({ length: 30 }, (_, number) => component(`c${number}`));
    const group = { ...component('all'), kind: 'Location', spec: { type: 'url', target: 'https://x/y' } };
    await world.provide([group, ...all], { source: 'a/b', locationKey: 'k' });
    await world.provide(all.slice(0, 1), { source: 'other', locationKey: 'k' });
    await world.provide(all.slice(0, 3), { source: 'a/b', locationKey: 'k' });
    const removalHeldSince = expect.stringMatching(/^\d{4}-.*Z$/);
    const held = { type: 'provider', name: 'a/b', removalHeldSince };
    const dropped = await explain('component:c9');
    expect(dropped).toMatchObject({
      state: 'present',
      sources: [held],
      chain: [{ entityRef: 'component:default/c9', provider: 'a/b', removalHeldSince }],
    });
    expect(dropped.summary).toBe(
      `In the catalog. The provider 'a/b' does not declare it any more; its removal is held back since ${dropped.sources[0]?.removalHeldSince}, as too much would go at once. Mend the provider, or send POST /api/catalog/providers/a%2Fb/release to remove all that is held back for it.`,
    );
    expect(await explain('location:all')).toMatchObject({ sources: [held] });
    const kept = await explain('component:c2');
    expect(kept.summary).toBe("In the catalog, as declared by 'a/b'.");
    expect(JSON.stringify(kept)).not.toContain('removalHeldSince');

    await world.engine.releaseHeld('a/b');
    expect(await explain('component:c9')).toMatchObject({ state: 'removed', sources: [] });
  });

  it('tells the same of what comes from there, but for what somebody else declares as well', async () => {
    await using world = await createCatalogWorld(database);
    const { catalog } = world;
    const targets = Array.from({ length: 25 }, (_, number) => `https://host/${number}.yaml`);
    for (const [number, target] of targets.entries())
      world.web.pages.set(target, { content: yaml(`c${number}`) });
    const provide = async (source: string, wanted: readonly string[]): Promise<void> => {
      await catalog.engine.connect(source).applyMutation({
        type: 'full',
        entities: wanted.map(target => ({
          entity: locationSpecToLocationEntity({ location: { type: 'url', target } }),
          locationKey: 'k',
        })),
      });
      await world.settle();
    };
    await provide('files', targets);
    await provide('more', targets.slice(0, 1));
    await provide('files', []);
    const explain = async (ref: string) => explainEntity(catalog.db, catalog.rules, ref);
    const dropped = await explain('component:c7');
    expect(dropped).toMatchObject({
      state: 'present',
      chain: [{ provider: 'files', removalHeldSince: expect.any(String) }, { entityRef: dropped.entityRef }],
    });
    expect(dropped.summary).toContain(
      `In the catalog. The provider 'files' does not declare '${dropped.chain[0]?.entityRef}', which it comes from, any more; `,
    );
    const shared = await explain('component:c0');
    expect(shared.summary).toMatch(/^In the catalog, as declared by 'location:/);
    expect(shared.chain[0]).not.toHaveProperty('removalHeldSince');
    expect((await explain(shared.chain[0]?.entityRef ?? '')).sources).toMatchObject([
      { name: 'files', removalHeldSince: expect.any(String) },
      { name: 'more' },
    ]);

    world.web.pages.set(targets[7] ?? '', { content: yaml('c7', '7') });
    await world.checkAll();
    expect(await explain('component:c7')).toMatchObject({
      state: 'stale',
      summary: expect.stringMatching(/^In the catalog as it was .* The provider 'files' does not declare /),
    });
  });

  it.each([
    'bookin-service',
    'bookng-service',
    'BookingService',
    'booking',
    'boking_service',
    'obokingservice',
    'xooking-service',
    'bxoking-servce',
    'ooking-service',
    'xbooking-service',
    'bxooking-service',
  ])('knows what may be meant by %s', async name => {
    await using world = await createEngineWorld(database);
    const names = ['booking-service', 'boot', 'billing-service'];
    await world.provide(
      names.map(each => component(each)),
      { source: 'one', locationKey: 'one' },
    );
    const rules = { decide: () => ({ allowed: true, reason: '' }) };
    const { similar } = await explainEntity(world.db, rules, `component:${name}`);
    expect(similar).toEqual(['component:default/booking-service']);
  });

  it('waits when a host asks for a pause, without an error', async () => {
    await using world = await createCatalogWorld(database);
    await register(world, yaml('a'));
    world.web.pages.set(url, new RateLimitError('too many', { retryAfter: 3_600_000 }));
    await world.checkAll();
    await world.checkAll();
    expect(world.web.requests).toHaveLength(2);
    const [location] = await world.catalog.locations.list();
    const { db, rules } = world.catalog;
    const { schedule, state } = await explainEntity(db, rules, location?.entityRef ?? '');
    expect(state).toBe('present');
    expect(Date.parse(schedule.nextCheckAt ?? '')).toBeGreaterThan(Date.now() + 1_800_000);
  });

  it('knows the ancestry', async () => {
    await using world = await createCatalogWorld(database);
    await register(world, yaml('a'));
    const [location] = await world.catalog.locations.list();
    const items = await readAncestry(world.catalog.db, 'component:default/a');
    expect(items.map(({ ref, parentRefs }) => [ref, parentRefs])).toEqual([
      ['component:default/a', [location?.entityRef]],
      [location?.entityRef, []],
    ]);
  });

  it('keeps every change with cause and actor, and every version', async () => {
    await using world = await createEngineWorld(database);
    await world.provide([component('a', { lifecycle: 'one', extra: { deep: [1] } })]);
    const first = new Date();
    await new Promise(resolve => setTimeout(resolve, 5));
    await world.provide([
      component('a', { lifecycle: 'two' }),
      component('b', { dependsOn: ['component:a'] }),
    ]);
    await world.engine.mutate({
      sourceKey: 'test',
      mutation: { type: 'delta', added: [], removed: [{ entityRef: 'component:default/a' }] },
      cause: { cause: 'api:delete', actor: 'user:default/me' },
    });
    const { items } = await readEntityHistory(world.db, 'component:default/a');
    expect(items).toMatchObject([
      { type: 'removed', cause: { type: 'api', name: 'delete' }, actor: 'user:default/me' },
      {
        type: 'updated',
        cause: { type: 'provider', name: 'test' },
        diff: [
          { op: 'replace', path: '/spec/lifecycle', value: 'two', previous: 'one' },
          { op: 'remove', path: '/spec/extra', previous: { deep: [1] } },
        ],
      },
      { type: 'created', cause: { type: 'provider', name: 'test' } },
    ]);
    expect((await readEntityAsOf(world.db, 'component:default/a', first)).entity.spec).toMatchObject({
      lifecycle: 'one',
      extra: { deep: [1] },
    });
    await expect(readEntityAsOf(world.db, 'component:default/a', new Date())).rejects.toThrow(
      'There was no entity',
    );
    const page = await readEntityHistory(world.db, 'component:default/a', { limit: 2 });
    expect(page.items).toHaveLength(2);
    const rest = await readEntityHistory(world.db, 'component:default/a', {
      cursor: page.pageInfo.nextCursor,
    });
    expect(rest.items).toMatchObject([{ type: 'created' }]);
  });
});

describe('changes', () => {
  it('lead back to any version from any other', () => {
    const version = fc.dictionary(fc.string(), fc.jsonValue());
    fc.assert(
      fc.property(version, version, (is, was) => {
        const now = JSON.parse(JSON.stringify(is)) as Record<string, unknown>;
        const before = JSON.parse(JSON.stringify(was)) as Record<string, unknown>;
        const changes = JSON.parse(JSON.stringify(changesBack(now, before))) as ReturnType<
          typeof changesBack
        >;
        expect(isEqual(applyBack(now, changes), before)).toBe(true);
      }),
      { examples: [[{}, { ['__proto__']: {} }]] },
    );
  });
});
