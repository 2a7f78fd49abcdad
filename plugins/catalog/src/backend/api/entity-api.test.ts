import { mockCredentials } from '@portico/backend-test-utils';
import { createTestDatabases } from '@portico/backend-test-utils/databases';
import { createCatalogModel, type Entity, interpretSchema, stringifyEntityRef } from '@portico/catalog-model';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { ApiWorld } from './testing/api-world.ts';
import { entity, ifChanged, refsOf, resource, startEntityWorld } from './testing/entity-world.ts';

describe.each(createTestDatabases({ ids: ['SQLITE_FILE', 'POSTGRES'] }).ids)(
  'entities over HTTP on %s',
  id => {
    let world: ApiWorld;
    beforeAll(async () => {
      world = await startEntityWorld(id);
    });
    afterEach(() => world.policy.clear());
    afterAll(() => world[Symbol.asyncDispose]());

    it('answers by name and uid with the stored text, and 304 while it is the same', async () => {
      const response = await world.send('/entities/by-name/COMPONENT/Default/C-03');
      const found = (await response.json()) as Entity;
      expect(stringifyEntityRef(found)).toBe('component:default/c-03');
      expect(found.relations).toEqual([{ type: 'ownedBy', targetRef: 'group:default/0' }]);
      const etag = response.headers.get('etag') ?? '';
      const headers = ifChanged(etag);
      expect((await world.send('/entities/by-name/component/default/c-03', { headers })).status).toBe(304);
      const byUid = await world.json(`/entities/by-uid/${found.metadata.uid}`);
      expect(byUid).toEqual({ status: 200, body: found });
      const missing = await world.json('/entities/by-name/component/default/nope');
      expect(missing.status).toBe(404);
      expect(missing.body.error).toMatchObject({
        name: 'NotFoundError',
        message: "No entity named 'nope' found, with kind 'component' in namespace 'default'",
      });
      expect((await world.json('/entities/by-uid/nope')).body.error.message).toBe('No entity with uid nope');
    });

    it('POST /entities/by-refs answers in the order of the refs', async () => {
      const entityRefs = [
        'component:default/c-02',
        'nope',
        'Resource:default/DB',
        'component:default/c-02',
        '',
        'a:b/c/d',
      ];
      const { body } = await world.post('/entities/by-refs', { entityRefs });
      const both = 'component:default/c-02';
      expect(refsOf(body.items)).toEqual([both, 'null', 'resource:default/db', both, 'null', 'null']);
      const filtered = await world.post('/entities/by-refs?filter=kind=resource&fields=metadata.name', {
        entityRefs,
        fields: ['kind'],
        query: { 'spec.type': 'database' },
      });
      expect(filtered.body.items).toEqual([
        null,
        null,
        { metadata: { name: 'db' }, kind: 'Resource' },
        null,
        null,
        null,
      ]);
      expect((await world.post('/entities/by-refs', { entityRefs: [] })).body).toEqual({ items: [] });
      expect((await world.post('/entities/by-refs', { entityRefs: [1] })).status).toBe(400);
      expect((await world.post('/entities/by-refs', {})).status).toBe(400);
    });

    it('tells the ancestry', async () => {
      const { body } = await world.json('/entities/by-name/component/default/c-01/ancestry');
      expect(body).toMatchObject({
        rootEntityRef: 'component:default/c-01',
        items: [{ entity: { metadata: { name: 'c-01' } }, parentEntityRefs: [] }],
      });
      expect((await world.json('/entities/by-name/a/b/c/ancestry')).status).toBe(404);
    });

    it('refreshes, and deletes what is then gone', async () => {
      expect((await world.post('/refresh', { entityRef: 'component:c-01' })).status).toBe(200);
      expect((await world.post('/refresh', { entityRef: 'component:nope' })).status).toBe(404);
      expect((await world.post('/refresh', { entityRef: 'a:b:c/' })).status).toBe(400);
      expect((await world.post('/refresh', {})).status).toBe(400);
      await world.add(resource('gone', 'x'));
      const { body } = await world.json('/entities/by-name/resource/default/gone');
      const path = `/entities/by-uid/${body.metadata.uid}`;
      expect((await world.json(path, { method: 'DELETE' })).status).toBe(204);
      expect((await world.json(path)).status).toBe(404);
      expect((await world.json(path, { method: 'DELETE' })).status).toBe(204);
    });

    it('validates entities', async () => {
      const valid = { entity: entity('Component', 'x'), location: 'url:https://host/file' };
      expect(await world.post('/validate-entity', valid)).toEqual({ status: 200, body: undefined });
      const invalid = await world.post('/validate-entity', {
        ...valid,
        entity: { ...valid.entity, spec: { type: 3 } },
      });
      expect(invalid.status).toBe(400);
      expect(invalid.body.errors[0]).toMatchObject({
        name: 'InputError',
        message: expect.stringContaining('spec'),
      });
      const { body } = await world.post('/validate-entity', {
        ...valid,
        entity: { ...valid.entity, metadata: { name: 'x', tags: ['A tag'] }, spec: { type: 3 } },
      });
      const messages = body.errors.map(({ message }: { message: string }) => message).join('\n');
      for (const fault of ['"tags.0" is not valid', '"spec.type" is not valid', '"spec.owner" is missing']) {
        expect(messages.split(fault)).toHaveLength(2);
      }
      const malformed = await world.post('/validate-entity', { ...valid, entity: { kind: 'Component' } });
      expect(malformed.body.errors).toMatchObject([
        { name: 'TypeError', message: expect.stringMatching(/^Malformed entity envelope, .*apiVersion/) },
      ]);
      for (const body of [
        {},
        { entity: {} },
        { ...valid, entity: null },
        { ...valid, location: 'file:/etc' },
        [],
        7,
      ]) {
        const answer = await world.post('/validate-entity', body);
        expect([answer.status, answer.body.errors.length > 0]).toEqual([400, true]);
      }
    });

    it('describes itself, its permissions and its rules', async () => {
      const { body } = await world.json('/openapi.json');
      expect(Object.keys(body.paths)).toContain('/entities/by-name/{kind}/{namespace}/{name}');
      const metadata = (await world.json('/.well-known/backstage/permissions/metadata')).body;
      expect(metadata.rules.map((rule: { name: string }) => rule.name).sort()).toEqual([
        'HAS_ANNOTATION',
        'HAS_LABEL',
        'HAS_METADATA',
        'HAS_SPEC',
        'IS_ENTITY_KIND',
        'IS_ENTITY_OWNER',
      ]);
      expect(metadata.permissions).toContainEqual({
        type: 'resource',
        name: 'catalog.entity.read',
        attributes: { action: 'read' },
        resourceType: 'catalog-entity',
      });
      const model = (await world.json('/model')).body;
      expect(model.kinds.map((kind: { kind: string }) => kind.kind)).toContain('Component');
      expect(model.relations).toContainEqual(expect.objectContaining({ type: 'partOf', inverse: 'hasPart' }));
      // All that a browser needs to make the same model of.
      const inBrowser = createCatalogModel({ base: model, compileSchema: interpretSchema });
      const entity = {
        apiVersion: 'backstage.io/v1alpha1',
        kind: 'Component',
        metadata: { name: 'a' },
        spec: { type: 'service', lifecycle: 1, owner: 'me' },
      };
      expect(inBrowser.validate(entity).problems.map(({ message }) => message)).toEqual([
        '"spec.lifecycle" is not valid; expected a text but found 1',
      ]);
    });

    it('needs credentials', async () => {
      const headers = { authorization: mockCredentials.none.header() };
      expect((await world.send('/entities', { headers })).status).toBe(401);
    });

    it('tells the auditor', async () => {
      world.audits.length = 0;
      await world.json('/entities/by-name/component/default/c-01');
      await world.json('/entities/by-name/component/default/nope');
      await world.post('/refresh', { entityRef: 'component:c-01' });
      expect(world.audits).toEqual([
        {
          eventId: 'entity-fetch',
          meta: { queryType: 'by-name', entityRef: 'component:default/c-01' },
          outcome: 'success',
        },
        expect.objectContaining({ eventId: 'entity-fetch', outcome: 'failure' }),
        {
          eventId: 'entity-mutate',
          severityLevel: 'medium',
          meta: { queryType: 'refresh', entityRef: 'component:c-01' },
          outcome: 'success',
        },
      ]);
    });
  },
);
