import fc from 'fast-check';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type ApiWorld, startApiWorld } from './testing/api-world.ts';

let world: ApiWorld;
beforeAll(async () => {
  world = await startApiWorld('POSTGRES');
  await world.provide([
    {
      apiVersion: 'backstage.io/v1alpha1',
      kind: 'Component',
      metadata: { name: 'a', annotations: { 'a/constructor': 'x' }, labels: { constructor: 'x' } },
      spec: { type: 'service', lifecycle: 'production', owner: 'x', constructor: { a: 'b' } },
    },
  ]);
});
afterAll(() => world[Symbol.asyncDispose]());

const text = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 30 }),
  fc.constantFrom(
    '__proto__',
    'constructor',
    'a\0b',
    '%',
    "'; drop table catalog_refs; --",
    'kind=component',
    'x'.repeat(300),
  ),
);
const garbage = fc.oneof(text, fc.jsonValue({ maxDepth: 3 }));
const expected = new Set([200, 201, 204, 400, 404, 409]);

async function expectCalm(path: string, init?: RequestInit): Promise<void> {
  const response = await world.send(path, init);
  const body = await response.text();
  if (!expected.has(response.status)) throw new Error(`${response.status} to ${path}: ${body}`);
  expect(({} as Record<string, unknown>)['a']).toBeUndefined();
}

function toQuery(values: Record<string, unknown>): string {
  const search = new URLSearchParams();
  for (const [key, value] of Object.entries(values)) {
    if (value !== undefined) search.append(key, typeof value === 'string' ? value : JSON.stringify(value));
  }
  return search.toString();
}

it('answers garbage in queries with what it is', async () => {
  const optional = fc.option(text, { nil: undefined });
  const query = fc.record({
    filter: optional,
    fields: optional,
    limit: fc.option(fc.oneof(fc.integer({ max: 1e6 }).map(String), text), { nil: undefined }),
    offset: fc.option(fc.oneof(fc.integer({ max: 1e6 }).map(String), text), { nil: undefined }),
    orderField: optional,
    order: optional,
    after: optional,
    cursor: optional,
    fullTextFilterTerm: optional,
    fullTextFilterFields: optional,
    totalItems: optional,
    facet: optional,
    ref: optional,
    at: optional,
  });
  const paths = fc.constantFrom(
    '/entities',
    '/entities/by-query',
    '/entity-facets',
    '/explain',
    '/locations',
  );
  await fc.assert(
    fc.asyncProperty(paths, query, (path, values) => expectCalm(`${path}?${toQuery(values)}`)),
    { numRuns: 300 },
  );
});

it('answers garbage in paths with what it is', async () => {
  const segment = text.map(encodeURIComponent).filter(part => part !== '' && !/^\.+$/.test(part));
  const path = fc.oneof(
    fc.tuple(segment, segment, segment).map(parts => `/entities/by-name/${parts.join('/')}`),
    fc.tuple(segment, segment, segment).map(parts => `/entities/by-name/${parts.join('/')}/ancestry`),
    fc.tuple(segment, segment, segment).map(parts => `/entities/by-name/${parts.join('/')}/history`),
    segment.map(part => `/entities/by-uid/${part}`),
    segment.map(part => `/locations/${part}`),
  );
  await fc.assert(
    fc.asyncProperty(path, value => expectCalm(value)),
    { numRuns: 150 },
  );
});

it('answers garbage in bodies with what it is', async () => {
  const paths = fc.constantFrom(
    '/entities/by-query',
    '/entities/by-refs',
    '/entity-facets',
    '/refresh',
    '/validate-entity',
    '/analyze-location',
    '/locations/by-query',
  );
  const cursor = fc
    .record({
      orderFields: fc.oneof(fc.constant([]), garbage),
      orderFieldValues: fc.oneof(fc.tuple(fc.option(text), fc.nat().map(String)), garbage),
      isPrevious: fc.boolean(),
      filter: garbage,
      query: garbage,
    })
    .map(value => Buffer.from(JSON.stringify(value)).toString('base64'));
  const body = fc.oneof(
    garbage,
    fc.record(
      {
        query: fc.oneof(garbage, fc.dictionary(text, garbage)),
        cursor: fc.oneof(text, cursor),
        limit: fc.oneof(fc.nat(100), garbage),
        facets: fc.oneof(fc.array(text), garbage),
        fields: fc.oneof(fc.array(text), garbage),
        entityRefs: fc.oneof(fc.array(text), garbage),
        entityRef: garbage,
        entity: garbage,
        location: garbage,
        orderBy: fc.oneof(
          fc.array(fc.record({ field: text, order: fc.constantFrom('asc', 'desc') })),
          garbage,
        ),
        fullTextFilter: fc.oneof(fc.record({ term: text, fields: fc.array(text) }), garbage),
      },
      { requiredKeys: [] },
    ),
  );
  const headers = { 'content-type': 'application/json' };
  await fc.assert(
    fc.asyncProperty(paths, body, (path, value) =>
      expectCalm(path, { method: 'POST', headers, body: JSON.stringify(value) }),
    ),
    { numRuns: 400 },
  );
});

it('finds keys that are called as the prototype is', async () => {
  const found = async (filter: string): Promise<number> =>
    (await world.json(`/entities/by-query?filter=${encodeURIComponent(filter)}`)).body.totalItems;
  expect(await found('spec.constructor.a=b')).toBe(1);
  expect(await found('metadata.labels.constructor=x')).toBe(1);
  expect(await found('metadata.annotations.a/constructor=x')).toBe(1);
  expect(await found('__proto__')).toBe(0);
  const facets = await world.send('/entity-facets?facet=spec.constructor.a&facet=__proto__');
  expect(await facets.text()).toBe(
    '{"facets":{"spec.constructor.a":[{"value":"b","count":1}],"__proto__":[]}}',
  );
  const fields = await world.send('/entities?fields=spec.constructor,__proto__,spec.toString');
  expect(await fields.text()).toBe('[{"spec":{"constructor":{"a":"b"}}}]');
});
