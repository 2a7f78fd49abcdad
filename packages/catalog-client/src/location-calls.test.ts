import { describe, expect, it } from 'vitest';
import { envelope, page, serveTestCatalog } from './testing/test-catalog.ts';

const catalog = serveTestCatalog();
const { seen } = catalog;

describe('locations', () => {
  const location = (target: string) => ({ id: target, type: 'url', target, entityRef: 'location:default/x' });

  it('lists, queries and streams', async () => {
    catalog.answer = ({ path, body }) => {
      if (path === '/locations') return { body: [{ data: location('a') }] };
      return (body as { cursor?: string }).cursor ? page([location('b')]) : page([location('a')], 'c');
    };
    expect(await catalog.client().getLocations()).toEqual({ items: [location('a')] });
    const targets: string[] = [];
    for await (const items of catalog.client().streamLocations({ query: { type: 'url' } }))
      targets.push(...items.map(({ target }) => target));
    expect(targets).toEqual(['a', 'b']);
    expect(seen.slice(1).map(({ body }) => body)).toEqual([
      { limit: 500, query: { type: 'url' } },
      { cursor: 'c' },
    ]);
  });

  it('finds one by id, entity and ref', async () => {
    catalog.answer = ({ path }) =>
      path.includes('by-query')
        ? page([location('https://A'), location('https://a')])
        : path.includes('gone')
          ? envelope(404, 'NotFoundError', 'x')
          : { body: location('a') };
    expect(await catalog.client().getLocationById('i/d')).toEqual(location('a'));
    expect(await catalog.client().getLocationById('gone')).toBeUndefined();
    expect(await catalog.client().getLocationByEntity('component:default/a')).toEqual(location('a'));
    expect(await catalog.client().getLocationByRef('url:https://a')).toEqual(location('https://a'));
    expect(await catalog.client().getLocationByRef('url:https://b')).toBeUndefined();
    expect(seen.map(({ path }) => path).slice(0, 3)).toEqual([
      '/locations/i%2Fd',
      '/locations/gone',
      '/locations/by-entity/component/default/a',
    ]);
  });

  it('adds, changes, removes and analyzes', async () => {
    catalog.answer = ({ method }) =>
      method === 'DELETE'
        ? { status: 204 }
        : { status: 201, body: { location: location('a'), entities: [], exists: false } };
    expect(
      await catalog.client().addLocation({ target: 'https://a', dryRun: true, onConflict: 'refresh' }),
    ).toMatchObject({ exists: false });
    await catalog.client().addLocation({ type: 'file', target: 'a' });
    await catalog.client().updateLocation('1', { target: 'b' });
    await catalog.client().removeLocationById('1');
    await catalog.client().analyzeLocation({ location: { type: 'url', target: 'a' }, catalogFilename: 'f' });
    expect(seen.map(({ method, path, query, body }) => [method, path, query, body])).toEqual([
      [
        'POST',
        '/locations',
        [
          ['dryRun', 'true'],
          ['onConflict', 'refresh'],
        ],
        { type: 'url', target: 'https://a' },
      ],
      ['POST', '/locations', [], { type: 'file', target: 'a' }],
      ['PUT', '/locations/1', [], { type: 'url', target: 'b' }],
      ['DELETE', '/locations/1', [], undefined],
      ['POST', '/analyze-location', [], { location: { type: 'url', target: 'a' }, catalogFilename: 'f' }],
    ]);
  });
});
