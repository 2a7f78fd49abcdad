import { mkdtemp, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createConfigReader } from '@portico/config';
import { mockServices } from '@portico/backend-test-utils';
import { exportPKCS8, exportSPKI, generateKeyPair, jwtVerify } from 'jose';
import { describe, expect, it } from 'vitest';
import { issueUserToken } from './issue-user-token.ts';
import { createMemoryKeyStore } from './public-key-stores.ts';
import { createRotatingSigningKeys } from './signing-keys.ts';
import { createSigningKeys } from './token-settings.ts';

const settings = { issuer: 'http://i', lifetimeSeconds: 600, omitOwnership: true };

describe('rotating keys', () => {
  it('sign for one token lifetime and are published for three', async () => {
    let at = Date.now();
    const keys = createRotatingSigningKeys({
      store: createMemoryKeyStore(),
      algorithm: 'ES256',
      tokenLifetimeSeconds: 600,
      logger: mockServices.logger.mock(),
      now: () => at,
    });
    const published = async (): Promise<unknown[]> => (await keys.listPublicKeys()).map(jwk => jwk['kid']);
    const [first, same] = await Promise.all([keys.getSigningKey(), keys.getSigningKey()]);
    expect(same.kid).toBe(first.kid);
    at += 600_000;
    const second = await keys.getSigningKey();
    expect(second.kid).not.toBe(first.kid);
    expect(await published()).toEqual([first.kid, second.kid]);
    at += 1_300_000;
    expect(await published()).toEqual([]);
    expect(await published()).toEqual([]);
  });

  it('are made again after the store failed', async () => {
    const store = createMemoryKeyStore();
    let fails = true;
    const keys = createRotatingSigningKeys({
      store: {
        ...store,
        addKey: async jwk => (fails ? Promise.reject(new Error('no store')) : store.addKey(jwk)),
      },
      algorithm: 'ES256',
      tokenLifetimeSeconds: 600,
      logger: mockServices.logger.mock(),
    });
    await expect(keys.getSigningKey()).rejects.toThrow('no store');
    fails = false;
    expect(await keys.getSigningKey()).toMatchObject({ alg: 'ES256' });
  });
});

describe('static keys', () => {
  const create = (keyStore: object) =>
    createSigningKeys({
      config: createConfigReader([{ context: 'test', data: { auth: { keyStore } } as never }]),
      connect: async () => Promise.reject(new Error('not needed')),
      logger: mockServices.logger.mock(),
    });

  it('sign with the first pair of files', async () => {
    const dir = await mkdtemp(join(tmpdir(), 'portico-auth-'));
    const { publicKey, privateKey } = await generateKeyPair('ES256', { extractable: true });
    await writeFile(join(dir, 'public.pem'), await exportSPKI(publicKey));
    await writeFile(join(dir, 'private.pem'), await exportPKCS8(privateKey));
    const files = { publicKeyFile: join(dir, 'public.pem'), privateKeyFile: join(dir, 'private.pem') };
    const keys = await create({ provider: 'static', static: { keys: [{ ...files, keyId: 'a' }] } });
    expect(await keys.listPublicKeys()).toEqual([
      {
        kty: 'EC',
        crv: 'P-256',
        x: expect.any(String),
        y: expect.any(String),
        kid: 'a',
        alg: 'ES256',
        use: 'sig',
      },
    ]);
    const { token } = await issueUserToken(
      { claims: { sub: 'user:a' } },
      await keys.getSigningKey(),
      settings,
    );
    expect((await jwtVerify(token, publicKey)).protectedHeader.kid).toBe('a');
  });

  it('that are not there are reported', async () => {
    await expect(create({ provider: 'vault' })).rejects.toThrow("'vault'");
    await expect(create({ provider: 'static', static: { keys: [] } })).rejects.toThrow('empty');
    const keys = [{ publicKeyFile: '/nowhere', privateKeyFile: '/nowhere', keyId: 'a' }];
    await expect(create({ provider: 'static', static: { keys } })).rejects.toThrow("'/nowhere'");
  });
});

describe('user tokens', () => {
  it.each(['', 'ann', 'user:', ':x/y'])('are not issued for the subject %j', async sub => {
    const key = await makeKey();
    await expect(issueUserToken({ claims: { sub } }, key, settings)).rejects.toThrow('is not an entity ref');
  });

  it('are refused when they get too long, without telling their claims', async () => {
    const key = await makeKey();
    const claims = { sub: 'user:a', photo: 'secret'.repeat(6_000) };
    const attempt = issueUserToken({ claims }, key, settings);
    await expect(attempt).rejects.toThrow('1 further claims it is too long');
    await expect(attempt).rejects.not.toThrow('secret');
  });

  it('keep the claims of the issuer, whatever the resolver says', async () => {
    const key = await makeKey();
    const claims = { sub: 'user:a', iss: 'x', aud: 'x', exp: 1, iat: 1, uip: 'x', team: 'b' };
    const { token } = await issueUserToken({ claims }, key, settings);
    const payload = JSON.parse(Buffer.from(token.split('.')[1]!, 'base64url').toString()) as object;
    expect(payload).toMatchObject({ iss: 'http://i', aud: 'backstage', team: 'b' });
    expect(payload).not.toMatchObject({ exp: 1 });
    expect(payload).not.toMatchObject({ uip: 'x' });
  });
});

async function makeKey() {
  const { privateKey: key } = await generateKeyPair('ES256');
  return { key, kid: 'k', alg: 'ES256' };
}
