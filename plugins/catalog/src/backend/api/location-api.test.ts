import { createTestDatabases } from '@portico/backend-test-utils/databases';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import type { LocationPage } from './query-locations.ts';
import { type ApiWorld, startApiWorld } from './testing/api-world.ts';

const yaml = (name: string): string =>
  `apiVersion: backstage.io/v1alpha1\nkind: Component\nmetadata:\n  name: ${name}\nspec: {type: a, lifecycle: b, owner: c}\n`;

describe.each(createTestDatabases({ ids: ['SQLITE_FILE', 'POSTGRES'] }).ids)(
  'locations over HTTP on %s',
  id => {
    let world: ApiWorld;
    beforeAll(async () => {
      world = await startApiWorld(id, {
        config: { catalog: { locations: [] } },
        analyzers: [
          {
            supports: url => url.startsWith('https://known/'),
            analyze: async ({ url, catalogFilename }) => ({
              existing: url.endsWith('none')
                ? []
                : [
                    {
                      location: { type: 'url', target: `${url}/${catalogFilename}` },
                      isRegistered: false,
                      entity: { apiVersion: 'a/v1', kind: 'K', metadata: { name: 'n' } },
                    },
                  ],
            }),
          },
        ],
      });
    });
    afterAll(() => world[Symbol.asyncDispose]());

    it('registers, finds, changes and removes a location', async () => {
      const target = 'https://host/catalog-info.yaml';
      world.pages.set(target, yaml('read'));
      const created = await world.post('/locations', { type: 'url', target });
      expect(created.status).toBe(201);
      const { location } = created.body;
      expect(created.body).toEqual({
        location: {
          id: expect.any(String),
          type: 'url',
          target,
          entityRef: expect.stringMatching(/^location:default\/generated-/),
        },
        entities: [],
      });
      expect(await world.json(`/locations/${location.id}`)).toEqual({ status: 200, body: location });
      expect((await world.json('/locations')).body).toEqual([{ data: location }]);
      await vi.waitFor(async () => {
        expect((await world.json('/locations/by-entity/component/default/read')).body).toEqual(location);
      });
      expect((await world.json('/locations/by-entity/component/default/nope')).status).toBe(404);
      const chain = await world.json('/entities/by-name/component/default/read/ancestry');
      expect(chain.body.items).toMatchObject([
        { entity: { kind: 'Component' }, parentEntityRefs: [location.entityRef] },
        { entity: { kind: 'Location' }, parentEntityRefs: [] },
      ]);

      const conflict = await world.post('/locations', { type: 'url', target });
      expect([conflict.status, conflict.body.error.message]).toEqual([
        409,
        `Location url:${target} already exists`,
      ]);
      const again = await world.post('/locations?onConflict=refresh', { type: 'url', target });
      expect([again.status, again.body.location]).toEqual([201, location]);

      const moved = { type: 'url', target: 'https://host/elsewhere.yaml' };
      const updated = await world.post(`/locations/${location.id}`, moved, 'PUT');
      expect(updated).toEqual({ status: 200, body: { ...location, ...moved } });
      expect((await world.post('/locations/nope', moved, 'PUT')).status).toBe(404);
      expect((await world.json(`/locations/${location.id}`, { method: 'DELETE' })).status).toBe(204);
      expect((await world.json(`/locations/${location.id}`, { method: 'DELETE' })).status).toBe(404);
      expect((await world.json(`/locations/${location.id}`)).status).toBe(404);
    });

    it('registers what a location was that points elsewhere now', async () => {
      const [first, second] = ['https://host/moved-1.yaml', 'https://host/moved-2.yaml'];
      world.pages.set(first, yaml('moved-1'));
      world.pages.set(second, yaml('moved-2'));
      const { location } = (await world.post('/locations', { type: 'url', target: first })).body;
      await world.post(`/locations/${location.id}`, { type: 'url', target: second }, 'PUT');
      const other = (await world.post('/locations', { type: 'url', target: first })).body.location;
      expect(other.entityRef).not.toBe(location.entityRef);
      for (const [name, expected] of [
        ['moved-1', other.id],
        ['moved-2', location.id],
      ]) {
        await vi.waitFor(async () => {
          const found = await world.json(`/locations/by-entity/component/default/${name}`);
          expect(found.body.id).toBe(expected);
        });
      }
    });

    it('gives what a location declared to another that wanted it as well, once the first is gone', async () => {
      const declare = async (file: string, text: string): Promise<string> => {
        const target = `https://host/${file}.yaml`;
        world.pages.set(target, text);
        return (await world.post('/locations', { type: 'url', target })).body.location.id;
      };
      const titleOf = async (name: string): Promise<string> =>
        (await world.json(`/entities/by-name/component/default/${name}`)).body.metadata?.title;
      const titled = (title: string): string => yaml('wanted').replace('name:', `title: ${title}\n  name:`);
      const winner = await declare('winner', titled('one'));
      await vi.waitFor(async () => expect(await titleOf('wanted')).toBe('one'));
      await declare('loser', `${titled('two')}---\n${yaml('beside').replace('name:', 'title: x\n  name:')}`);
      await vi.waitFor(async () => expect(await titleOf('beside')).toBe('x'));
      expect(await titleOf('wanted')).toBe('one');
      await world.json(`/locations/${winner}`, { method: 'DELETE' });
      await vi.waitFor(async () => expect(await titleOf('wanted')).toBe('two'));
    });

    it('keeps what one location declares when another that led to the same file goes', async () => {
      const [file, root] = ['https://host/twice.yaml', 'https://host/twice-root.yaml'];
      world.pages.set(file, yaml('twice'));
      world.pages.set(
        root,
        'apiVersion: backstage.io/v1alpha1\nkind: Location\nmetadata: {name: twice-root}\nspec: {targets: [./twice.yaml]}\n',
      );
      const parentsOf = async (): Promise<unknown> =>
        (await world.json('/entities/by-name/component/default/twice/ancestry')).body.items?.[0]
          ?.parentEntityRefs;
      await world.post('/locations', { type: 'url', target: root });
      await vi.waitFor(async () => expect(await parentsOf()).toEqual(['location:default/twice-root']));
      const { location } = (await world.post('/locations', { type: 'url', target: file })).body;
      await vi.waitFor(async () => expect(await parentsOf()).toEqual([location.entityRef]));
      await world.json(`/locations/${location.id}`, { method: 'DELETE' });
      await vi.waitFor(async () => expect(await parentsOf()).toEqual(['location:default/twice-root']));
    });

    it('tells what a document lacks that has a name and no kind', async () => {
      world.pages.set('https://host/no-kind.yaml', 'metadata: {name: x}\n');
      const body = { type: 'url', target: 'https://host/no-kind.yaml' };
      const { status, body: answer } = await world.post('/locations?dryRun=true', body);
      expect([status, answer.error.message]).toEqual([
        400,
        expect.stringMatching(/^Malformed entity envelope, .*"kind" is missing/),
      ]);
    });

    it('pages and filters locations', async () => {
      const targets = Array.from({ length: 5 }, (_, index) => `https://Paged/${index}.yaml`);
      for (const target of targets) await world.post('/locations', { type: 'url', target });
      const seen: string[] = [];
      let body: object | undefined = { limit: 2, query: { target: { $hasPrefix: 'https://paged/' } } };
      while (body) {
        const page: LocationPage = (await world.post('/locations/by-query', body)).body;
        expect(page.totalItems).toBe(5);
        seen.push(...page.items.map(item => item.target));
        const { nextCursor: cursor } = page.pageInfo;
        body = cursor === undefined ? undefined : { cursor };
      }
      expect(seen.sort()).toEqual(targets);
      const all = (await world.post('/locations/by-query', { query: { $not: { entityRef: 'x' } } })).body;
      expect(all.totalItems).toBe((await world.json('/locations')).body.length);
      for (const bad of [
        { limit: 0 },
        { limit: 'x' },
        { cursor: '' },
        { cursor: 'x' },
        { query: 'x' },
        { query: { a: null } },
        { query: { $any: [{ type: 'url' }, { $not: { owner: 'x' } }] } },
      ]) {
        expect((await world.post('/locations/by-query', bad)).status).toBe(400);
      }
    });

    it.each([
      [{ type: 'file', target: '/etc/passwd' }, 'allowed type'],
      [{ type: 'url' }, 'body.target'],
      [{ type: 'url', target: 'https://x', more: 1 }, 'more'],
      [{ type: 'url', target: 'javascript:alert(1)' }, 'javascript'],
      ['x', 'body'],
    ])('refuses %j', async (body, message) => {
      const answer = await world.post('/locations', body);
      expect([answer.status, answer.body.error.name]).toEqual([400, 'InputError']);
      expect(answer.body.error.message).toContain(message);
    });

    it('suggests what could be declared at a location', async () => {
      const analyze = async (target: string) =>
        world.post('/analyze-location', { location: { type: 'url', target }, catalogFilename: 'c.yaml' });
      expect((await analyze('https://known/a')).body).toEqual({
        existingEntityFiles: [
          {
            location: { type: 'url', target: 'https://known/a/c.yaml' },
            isRegistered: false,
            entity: { apiVersion: 'a/v1', kind: 'K', metadata: { name: 'n' } },
          },
        ],
        generateEntities: [],
      });
      const suggested = (name: string, annotations?: object) => ({
        existingEntityFiles: [],
        generateEntities: [
          {
            entity: {
              apiVersion: 'backstage.io/v1alpha1',
              kind: 'Component',
              metadata: { name, ...(annotations && { annotations }) },
              spec: { type: 'other', lifecycle: 'unknown' },
            },
            fields: [],
          },
        ],
      });
      expect((await analyze('https://known/group/none')).body).toEqual(suggested('none'));
      expect((await analyze('https://github.com/acme/tool/tree/main')).body).toEqual(
        suggested('tool', { 'github.com/project-slug': 'acme/tool' }),
      );
      expect((await analyze('https://dev.azure.com/org/project/_git/tool')).body).toEqual(
        suggested('tool', { 'dev.azure.com/project-slug': 'project/tool' }),
      );
      const bad = await analyze('nothing');
      expect([bad.status, bad.body.error.message]).toEqual([400, 'The given location.target is not a URL']);
      for (const target of ['https://nowhere/', 'https://nowhere/acme/.git', 'https://nowhere/acme/%zz'])
        expect(await analyze(target)).toMatchObject({ status: 400, body: { error: { name: 'InputError' } } });
    });
  },
);

describe('locations', () => {
  it('are told in a dry run, without a trace', async () => {
    const target = 'https://host/catalog-info.yaml';
    await using world = await startApiWorld();
    world.pages.set(target, `${yaml('one')}---\n${yaml('two')}`);
    const { status, body } = await world.post('/locations?dryRun=true', { type: 'url', target });
    expect(status).toBe(201);
    expect(body).toMatchObject({
      location: { id: `url:${target}`, type: 'url', target },
      exists: false,
      entities: [{ kind: 'Location' }, { metadata: { name: 'one' } }, { metadata: { name: 'two' } }],
    });
    expect((await world.json('/entities')).body).toEqual([]);
    expect((await world.json('/locations')).body).toEqual([]);
    expect(world.audits.find(({ eventId }) => eventId === 'location-mutate')).toMatchObject({
      severityLevel: 'low',
      meta: { isDryRun: true },
    });
    await world.post('/locations?dryRun=false', { type: 'url', target });
    expect(world.audits.at(-1)).toMatchObject({ severityLevel: 'medium', meta: { isDryRun: false } });
  });

  it('may be missing in a dry run where that is said', async () => {
    await using world = await startApiWorld();
    const target = 'https://host/missing.yaml';
    const dryRun = (presence: string) =>
      world.post('/locations?dryRun=true', { type: 'url', target, presence });
    const optional = await dryRun('optional');
    expect([optional.status, optional.body.entities]).toMatchObject([
      201,
      [{ kind: 'Location', spec: { target, presence: 'optional' } }],
    ]);
    const required = await dryRun('required');
    expect([required.status, required.body.error.name]).toEqual([400, 'InputError']);
    expect((await dryRun('sometimes')).status).toBe(400);
  });

  it('tell in a dry run what is wrong, with lines and columns', async () => {
    const target = 'https://host/catalog-info.yaml';
    await using world = await startApiWorld();
    const faults = async (text: string): Promise<unknown> => {
      world.pages.set(target, text);
      const { status, body } = await world.post('/locations?dryRun=true', { type: 'url', target });
      expect([status, body.error.name]).toEqual([400, 'InputError']);
      return body.error.problems;
    };
    expect(await faults(`${yaml('one')}---\n${yaml('two').replace('owner: c', 'ownr: c')}`)).toMatchObject([
      {
        severity: 'error',
        path: 'spec.owner',
        source: `url:${target}`,
        line: 11,
        column: expect.any(Number),
      },
    ]);
    expect(await faults(`${yaml('one')}broken: [`)).toMatchObject([{ check: 'yaml', line: 6 }]);
  });

  it('cannot be registered while the catalog is read-only', async () => {
    await using world = await startApiWorld('SQLITE_FILE', { config: { catalog: { readonly: true } } });
    const location = { type: 'url', target: 'https://host/x' };
    for (const answer of [
      await world.post('/locations', location),
      await world.post('/locations/x', location, 'PUT'),
      await world.json('/locations/x', { method: 'DELETE' }),
    ]) {
      expect([answer.status, answer.body.error.message]).toEqual([
        403,
        'This operation not allowed in readonly mode',
      ]);
    }
  });
});
