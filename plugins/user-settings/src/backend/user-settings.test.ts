import { describe, expect, it } from 'vitest';
import { mockCredentials, startTestBackend, type TestBackend } from '@portico/backend-test-utils';
import { createTestDatabases } from '@portico/backend-test-utils/databases';
import userSettings from './index.ts';
import { up } from './migrations/20220824183000_init.ts';
import { createSettingsStore } from './settings-store.ts';

async function call(backend: TestBackend, path: string, init: RequestInit & { user?: string } = {}) {
  const { user = 'user:default/ann', ...rest } = init;
  const response = await fetch(`${backend.url}/api/user-settings${path}`, {
    ...rest,
    headers: { authorization: mockCredentials.user.header(user), 'content-type': 'application/json' },
  });
  const text = await response.text();
  return { status: response.status, body: text === '' ? undefined : (JSON.parse(text) as unknown) };
}

const put = (value: unknown) => ({ method: 'PUT', body: JSON.stringify({ value }) });

describe('user settings', () => {
  it('keeps settings of each user apart, under keys that may hold slashes', async () => {
    await using backend = await startTestBackend({ features: [userSettings] });
    const path = '/buckets/home.layout/keys/a/b';
    expect(await call(backend, path)).toMatchObject({ status: 404 });
    const kept = { bucket: 'home.layout', key: 'a/b', value: { columns: [1, null, 'ü'] } };
    expect(await call(backend, path, put(kept.value))).toEqual({ status: 200, body: kept });
    expect(await call(backend, path)).toEqual({ status: 200, body: kept });
    expect(await call(backend, '/buckets/home.layout/keys/a%2Fb')).toEqual({ status: 200, body: kept });
    expect(await call(backend, path, { user: 'user:default/bob' })).toMatchObject({ status: 404 });
    expect(await call(backend, path, put(2))).toMatchObject({ body: { value: 2 } });
    expect(await call(backend, path, { method: 'DELETE' })).toEqual({ status: 204, body: undefined });
    expect(await call(backend, path)).toMatchObject({ status: 404 });
  });

  it('gives many at once, in the order asked for', async () => {
    await using backend = await startTestBackend({ features: [userSettings] });
    await call(backend, '/buckets/a/keys/x', put(false));
    await call(backend, '/buckets/b/keys/x', put(null));
    const items = [
      { bucket: 'b', key: 'x' },
      { bucket: 'c', key: 'x' },
      { bucket: 'a', key: 'x' },
    ];
    expect(await call(backend, '/multiget', { method: 'POST', body: JSON.stringify({ items }) })).toEqual({
      status: 200,
      body: { items: [{ value: null }, null, { value: false }] },
    });
  });

  it('refuses services, nobody, and bodies without a value', async () => {
    await using backend = await startTestBackend({ features: [userSettings] });
    const status = async (authorization: string) =>
      (await fetch(`${backend.url}/api/user-settings/buckets/a/keys/b`, { headers: { authorization } }))
        .status;
    expect(await status(mockCredentials.service.header())).toBe(403);
    expect(await status(mockCredentials.none.header())).toBe(401);
    expect(await call(backend, '/buckets/a/keys/b', { method: 'PUT', body: '{}' })).toMatchObject({
      status: 400,
    });
  });
});

const databases = createTestDatabases();

describe.each(databases.ids)('the store of user settings on %s', id => {
  it('finds settings by bucket and key together', async () => {
    await using database = await databases.init(id);
    await up(database.knex);
    const store = createSettingsStore(database.knex);
    await store.set('user:default/ann', { bucket: 'a', key: 'x', value: 1 });
    await store.set('user:default/ann', { bucket: 'b', key: 'y', value: 2 });
    await store.set('user:default/ann', { bucket: 'b', key: 'y', value: 3 });
    expect(
      await store.get('user:default/ann', [
        { bucket: 'a', key: 'y' },
        { bucket: 'b', key: 'y' },
      ]),
    ).toEqual([undefined, 3]);
  });
});
