import { mkdtemp, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createTestDatabases } from '@portico/backend-test-utils/databases';
import { exportPKCS8, exportSPKI, generateKeyPair } from 'jose';
import { describe, expect, it } from 'vitest';
import { createDatabasePluginKeys } from './database-plugin-keys.ts';
import { createListLogger, createTokenWorld } from './testing/token-world.ts';

const hour = 3_600_000;
const databases = createTestDatabases();

describe.each(databases.ids)('keys in the database, on %s', id => {
  it('sign for an hour and are published for three, by every instance', async () => {
    await using database = await databases.init(id);
    const db = database.knex;
    let at = Date.now();
    const options = { database: { getClient: async () => db }, logger: createListLogger([]), now: () => at };
    const first = createDatabasePluginKeys(options);
    const second = createDatabasePluginKeys(options);
    const { kid } = await first.getSigningKey();
    expect((await first.getSigningKey()).kid).toBe(kid);
    const published = async (): Promise<unknown[]> => (await second.listPublicKeys()).map(key => key['kid']);
    expect(await published()).toEqual([kid]);
    expect(Object.keys((await second.listPublicKeys())[0]!).sort()).toEqual([
      'alg',
      'crv',
      'kid',
      'kty',
      'x',
      'y',
    ]);
    at += hour;
    const next = await first.getSigningKey();
    expect(next.kid).not.toBe(kid);
    expect(await published()).toEqual([kid, next.kid]);
    at += 2 * hour + 1;
    expect(await published()).toEqual([next.kid]);
  });

  it('are made again after the database failed', async () => {
    await using database = await databases.init(id);
    const db = database.knex;
    let fails = true;
    const getClient = async (): Promise<typeof db> => {
      if (fails) throw new Error('no database');
      return db;
    };
    const keys = createDatabasePluginKeys({ database: { getClient }, logger: createListLogger([]) });
    await expect(keys.getSigningKey()).rejects.toThrow('no database');
    fails = false;
    expect(await keys.getSigningKey()).toMatchObject({ alg: 'ES256' });
  });
});

describe('keys in files', () => {
  it('sign with the first and publish all', async () => {
    const dir = await mkdtemp(join(tmpdir(), 'portico-keys-'));
    const { publicKey, privateKey } = await generateKeyPair('ES256', { extractable: true });
    await writeFile(join(dir, 'public.pem'), await exportSPKI(publicKey));
    await writeFile(join(dir, 'private.pem'), await exportPKCS8(privateKey));
    const files = { publicKeyFile: join(dir, 'public.pem'), privateKeyFile: join(dir, 'private.pem') };
    const keys = [
      { ...files, keyId: 'one' },
      { publicKeyFile: files.publicKeyFile, keyId: 'two' },
    ];
    const config = { backend: { auth: { pluginKeyStore: { type: 'static', static: { keys } } } } };
    await using world = await createTokenWorld();
    const a = await world.addPlugin('a', { config });
    const b = await world.addPlugin('b');
    expect((await a.auth.listPublicServiceKeys()).keys.map(key => key['kid'])).toEqual(['one', 'two']);
    expect(JSON.stringify(await a.auth.listPublicServiceKeys())).not.toContain('"d"');
    const onBehalfOf = await a.auth.getOwnServiceCredentials();
    const { token } = await a.auth.getPluginRequestToken({ onBehalfOf, targetPluginId: 'b' });
    expect((await b.auth.authenticate(token)).principal).toMatchObject({ subject: 'plugin:a' });
  });

  it('that cannot be are reported with the file or the key', async () => {
    await using world = await createTokenWorld();
    const store = (pluginKeyStore: object) => ({
      config: { backend: { auth: { pluginKeyStore } } } as never,
    });
    await expect(world.addPlugin('a', store({ type: 'vault' }))).rejects.toThrow("'vault'");
    const keys = [{ publicKeyFile: '/nowhere', keyId: 'x' }];
    await expect(world.addPlugin('b', store({ type: 'static', static: { keys } }))).rejects.toThrow(
      'privateKeyFile',
    );
    const missing = [{ publicKeyFile: '/nowhere', privateKeyFile: '/nowhere', keyId: 'x' }];
    const { auth } = await world.addPlugin('c', store({ type: 'static', static: { keys: missing } }));
    await expect(auth.listPublicServiceKeys()).rejects.toThrow("'/nowhere'");
  });
});
