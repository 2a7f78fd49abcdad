import { readdir, readFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { dirname, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import {
  CATALOG_FILTER_EXISTS,
  CatalogClient,
  type QueryEntitiesInitialRequest,
} from '@backstage/catalog-client';
import { type Entity, stringifyEntityRef } from '@backstage/catalog-model';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startBackendProcess, type BackendProcess } from './backend-process.ts';
import { startSimulatedGithub, type SimulatedGithub } from './simulated-github.ts';

const token = 'conformance-service-token';
const options = { token };
const examples = join(import.meta.dirname, '../../examples/catalog-info.yaml');
const allow = ['Component', 'API', 'Resource', 'System', 'Domain', 'Group', 'User', 'Template', 'Location'];

type FilterPredicate = NonNullable<QueryEntitiesInitialRequest['query']>;

// Files that locations point to.
const files = new Map<string, string>();
const web = createServer((req, res) => {
  const content = files.get(req.url ?? '');
  res.writeHead(content === undefined ? 404 : 200, { 'content-type': 'text/plain' }).end(content);
});

let origin: string;
let backend: BackendProcess;
let client: CatalogClient;
/** The methods that some test has used. */
const called = new Set<string>();
let github: SimulatedGithub;

beforeAll(async () => {
  await new Promise<void>(done => void web.listen(0, 'localhost', done));
  const host = `localhost:${(web.address() as AddressInfo).port}`;
  origin = `http://${host}`;
  github = await startSimulatedGithub('acme', { 'ship-tool': component('from-github') });
  backend = await startBackendProcess('catalog', {
    backend: {
      auth: { externalAccess: [{ type: 'static', options: { token, subject: 'conformance' } }] },
      reading: { allow: [{ host }] },
    },
    integrations: { github: [{ host: 'github.com', apiBaseUrl: github.apiBaseUrl, token: 'token' }] },
    catalog: {
      locations: [{ type: 'file', target: examples, rules: [{ allow }] }],
      providers: {
        github: {
          acme: { organization: 'acme', schedule: { frequency: { hours: 1 }, timeout: { minutes: 1 } } },
        },
      },
    },
  });
  const official = new CatalogClient({
    discoveryApi: { getBaseUrl: async id => `${backend.baseUrl}/api/${id}` },
  });
  client = new Proxy(official, {
    get(target, name: keyof CatalogClient) {
      called.add(name);
      return target[name];
    },
  });
  // Every document, what GitHub is searched for, and the location entities of both.
  const expected = (await countExamples()) + 1 + 2;
  await until(async () => (await client.queryEntities({ limit: 0 }, options)).totalItems >= expected);
});
afterAll(async () => {
  await backend?.[Symbol.asyncDispose]();
  await github?.[Symbol.asyncDispose]();
  web.close();
});

function component(name: string, rest = ''): string {
  return `apiVersion: backstage.io/v1alpha1\nkind: Component\nmetadata: {name: ${name}}\nspec: {type: service, lifecycle: production, owner: fleet${rest}}\n`;
}
const refsOf = (entities: (Entity | undefined)[]): (string | undefined)[] =>
  entities.map(entity => entity && stringifyEntityRef(entity));

describe('the official catalog client', () => {
  it('reads the example organisation with getEntities', async () => {
    const { items } = await client.getEntities({}, options);
    const kinds = new Set(items.map(item => item.kind));
    expect(kinds).toEqual(new Set(allow));
    const filtered = await client.getEntities(
      {
        filter: [{ kind: ['API', 'Component'], 'spec.system': CATALOG_FILTER_EXISTS }, { kind: 'Domain' }],
        fields: ['kind', 'metadata.name'],
        order: [
          { field: 'kind', order: 'desc' },
          { field: 'metadata.name', order: 'asc' },
        ],
      },
      options,
    );
    const expected = items.filter(
      ({ kind, spec }) =>
        kind === 'Domain' || (['API', 'Component'].includes(kind) && spec?.system !== undefined),
    );
    expect(filtered.items).toHaveLength(expected.length);
    const sorted = filtered.items.map(item => [item.kind, item.metadata.name]);
    expect(sorted).toEqual(
      sorted.toSorted((a, b) =>
        a[0] === b[0] ? (a[1] as string).localeCompare(b[1] as string) : a[0]! < b[0]! ? 1 : -1,
      ),
    );
    const page = await client.getEntities({ limit: 3, offset: 2 }, options);
    expect(refsOf(page.items)).toEqual(refsOf(items).toSorted().slice(2, 5));
  });

  it('walks with queryEntities and streamEntities', async () => {
    const order = { orderFields: { field: 'metadata.name', order: 'asc' as const } };
    const first = await client.queryEntities({ filter: { kind: 'component' }, limit: 5, ...order }, options);
    const names = first.items.map(item => item.metadata.name);
    let { nextCursor: cursor } = first.pageInfo;
    let last = first;
    while (cursor) {
      last = await client.queryEntities({ cursor, limit: 5 }, options);
      names.push(...last.items.map(item => item.metadata.name));
      cursor = last.pageInfo.nextCursor;
    }
    expect(names).toEqual(names.toSorted());
    expect(names).toHaveLength(first.totalItems);
    const back = await client.queryEntities(
      { cursor: last.pageInfo.prevCursor as string, limit: 5 },
      options,
    );
    expect(back.items.at(-1)?.metadata.name).toBe(names[names.length - last.items.length - 1]);
    const streamed: string[] = [];
    for await (const page of client.streamEntities({ filter: { kind: 'component' }, pageSize: 4 }, options)) {
      streamed.push(...page.map(item => item.metadata.name));
    }
    expect(streamed.toSorted()).toEqual(names);
  });

  it('queries with predicates and full text', async () => {
    const query: FilterPredicate = {
      $all: [{ kind: 'Component' }, { $not: { 'spec.type': 'service' } as FilterPredicate }],
    };
    const { items, totalItems } = await client.queryEntities({ query, limit: 100 }, options);
    expect(totalItems).toBe(items.length);
    expect(items.every(item => item.kind === 'Component' && item.spec?.type !== 'service')).toBe(true);
    const some = await client.queryEntities({ query, limit: 1 }, options);
    const next = await client.queryEntities(
      { cursor: some.pageInfo.nextCursor as string, limit: 100 },
      options,
    );
    expect(refsOf([...some.items, ...next.items]).toSorted()).toEqual(refsOf(items).toSorted());
    const found = await client.queryEntities(
      { fullTextFilter: { term: 'TRACK', fields: ['metadata.name'] }, totalItems: 'exclude' },
      options,
    );
    expect(found.items.length).toBeGreaterThan(0);
    expect(found.items.every(item => item.metadata.name.includes('track'))).toBe(true);
    expect(found.totalItems).toBe(0);
  });

  it('looks up refs, ancestors and facets', async () => {
    const { items } = await client.getEntities({ filter: { kind: 'system' } }, options);
    const ref = refsOf(items)[0] as string;
    expect(await client.getEntityByRef(ref, options)).toEqual(items[0]);
    expect(await client.getEntityByRef('system:default/nope', options)).toBeUndefined();
    const batch = await client.getEntitiesByRefs(
      { entityRefs: [ref, 'a:b/c'], filter: { kind: 'system' } },
      options,
    );
    expect(refsOf(batch.items)).toEqual([ref, undefined]);
    const ancestors = await client.getEntityAncestors({ entityRef: ref }, options);
    expect(ancestors.rootEntityRef).toBe(ref);
    expect(ancestors.items.map(item => item.entity.kind)).toEqual(
      expect.arrayContaining(['System', 'Location']),
    );
    const { facets } = await client.getEntityFacets(
      { facets: ['kind', 'spec.type'], filter: { kind: 'api' } },
      options,
    );
    expect(facets.kind?.map(({ value }) => value)).toEqual(['API']);
    expect(facets['spec.type']?.map(({ value }) => value)).toEqual([
      'asyncapi',
      'graphql',
      'grpc',
      'openapi',
    ]);
    const queried = await client.getEntityFacets(
      { facets: ['kind'], query: { $not: { kind: 'api' } } },
      options,
    );
    expect(queried.facets.kind?.some(({ value }) => value === 'API')).toBe(false);
  });

  it('registers, finds, moves and removes a location', async () => {
    const target = `${origin}/one.yaml`;
    files.set('/one.yaml', component('conformance-one'));
    const dryRun = await client.addLocation({ target, dryRun: true }, options);
    expect(dryRun).toMatchObject({
      exists: false,
      entities: expect.arrayContaining([expect.objectContaining({ kind: 'Component' })]),
    });
    const { location } = await client.addLocation({ target }, options);
    await expect(client.addLocation({ target }, options)).rejects.toMatchObject({ statusCode: 409 });
    await until(
      async () => (await client.getEntityByRef('component:default/conformance-one', options)) !== undefined,
    );
    expect(await client.getLocationById(location.id, options)).toEqual(location);
    expect(await client.getLocationByRef(`url:${target}`, options)).toEqual(location);
    expect(await client.getLocationByEntity('component:default/conformance-one', options)).toEqual(location);
    expect((await client.getLocations({}, options)).items).toEqual([location]);
    expect(await client.queryLocations({ query: { type: 'url' } }, options)).toMatchObject({ totalItems: 1 });
    const streamed: unknown[] = [];
    for await (const page of client.streamLocations({}, options)) streamed.push(...page);
    expect(streamed).toEqual([location]);

    files.set('/two.yaml', component('conformance-two'));
    const updated = await client.updateLocation(location.id, { target: `${origin}/two.yaml` }, options);
    expect(updated).toEqual({ ...location, target: `${origin}/two.yaml` });
    await until(
      async () => (await client.getEntityByRef('component:default/conformance-two', options)) !== undefined,
    );
    await until(
      async () => (await client.getEntityByRef('component:default/conformance-one', options)) === undefined,
    );
    await client.removeLocationById(location.id, options);
    await until(
      async () => (await client.getEntityByRef('component:default/conformance-two', options)) === undefined,
    );
    expect(await client.getLocationById(location.id, options)).toBeUndefined();
  });

  it('refreshes what has changed at its source, and removes by uid what comes back', async () => {
    files.set('/three.yaml', component('conformance-three'));
    await client.addLocation({ target: `${origin}/three.yaml` }, options);
    const ref = 'component:default/conformance-three';
    await until(async () => (await client.getEntityByRef(ref, options)) !== undefined);
    files.set('/three.yaml', component('conformance-three', ', system: changed'));
    await client.refreshEntity(ref, options);
    await until(async () => (await client.getEntityByRef(ref, options))?.spec?.system === 'changed');
    const before = await client.getEntityByRef(ref, options);
    await client.removeEntityByUid(before?.metadata.uid as string, options);
    await until(async () => {
      const after = await client.getEntityByRef(ref, options);
      return after !== undefined && after.metadata.uid !== before?.metadata.uid;
    });
  });

  it('validates entities and analyzes locations', async () => {
    const entity = { apiVersion: 'backstage.io/v1alpha1', kind: 'Component', metadata: { name: 'x' } };
    const spec = { type: 'a', lifecycle: 'b', owner: 'c' };
    expect(await client.validateEntity({ ...entity, spec }, 'url:https://x/y', options)).toEqual({
      valid: true,
    });
    expect(
      await client.validateEntity({ ...entity, spec: { type: 1 } }, 'url:https://x/y', options),
    ).toMatchObject({
      valid: false,
      errors: [{ name: 'InputError' }],
    });
    const location = { type: 'url', target: 'https://gitlab.com/acme/tool' };
    expect(await client.analyzeLocation({ location }, options)).toMatchObject({
      existingEntityFiles: [],
      generateEntities: [{ entity: { kind: 'Component', metadata: { name: 'tool' } } }],
    });
  });

  it('is told what is wrong in the way it knows', async () => {
    await expect(client.getEntities({ filter: { '': 'x' } }, options)).rejects.toMatchObject({
      name: 'ResponseError',
      statusCode: 400,
      cause: { name: 'InputError' },
    });
    await expect(client.queryEntities({ cursor: 'x' }, options)).rejects.toMatchObject({ statusCode: 400 });
    await expect(client.refreshEntity('component:default/nope', options)).rejects.toMatchObject({
      statusCode: 404,
    });
    await expect(client.getEntities({})).rejects.toMatchObject({ statusCode: 401 });
  });

  it('has been asked by every method', async () => {
    const name = { kind: 'Component', namespace: 'default', name: 'from-github' };
    expect(await client.getEntityByName(name, options)).toMatchObject({ metadata: { name: 'from-github' } });
    // What only types call private, and is called by the others.
    const inner = /^constructor$|^request|^getFilterValue$|ByPredicate$/;
    const methods = Object.getOwnPropertyNames(CatalogClient.prototype).filter(method => !inner.test(method));
    expect(methods.length).toBeGreaterThan(20);
    expect(methods.filter(method => !called.has(method))).toEqual([]);
  });
});

interface Unprocessed {
  entity_id: string;
  entity_ref: string;
  unprocessed_entity: Entity;
  errors: { message: string }[];
}

describe('published modules of the catalog', () => {
  const get = async (path: string): Promise<{ status: number; body: never }> => {
    const response = await fetch(`${backend.baseUrl}/api/catalog${path}`, {
      headers: { authorization: `Bearer ${token}` },
    });
    return { status: response.status, body: (await response.json()) as never };
  };

  it('unprocessed: lists and removes what failed; logs: writes it to the log', async () => {
    files.set('/bad.yaml', component('conformance-bad').replace('owner: fleet', 'owner: 7'));
    await client.addLocation({ target: `${origin}/bad.yaml` }, options);
    const list = async (reason: string): Promise<Unprocessed[]> => {
      const { status, body } = await get(`/entities/unprocessed/${reason}`);
      expect(body).toMatchObject({ type: reason });
      expect(status).toBe(200);
      const { entities } = body as { entities: Unprocessed[] };
      return entities.filter(entity => entity.entity_ref === 'component:default/conformance-bad');
    };
    await until(async () => (await list('failed')).length === 1);
    const [failed] = await list('failed');
    expect(failed).toMatchObject({
      unprocessed_entity: { metadata: { name: 'conformance-bad' } },
      errors: [{ message: expect.stringContaining('spec.owner') }],
    });
    expect(await list('pending')).toEqual([]);
    await until(async () =>
      backend
        .output()
        .split('\n')
        .some(line => /warn/i.test(line) && line.includes(failed?.errors[0]?.message ?? '?')),
    );
    const { status } = await fetch(
      `${backend.baseUrl}/api/catalog/entities/unprocessed/delete/${failed?.entity_id}`,
      { method: 'DELETE', headers: { authorization: `Bearer ${token}` } },
    );
    expect(status).toBe(204);
    await until(async () => (await list('failed')).length === 0);
  });

  it('github: discovers the repositories of an organisation, and reads their files', async () => {
    await until(
      async () => (await client.getEntityByRef('component:default/from-github', options)) !== undefined,
    );
    const entity = await client.getEntityByRef('component:default/from-github', options);
    expect(entity?.metadata.annotations).toMatchObject({
      'backstage.io/managed-by-location': 'url:https://github.com/acme/ship-tool/blob/main/catalog-info.yaml',
      'backstage.io/source-location': 'url:https://github.com/acme/ship-tool/tree/main/',
    });
  });

  it('github: finds the files of a repository that is looked into', async () => {
    const location = { type: 'url', target: 'https://github.com/acme/ship-tool' };
    const { existingEntityFiles } = await client.analyzeLocation({ location }, options);
    expect(existingEntityFiles).toContainEqual({
      location: { type: 'url', target: expect.stringMatching(/acme.ship-tool.blob.\w+.catalog-info\.yaml$/) },
      isRegistered: expect.any(Boolean),
      entity: expect.objectContaining({
        kind: 'Component',
        metadata: expect.objectContaining({ name: 'from-github' }),
      }),
    });
  });

  it('openapi: resolves references in definitions', async () => {
    files.set('/paths.yaml', 'get: {summary: from another file, responses: {}}\n');
    files.set(
      '/openapi.yaml',
      `openapi: 3.1.0\ninfo: {title: T, version: '1'}\npaths:\n  /pets:\n    $ref: ./paths.yaml\n`,
    );
    files.set(
      '/api.yaml',
      `apiVersion: backstage.io/v1alpha1\nkind: API\nmetadata: {name: conformance-api}\nspec:\n  type: openapi\n  lifecycle: production\n  owner: fleet\n  definition: {$openapi: ./openapi.yaml}\n`,
    );
    await client.addLocation({ target: `${origin}/api.yaml` }, options);
    await until(async () => {
      const api = await client.getEntityByRef('api:default/conformance-api', options);
      return String(api?.spec?.definition).includes('from another file');
    });
  });
});

async function countExamples(): Promise<number> {
  const folder = dirname(examples);
  const names = ['.', 'org'].map(async part =>
    (await readdir(join(folder, part)))
      .filter(name => name.endsWith('.yaml'))
      .map(name => join(folder, part, name)),
  );
  const texts = await Promise.all((await Promise.all(names)).flat().map(name => readFile(name, 'utf8')));
  return texts.flatMap(text => text.match(/^kind:/gm) ?? []).length;
}

async function until(isTrue: () => Promise<boolean>): Promise<void> {
  for (let tries = 0; tries < 1200; tries += 1) {
    if (await isTrue()) return;
    await sleep(50);
  }
  throw new Error(`It did not come true. The backend said:\n${backend.output().slice(-4000)}`);
}
