import { describe, expect, it } from 'vitest';
import { createCatalogClient } from './create-catalog-client.ts';
import { envelope, serveTestCatalog } from './testing/test-catalog.ts';

const catalog = serveTestCatalog();
const { seen } = catalog;

describe('connections', () => {
  it('sends the token, and finds the catalog by discovery', async () => {
    catalog.answer = () => ({ body: [] });
    const asked: string[] = [];
    const found = createCatalogClient({
      discovery: {
        async getBaseUrl(pluginId) {
          asked.push(pluginId);
          return `${catalog.baseUrl}/`;
        },
      },
    });
    await found.getEntities({}, { token: 't' });
    expect(asked).toEqual(['catalog']);
    expect(seen[0]).toMatchObject({ path: '/entities', authorization: 'Bearer t' });
    await expect(createCatalogClient({}).getEntities()).rejects.toThrow('Give it baseUrl or discovery');
  });

  it('uses the fetch that it is given, and ends a call on a signal', async () => {
    catalog.answer = () => ({ body: [] });
    const urls: string[] = [];
    const own = createCatalogClient({
      baseUrl: catalog.baseUrl,
      fetch: (input, init) => {
        urls.push(typeof input === 'string' ? input : 'no text');
        return fetch(input, init);
      },
    });
    await own.getLocations();
    expect(urls).toEqual([`${catalog.baseUrl}/locations`]);
    await expect(own.getLocations({}, { signal: AbortSignal.abort() })).rejects.toMatchObject({
      name: 'AbortError',
    });
  });

  it('turns error answers into ResponseError with the cause, also when they are no envelope', async () => {
    catalog.answer = () => envelope(403, 'NotAllowedError', 'not you');
    await expect(catalog.client().getEntities()).rejects.toMatchObject({
      name: 'ResponseError',
      statusCode: 403,
      cause: { name: 'NotAllowedError', message: 'not you' },
    });
    catalog.answer = () => ({ status: 502, text: 'bad gateway' });
    for (const call of [
      () => catalog.client().getEntityByRef('a:b'),
      () => catalog.client().removeEntityByUid('u'),
      () => catalog.client().queryEntities(),
    ]) {
      await expect(call()).rejects.toMatchObject({ name: 'ResponseError', statusCode: 502 });
    }
  });
});
