import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { componentYaml, type HostileWorld, page, startHostileWorld } from './hostile-world.ts';

let world: HostileWorld;
beforeAll(async () => {
  world = await startHostileWorld();
  world.host.pages.set('/a', page(['a', 'b', 'c', 'd'].map(name => componentYaml(name)).join('---\n')));
  await world.client.addLocation({ type: 'url', target: `${world.host.url}/a` });
  await vi.waitFor(async () => expect((await world.client.getEntities()).items).toHaveLength(5));
});
afterAll(() => world[Symbol.asyncDispose]());

const encode = (value: unknown): string =>
  encodeURIComponent(Buffer.from(JSON.stringify(value)).toString('base64'));

async function sendText(path: string, body: string): Promise<{ status: number; text: string }> {
  const headers = { ...world.headers, 'content-type': 'application/json' };
  const response = await fetch(world.url + path, { method: 'POST', headers, body });
  return { status: response.status, text: await response.text() };
}

describe('a crafted request', () => {
  it.each([
    ['', 400],
    ['a', 400],
    [':', 400],
    ['component:', 400],
    ['component:default/', 400],
    [':default/a', 400],
    ['/a', 400],
    ['component:/a', 400],
    ['component:default/a/b', 200],
    ['component:a:b', 200],
    ['component:default/'.concat('a'.repeat(64)), 200],
    ['component:default/'.concat('a'.repeat(4000)), 200],
    ['COMPONENT:DEFAULT/A', 200],
    ['component:default/__proto__', 200],
    ['__proto__:constructor/toString', 200],
    ['component:default/\u0000', 400],
    ['component:default/%2e%2e', 200],
    ['component:default/ÄÖ', 200],
  ])('for the ref %j is answered with %i', async (ref, status) => {
    const answer = await world.send(`/explain?ref=${encodeURIComponent(ref)}`, { method: 'GET' });
    expect([answer.status, answer.text.slice(0, 200)]).toEqual([status, expect.any(String)]);
    const refresh = await world.send('/refresh', { body: { entityRef: ref } });
    const isThere = ref.toLowerCase() === 'component:default/a';
    expect(refresh.status).toBe(status === 400 ? 400 : isThere ? 200 : 404);
    const byRefs = await world.send('/entities/by-refs', { body: { entityRefs: [ref] } });
    // What is no ref names nothing.
    expect([byRefs.status, JSON.parse(byRefs.text)]).toEqual([
      200,
      { items: [isThere ? expect.anything() : null] },
    ]);
  });

  it.each([
    { limit: 0 },
    { limit: -1, offset: 0 },
    { limit: 1e9, offset: -5 },
    { limit: 'all', offset: 0 },
    { limit: 1.5, offset: 0.5 },
    { limit: 2, offset: 1e308 },
    [[]],
    'x',
    null,
  ])('with the pagination %j is answered with 400', async after => {
    const answer = await world.send(`/entities?after=${encode(after)}`, { method: 'GET' });
    expect([answer.status, answer.text]).toEqual([400, expect.stringContaining('InputError')]);
  });

  it.each([
    {},
    { orderFields: 'x', orderFieldValues: [], isPrevious: false },
    {
      orderFields: [{ field: "x'; drop table catalog_refs; --", order: 'asc' }],
      orderFieldValues: ['a', 'b'],
      isPrevious: false,
    },
    {
      orderFields: [{ field: 'metadata.name', order: 'sideways' }],
      orderFieldValues: ['a', 'b'],
      isPrevious: false,
    },
    { orderFields: [], orderFieldValues: [{ $gt: 0 }, {}], isPrevious: false },
    { orderFields: [], orderFieldValues: [null, null, null, null], isPrevious: 'yes' },
    { orderFields: [], orderFieldValues: ['__proto__'], isPrevious: true, filter: { __proto__: 1 } },
    {
      orderFields: Array(500).fill({ field: 'metadata.name', order: 'asc' }),
      orderFieldValues: [],
      isPrevious: false,
    },
    { orderFields: [], orderFieldValues: ['0'], isPrevious: false, query: { $not: { $not: 'x' } } },
  ])('with the cursor %j is answered with 400, or as if it were honest', async cursor => {
    const answer = await world.send(`/entities/by-query?limit=2&cursor=${encode(cursor)}`, { method: 'GET' });
    expect([200, 400]).toContain(answer.status);
    if (answer.status === 200) expect(JSON.parse(answer.text)).toHaveProperty('items');
  });

  it('with very many filters, or a deep query, is answered', async () => {
    const statements = Array.from({ length: 3000 }, (_, n) => `metadata.name=n${n}`).join(',');
    const long = await world.send(`/entities/by-query?filter=${statements.slice(0, 14_000)}`, {
      method: 'GET',
    });
    expect(long.status).toBe(200);
    const deep = await sendText(
      '/entities/by-query',
      `{"query":${'{"$not":'.repeat(5000)}{}${'}'.repeat(5001)}`,
    );
    expect([deep.status, deep.text.slice(0, 300)]).toEqual([400, expect.stringContaining('InputError')]);
    const wide = (count: number): Promise<{ status: number; text: string }> => {
      const tests = Array.from({ length: count }, (_, n) => ({ 'metadata.name': `n${n}` }));
      return world.send('/entities/by-query', { body: { query: { $any: tests } } });
    };
    expect((await wide(2000)).status).toBe(200);
    const tooWide = await wide(20_000);
    expect([tooWide.status, tooWide.text]).toEqual([400, expect.stringContaining('2000 are allowed')]);
    const refs = Array.from({ length: 20_000 }, (_, n) => `component:default/n${n}`);
    expect([200, 400, 413]).toContain(
      (await world.send('/entities/by-refs', { body: { entityRefs: refs } })).status,
    );
  });

  it('with a body of 30 MB, or one that is no JSON, is refused', async () => {
    const large = await world.send('/entities/by-refs', { body: { entityRefs: ['x'.repeat(30_000_000)] } });
    expect(large.status).toBe(413);
    const none = await sendText('/entities/by-refs', '{"entityRefs": [');
    expect(none.status).toBe(400);
  });

  it('leaves the catalog as it was', async () => {
    expect((await world.client.getEntities()).items).toHaveLength(5);
    expect(({} as Record<string, unknown>)['constructor']).toBe(Object);
  });
});
