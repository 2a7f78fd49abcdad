import { createTestDatabases } from '@portico/backend-test-utils/databases';
import { type Entity, stringifyEntityRef } from '@portico/catalog-model';
import { evaluateConditions, type PermissionCondition, type PermissionCriteria } from '@portico/permissions';
import fc from 'fast-check';
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import {
  catalogConditions,
  catalogEntityRules,
  createCatalogConditionalDecision,
} from '../../entity-rules.ts';
import { catalogEntityReadPermission } from '../../permissions.ts';
import { generated } from './testing/generated.ts';
import { type ApiWorld, startApiWorld } from './testing/api-world.ts';

type Conditions = PermissionCriteria<PermissionCondition>;

describe.each(createTestDatabases({ ids: ['SQLITE_FILE', 'POSTGRES'] }).ids)('permissions on %s', id => {
  let world: ApiWorld;
  let all: Entity[];
  beforeAll(async () => {
    world = await startApiWorld(id);
    await world.provide(generated);
    all = (await world.json('/entities')).body as Entity[];
    expect(all.length).toBe(generated.length);
  });
  afterEach(() => world.policy.clear());
  afterAll(() => world[Symbol.asyncDispose]());

  const allowOnly = (conditions: Conditions): void => {
    world.policy.set(
      'catalog.entity.read',
      createCatalogConditionalDecision(catalogEntityReadPermission, conditions),
    );
  };
  const uids = (entities: (Entity | null)[]): Set<unknown> =>
    new Set(entities.flatMap(entity => entity?.metadata.uid ?? []));

  it('lets conditions mean the same in lists, lookups and on single entities', async () => {
    const leaf = fc.oneof(
      fc
        .constantFrom('group:default/team-1', 'GROUP:default/team-2', 'user:default/x')
        .map(claim => catalogConditions.isEntityOwner({ claims: [claim, 'group:default/team-3'] })),
      fc.subarray(['api', 'Component', 'RESOURCE']).map(kinds => catalogConditions.isEntityKind({ kinds })),
      fc
        .constantFrom(
          { annotation: 'backstage.io/techdocs-ref' },
          { annotation: 'x' },
          {
            annotation: 'BACKSTAGE.io/techdocs-ref',
            value: 'DIR:.',
          },
        )
        .map(params => catalogConditions.hasAnnotation(params)),
      fc
        .constantFrom({ label: 'tier' }, { label: 'Tier', value: '1' })
        .map(params => catalogConditions.hasLabel(params)),
      fc
        .constantFrom({ key: 'namespace', value: 'Prod' }, { key: 'description' }, { key: '__proto__' })
        .map(params => catalogConditions.hasMetadata(params)),
      fc
        .constantFrom(
          { key: 'flag', value: 'true' },
          { key: 'ports.number' },
          { key: 'replicas', value: '2' },
        )
        .map(params => catalogConditions.hasSpec(params)),
    );
    const { tree } = fc.letrec<{ tree: Conditions }>(tie => ({
      tree: fc.oneof(
        { maxDepth: 3 },
        leaf as fc.Arbitrary<Conditions>,
        fc.array(tie('tree'), { minLength: 1, maxLength: 3 }).map(anyOf => ({ anyOf }) as never),
        fc.array(tie('tree'), { minLength: 1, maxLength: 3 }).map(allOf => ({ allOf }) as never),
        tie('tree').map(not => ({ not })),
      ),
    }));
    const rules = Object.values(catalogEntityRules);
    const property = fc.asyncProperty(tree, async conditions => {
      allowOnly(conditions);
      const visible = all.filter(entity => evaluateConditions(conditions, entity, rules));
      const page = await world.json('/entities/by-query?limit=500');
      expect(uids(page.body.items)).toEqual(uids(visible));
      expect(page.body.totalItems).toBe(visible.length);
      const posted = await world.post('/entities/by-query', { limit: 500, query: {} });
      expect(uids(posted.body.items)).toEqual(uids(visible));
      expect(uids((await world.json('/entities')).body)).toEqual(uids(visible));
      const entityRefs = all.map(entity => stringifyEntityRef(entity));
      const byRefs = await world.post('/entities/by-refs', { entityRefs });
      expect(uids(byRefs.body.items)).toEqual(uids(visible));
      for (const facets of [
        await world.json('/entity-facets?facet=kind'),
        await world.post('/entity-facets', { facets: ['kind'] }),
      ]) {
        const counts = facets.body.facets.kind as { count: number }[];
        expect(counts.reduce((sum, { count }) => sum + count, 0)).toBe(visible.length);
      }
      for (const entity of all.slice(0, 6)) {
        const { status } = await world.json(`/entities/by-uid/${entity.metadata.uid}`);
        expect(status).toBe(visible.includes(entity) ? 200 : 404);
      }
    });
    await fc.assert(property, { numRuns: 40 });
  });

  it('makes a DENY look as if there were nothing', async () => {
    const entity = all[0] as Entity;
    const { uid } = entity.metadata;
    const path = `/entities/by-name/${entity.kind}/${entity.metadata.namespace}/${entity.metadata.name}`;
    const ref = `${entity.kind}:${entity.metadata.namespace}/${entity.metadata.name}`;
    world.policy.set('catalog.entity.read', { result: 'DENY' });
    expect((await world.json('/entities')).body).toEqual([]);
    expect((await world.json('/entities?limit=5')).body).toEqual([]);
    expect((await world.json('/entities/by-query?orderField=metadata.name')).body).toEqual({
      items: [],
      totalItems: 0,
      pageInfo: {},
    });
    expect((await world.post('/entities/by-refs', { entityRefs: [ref] })).body).toEqual({ items: [null] });
    expect((await world.json('/entity-facets?facet=kind&facet=spec.type')).body).toEqual({
      facets: { kind: [], 'spec.type': [] },
    });
    for (const hidden of [
      `/entities/by-uid/${uid}`,
      path,
      `${path}/history`,
      `${path}/history/as-of?at=2099-01-01`,
    ]) {
      expect([hidden, (await world.json(hidden)).status]).toEqual([hidden, 404]);
    }
    expect((await world.json(`${path}/ancestry`)).status).toBe(403);
    const explained = await world.json(`/explain?ref=${ref}`);
    expect(explained.body).toMatchObject({ state: 'absent', sources: [], permission: { decision: 'deny' } });
  });

  it('keeps what a condition hides out of explanations and histories', async () => {
    const [shown, hidden] = ['Component', 'API'].map(
      kind => all.find(entity => entity.kind === kind) as Entity,
    );
    allowOnly(catalogConditions.isEntityKind({ kinds: ['component'] }));
    const pathOf = ({ kind, metadata }: Entity): string =>
      `/entities/by-name/${kind}/${metadata.namespace}/${metadata.name}`;
    const refOf = ({ kind, metadata }: Entity): string => `${kind}:${metadata.namespace}/${metadata.name}`;
    expect((await world.json(`${pathOf(shown as Entity)}/history`)).status).toBe(200);
    expect((await world.json(`${pathOf(hidden as Entity)}/history`)).status).toBe(404);
    const open = await world.json(`/explain?ref=${refOf(shown as Entity)}`);
    expect(open.body).toMatchObject({
      state: 'present',
      permission: { decision: 'allow', conditional: true },
    });
    const closed = await world.json(`/explain?ref=${refOf(hidden as Entity)}`);
    expect(closed.body).toMatchObject({
      state: 'absent',
      permission: { decision: 'deny', conditional: true },
    });
    const absent = await world.json('/explain?ref=api:default/nope');
    expect({ ...closed.body, entityRef: '', summary: '' }).toEqual({
      ...absent.body,
      entityRef: '',
      summary: '',
    });
  });

  it('keeps the faults of a hidden file from those who see what it declares', async () => {
    const target = 'https://host/hidden-file.yaml';
    const declared = [
      'apiVersion: backstage.io/v1alpha1',
      'kind: Component',
      'metadata: { name: from-file }',
      'spec: { type: service, lifecycle: production, owner: group:default/x }',
    ].join('\n');
    const register = async (page: string): Promise<string> => {
      world.pages.set(target, page);
      const { body } = await world.post('/locations', { type: 'url', target });
      return body.location.id;
    };
    const explain = async () => (await world.json('/explain?ref=component:default/from-file')).body;
    const first = await register(declared);
    await vi.waitFor(async () => expect(await explain()).toMatchObject({ state: 'present' }));
    allowOnly(catalogConditions.isEntityKind({ kinds: ['component'] }));
    expect(JSON.stringify(await explain())).not.toContain('location:default/');
    world.policy.clear();
    await world.json(`/locations/${first}`, { method: 'DELETE' });
    await vi.waitFor(async () => expect(await explain()).toMatchObject({ state: 'removed' }));

    const second = await register(`${declared}\n---\nkind: [ secret-fault`);
    await vi.waitFor(async () => expect(await explain()).toMatchObject({ state: 'failing' }));
    expect(JSON.stringify(await explain())).toContain('location:default/');
    allowOnly(catalogConditions.isEntityKind({ kinds: ['component'] }));
    const held = await explain();
    expect(held).toMatchObject({
      state: 'failing',
      summary: expect.stringContaining('held back'),
      sources: [],
      problems: [],
      errors: [],
      permission: { decision: 'allow' },
    });
    expect(held).not.toHaveProperty('fetch');
    expect(JSON.stringify(held)).not.toMatch(/location:default|hidden-file|yaml/i);
    world.policy.clear();
    await world.json(`/locations/${second}`, { method: 'DELETE' });
  });

  it('follows an entity that ceases to be visible at once', async () => {
    const entity = {
      ...(generated[0] as Entity),
      kind: 'Component',
      metadata: { name: 'moves', labels: { tier: '1' } },
    };
    await world.add(entity);
    allowOnly(catalogConditions.hasLabel({ label: 'tier', value: '1' }));
    const isThere = async (): Promise<boolean> =>
      (await world.json('/entities/by-query?filter=metadata.name=moves')).body.totalItems === 1;
    expect(await isThere()).toBe(true);
    await world.add({ ...entity, metadata: { name: 'moves', labels: { tier: '2' } } });
    expect(await isThere()).toBe(false);
    world.policy.clear();
    await world.remove('component:default/moves');
    expect(await isThere()).toBe(false);
  });

  it('forbids to delete and to refresh what the policy does not give away', async () => {
    const [component, api] = ['Component', 'API'].map(
      kind => all.find(entity => entity.kind === kind) as Entity,
    );
    const refOf = ({ kind, metadata }: Entity): string => `${kind}:${metadata.namespace}/${metadata.name}`;
    for (const permission of ['catalog.entity.delete', 'catalog.entity.refresh']) {
      world.policy.set(permission, { result: 'DENY' });
    }
    const remove = (entity: Entity) =>
      world.json(`/entities/by-uid/${entity.metadata.uid}`, { method: 'DELETE' });
    expect((await remove(api as Entity)).status).toBe(403);
    expect((await world.post('/refresh', { entityRef: refOf(api as Entity) })).status).toBe(403);
    for (const permission of ['catalog.entity.delete', 'catalog.entity.refresh']) {
      world.policy.set(permission, {
        result: 'CONDITIONAL',
        pluginId: 'catalog',
        resourceType: 'catalog-entity',
        conditions: catalogConditions.isEntityKind({ kinds: ['Component'] }),
      });
    }
    expect((await remove(api as Entity)).status).toBe(403);
    expect((await world.json('/entities/by-uid/nope', { method: 'DELETE' })).status).toBe(403);
    expect((await world.post('/refresh', { entityRef: refOf(api as Entity) })).status).toBe(403);
    expect((await world.post('/refresh', { entityRef: 'component:default/nope' })).status).toBe(403);
    expect((await world.post('/refresh', { entityRef: refOf(component as Entity) })).status).toBe(200);
    expect((await remove(component as Entity)).status).toBe(204);
  });

  it('asks for the permissions of locations, validation, analysis and ingestion', async () => {
    const created = await world.post('/locations', { type: 'url', target: 'https://host/secret.yaml' });
    const locationPath = `/locations/${created.body.location.id}`;
    for (const name of ['create', 'delete', 'analyze', 'read']) {
      world.policy.set(`catalog.location.${name}`, { result: 'DENY' });
    }
    for (const name of ['catalog.entity.validate', 'catalog.ingestion.read', 'catalog.ingestion.manage']) {
      world.policy.set(name, { result: 'DENY' });
    }
    for (const name of ['read', 'delete'])
      world.policy.set(`catalog.entities.unprocessed.${name}`, { result: 'DENY' });
    const location = { type: 'url', target: 'https://host/x' };
    const statuses = await Promise.all([
      world.post('/locations', location),
      world.post('/locations?dryRun=true', location),
      world.post(locationPath, location, 'PUT'),
      world.json(locationPath, { method: 'DELETE' }),
      world.post('/analyze-location', { location }),
      world.post('/validate-entity', { entity: {}, location: 'url:https://x' }),
      world.json('/providers/held'),
      world.post('/providers/test/release', {}),
      world.json('/entities/unprocessed/failed'),
      world.json('/entities/unprocessed/pending'),
      world.json('/entities/unprocessed/absent'),
      world.json('/entities/unprocessed/delete/x', { method: 'DELETE' }),
    ]);
    expect(statuses.map(({ status }) => status)).toEqual(Array<number>(12).fill(403));
    expect((await world.json('/locations')).body).toEqual([]);
    expect((await world.post('/locations/by-query', {})).body).toEqual({
      items: [],
      totalItems: 0,
      pageInfo: {},
    });
    expect((await world.json(locationPath)).body.error.message).toBe(
      `Found no location with ID ${created.body.location.id}`,
    );
    expect((await world.json('/locations/by-entity/component/default/x')).status).toBe(404);
  });
});
