import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import {
  CatalogClient,
  type EntityFilterQuery,
  type QueryEntitiesInitialRequest,
} from '@backstage/catalog-client';
import { type Entity, stringifyEntityRef } from '@backstage/catalog-model';
import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import { startBackendProcess, type BackendProcess } from './backend-process.ts';

// Not exported, and the only place where the official search rows are made.
const require = createRequire(import.meta.url);
const officialBackend = dirname(require.resolve('@backstage/plugin-catalog-backend/package.json'));
const { buildEntitySearch } = require(
  join(officialBackend, 'dist/database/operations/stitcher/buildEntitySearch.cjs.js'),
) as { buildEntitySearch(id: string, entity: Entity): SearchRow[] };

type FilterPredicate = NonNullable<QueryEntitiesInitialRequest['query']>;
interface SearchRow {
  key: string;
  value: string | null;
  original_value: string | null;
}

/** What the catalog serves, asked entity by entity. */
class Plain {
  readonly ref: string;
  readonly #rows: Map<string, SearchRow[]>;
  constructor(entity: Entity) {
    this.ref = stringifyEntityRef(entity);
    this.#rows = Map.groupBy(buildEntitySearch('id', entity), row => row.key);
  }
  has(key: string): boolean {
    return this.#rows.has(key.toLowerCase());
  }
  values(key: string): string[] {
    return (this.#rows.get(key.toLowerCase()) ?? []).flatMap(row => row.value ?? []);
  }
  originals(key: string): string[] {
    return (this.#rows.get(key.toLowerCase()) ?? []).flatMap(row => row.original_value ?? []);
  }
  is(key: string, ...values: string[]): boolean {
    return this.values(key).some(value => values.includes(value));
  }
}

const size = 300;
const token = 'conformance-service-token';
const options = { token };
const pick = <T>(list: readonly T[], n: number): T => list[n % list.length] as T;
const folder = mkdtempSync(join(tmpdir(), 'portico-queries-'));

/** Numbers that share few factors give most of the combinations. */
function generate(n: number): object {
  const kind = pick(['Component', 'Component', 'API', 'Resource'], n);
  return {
    apiVersion: 'backstage.io/v1alpha1',
    kind,
    metadata: {
      name: `${pick(['alpha', 'Beta', 'gamma'], n)}-${n}`,
      namespace: pick(['default', 'default', 'ops', 'shop'], Math.floor(n / 3)),
      ...(n % 5 !== 0 && { title: pick(['One', 'two', 'Zwölf', 'A 100% title'], Math.floor(n / 7)) }),
      ...(n % 3 === 0 && { description: pick(['Pays the bills', 'Sends mail'], Math.floor(n / 11)) }),
      tags: ['java', 'go', 'data', 'tier-1'].filter((_, index) => (n * 7) % (index + 2) === 0),
      labels: { Tier: pick(['gold', 'Silver'], Math.floor(n / 13)) },
    },
    spec: {
      type: pick(['service', 'Website', 'library'], Math.floor(n / 4)),
      lifecycle: pick(['production', 'experimental', 'deprecated'], Math.floor(n / 17)),
      owner: `group:default/team-${n % 7}`,
      ...(n % 9 === 0 && { system: `system-${n % 4}` }),
      ...(kind !== 'API' && { dependsOn: [`resource:default/db-${n % 6}`] }),
      ...(kind === 'API' && { definition: 'none' }),
      replicas: n % 4,
      public: n % 2 === 0,
    },
  };
}

const filters: Record<string, [EntityFilterQuery, (entity: Plain) => boolean]> = {
  'a kind': [{ kind: 'COMPONENT' }, e => e.is('kind', 'component')],
  'several fields': [
    { kind: ['api', 'Resource'], 'spec.type': 'website' },
    e => e.is('kind', 'api', 'resource') && e.is('spec.type', 'website'),
  ],
  alternatives: [
    [{ 'metadata.namespace': 'ops' }, { 'metadata.tags': 'java', 'spec.replicas': '2' }],
    e => e.is('metadata.namespace', 'ops') || (e.is('metadata.tags', 'java') && e.is('spec.replicas', '2')),
  ],
  'a tag as a key': [{ 'metadata.tags.tier-1': 'true' }, e => e.is('metadata.tags', 'tier-1')],
  'a label': [{ 'metadata.labels.tier': 'silver' }, e => e.is('metadata.labels.Tier', 'silver')],
  'a relation': [
    { 'relations.ownedBy': 'Group:Default/Team-3' },
    e => e.is('relations.ownedBy', 'group:default/team-3'),
  ],
  'a relation to what is not there': [
    { 'relations.dependsOn': ['resource:default/db-1', 'resource:default/db-5'] },
    e => e.is('spec.dependsOn', 'resource:default/db-1', 'resource:default/db-5'),
  ],
  nothing: [{ 'spec.type': 'nobody' }, () => false],
};

const predicates: Record<string, [object, (entity: Plain) => boolean]> = {
  everything: [{ $all: [] }, () => true],
  'none of none': [{ $any: [] }, () => false],
  negation: [
    { $all: [{ kind: 'component' }, { $not: { 'spec.lifecycle': 'production' } }] },
    e => e.is('kind', 'component') && !e.is('spec.lifecycle', 'production'),
  ],
  absence: [
    { $all: [{ 'metadata.title': { $exists: false } }, { 'spec.system': { $exists: true } }] },
    e => !e.has('metadata.title') && e.has('spec.system'),
  ],
  'one of several': [
    { 'spec.replicas': { $in: [1, 3] }, 'metadata.tags': { $contains: 'go' } },
    e => e.is('spec.replicas', '1', '3') && e.is('metadata.tags', 'go'),
  ],
  'a beginning': [
    { 'metadata.name': { $hasPrefix: 'BETA-1' } },
    e => e.values('metadata.name').some(name => name.startsWith('beta-1')),
  ],
  'a relation': [
    { relations: { $contains: { type: 'ownedBy', targetRef: { $in: ['group:default/team-2', 'x:y/z'] } } } },
    e => e.is('relations.ownedBy', 'group:default/team-2'),
  ],
  nested: [
    {
      $any: [
        { $not: { $any: [{ kind: 'api' }, { 'spec.public': true }] } },
        { 'metadata.namespace': 'shop' },
      ],
    },
    e => !(e.is('kind', 'api') || e.is('spec.public', 'true')) || e.is('metadata.namespace', 'shop'),
  ],
};
const facets = [
  'kind',
  'spec.type',
  'metadata.tags',
  'metadata.title',
  'relations.ownedBy',
  'spec.public',
  'x.y',
];
const orders = ['metadata.name', 'metadata.title', 'spec.type', 'spec.system', 'metadata.uid'];

let backend: BackendProcess;
let client: CatalogClient;
let plain: Plain[];

beforeAll(async () => {
  const documents = Array.from({ length: size }, (_, n) => JSON.stringify(generate(n)));
  writeFileSync(join(folder, 'all.yaml'), documents.join('\n---\n'));
  backend = await startBackendProcess('catalog', {
    backend: {
      auth: { externalAccess: [{ type: 'static', options: { token, subject: 'conformance' } }] },
    },
    catalog: {
      rules: [{ allow: ['Component', 'API', 'Resource', 'Location'] }],
      locations: [{ type: 'file', target: join(folder, 'all.yaml') }],
    },
  });
  client = new CatalogClient({ discoveryApi: { getBaseUrl: async id => `${backend.baseUrl}/api/${id}` } });
  // With the Location.
  await vi.waitFor(
    async () => expect((await client.queryEntities({ limit: 0 }, options)).totalItems).toBe(size + 1),
    { timeout: 120_000, interval: 200 },
  );
  plain = (await client.getEntities({}, options)).items.map(entity => new Plain(entity));
});
afterAll(async () => {
  await backend?.[Symbol.asyncDispose]();
  rmSync(folder, { recursive: true });
});

const refsOf = (entities: readonly (Entity | undefined)[]): string[] =>
  entities.flatMap(entity => (entity ? [stringifyEntityRef(entity)] : [])).sort();
const refsThat = (passes: (entity: Plain) => boolean): string[] =>
  plain
    .filter(passes)
    .map(entity => entity.ref)
    .sort();

async function expectAnswers(
  { filter, query }: { filter?: EntityFilterQuery; query?: FilterPredicate },
  passes: (entity: Plain) => boolean,
): Promise<void> {
  const request = { ...(filter && { filter }), ...(query && { query }) };
  const expected = refsThat(passes);
  const page = await client.queryEntities({ ...request, limit: 1000 }, options);
  expect([page.totalItems, refsOf(page.items)]).toEqual([expected.length, expected]);
  const byRefs = await client.getEntitiesByRefs(
    { ...request, entityRefs: [...plain.map(({ ref }) => ref), 'component:default/nope'] },
    options,
  );
  expect(refsOf(byRefs.items)).toEqual(expected);
  const counted = await client.getEntityFacets({ ...request, facets }, options);
  for (const facet of facets) {
    const values = plain.filter(passes).flatMap(entity => [...new Set(entity.originals(facet))]);
    const groups = [...Map.groupBy(values, value => value)].map(([value, { length: count }]) => ({
      value,
      count,
    }));
    expect([facet, counted.facets[facet]]).toEqual([
      facet,
      groups.sort((a, b) => Buffer.compare(Buffer.from(a.value), Buffer.from(b.value))),
    ]);
  }
}

it('has some entities for every question that has an answer', () => {
  const cases = Object.entries({ ...filters, ...predicates });
  const empty = cases.filter(([, [, passes]]) => refsThat(passes).length === 0);
  expect(empty.map(([name]) => name)).toEqual(['nothing', 'none of none']);
  expect(orders.filter(key => !plain.some(entity => entity.has(key)))).toEqual([]);
});

it.each(Object.entries(filters))('finds and counts by filter: %s', async (_name, [filter, passes]) => {
  await expectAnswers({ filter }, passes);
  expect(refsOf((await client.getEntities({ filter }, options)).items)).toEqual(refsThat(passes));
});

it.each(Object.entries(predicates))('finds and counts by predicate: %s', async (_name, [query, passes]) => {
  await expectAnswers({ query: query as FilterPredicate }, passes);
});

it.each(['PAY', '0%', 'zwö', 'nothing of that'])('finds the text %s', async term => {
  const fields = ['metadata.title', 'metadata.description'];
  const found = await client.queryEntities({ fullTextFilter: { term, fields }, limit: 1000 }, options);
  const hasTerm = (value: string): boolean => value.includes(term.toLowerCase());
  expect(refsOf(found.items)).toEqual(
    refsThat(entity => fields.flatMap(key => entity.values(key)).some(hasTerm)),
  );
});

it.each(orders.flatMap(field => (['asc', 'desc'] as const).map(order => [field, order] as const)))(
  'walks by %s %s to the end and back',
  async (field, order) => {
    const filter = { 'metadata.namespace': ['default', 'ops'] };
    const expected = plain.filter(e => e.is('metadata.namespace', 'default', 'ops') && e.has(field));
    const first = { filter, orderFields: { field, order }, limit: 37 };
    const pages = [await client.queryEntities(first, options)];
    for (let cursor = pages[0]?.pageInfo.nextCursor; cursor; cursor = pages.at(-1)?.pageInfo.nextCursor)
      pages.push(await client.queryEntities({ cursor, limit: 37 }, options));
    expect(pages.map(page => page.totalItems)).toEqual(pages.map(() => expected.length));
    const walked = pages.flatMap(page => page.items);
    expect(refsOf(walked)).toEqual(expected.map(({ ref }) => ref).sort());
    const byRef = new Map(plain.map(entity => [entity.ref, entity]));
    const values = walked.map(e => Buffer.from(byRef.get(stringifyEntityRef(e))?.values(field)[0] ?? ''));
    expect(values).toEqual(values.toSorted((a, b) => Buffer.compare(a, b) * (order === 'asc' ? 1 : -1)));
    const back = pages.slice(-1);
    for (let cursor = back[0]?.pageInfo.prevCursor; cursor; cursor = back[0]?.pageInfo.prevCursor)
      back.unshift(await client.queryEntities({ cursor, limit: 37 }, options));
    expect(back.map(page => refsOf(page.items))).toEqual(pages.map(page => refsOf(page.items)));
  },
);
