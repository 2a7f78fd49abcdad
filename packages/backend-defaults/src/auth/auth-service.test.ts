import fc from 'fast-check';
import { SignJWT } from 'jose';
import { describe, expect, it } from 'vitest';
import type { Credentials } from '@portico/backend-plugin-api';
import { toInternalCredentials } from './credentials.ts';
import { createKey, createTokenWorld, forgeToken, textOf } from './testing/token-world.ts';
import { encodeTokenPart, tokenTypes } from './token-parts.ts';

const now = Math.floor(Date.now() / 1000);
const keysPath = '/api/auth/.well-known/jwks.json';

describe('user tokens', () => {
  it('become credentials of the shape that plugins know, with the token hidden', async () => {
    await using world = await createTokenWorld();
    const { auth } = await world.addPlugin('catalog');
    const token = await world.issueUserToken();
    const credentials = await auth.authenticate(token);
    expect(JSON.parse(JSON.stringify(credentials))).toEqual({
      $$type: '@backstage/BackstageCredentials',
      version: 'v1',
      expiresAt: expect.any(String),
      principal: { type: 'user', userEntityRef: 'user:default/ann' },
    });
    expect(textOf(credentials)).toBe('backstageCredentials{userPrincipal{user:default/ann}}');
    expect({ ...credentials }).not.toHaveProperty('token');
    expect(toInternalCredentials(credentials).token).toBe(token);
    expect(auth.isPrincipal(credentials, 'user')).toBe(true);
    expect(auth.isPrincipal(credentials, 'service')).toBe(false);
    expect(auth.isPrincipal(credentials, 'unknown')).toBe(true);
  });

  it('are verified once, with one request for the keys', async () => {
    await using world = await createTokenWorld();
    const { auth } = await world.addPlugin('catalog');
    const token = await world.issueUserToken();
    const all = await Promise.all(Array.from({ length: 20 }, () => auth.authenticate(token)));
    expect(new Set(all).size).toBe(1);
    expect(await auth.authenticate(token)).toBe(all[0]);
    expect(world.requests.get(keysPath)).toBe(1);
  });

  it('of before the typ header are known by their audience', async () => {
    await using world = await createTokenWorld();
    const { auth } = await world.addPlugin('catalog');
    const credentials = await auth.authenticate(await world.issueUserToken({ header: { typ: 'JWT' } }));
    expect(credentials.principal).toEqual({ type: 'user', userEntityRef: 'user:default/ann' });
  });

  it('are found under a rotated key at once', async () => {
    await using world = await createTokenWorld();
    const { auth } = await world.addPlugin('catalog');
    await auth.authenticate(await world.issueUserToken());
    world.userKeys.unshift(await createKey());
    await auth.authenticate(await world.issueUserToken());
    expect(world.requests.get(keysPath)).toBe(2);
  });

  it('that cannot be verified for now are answered with 503, not with 401', async () => {
    await using world = await createTokenWorld();
    const { auth } = await world.addPlugin('catalog');
    world.failures.set(keysPath, 500);
    await expect(auth.authenticate(await world.issueUserToken())).rejects.toMatchObject({
      name: 'ServiceUnavailableError',
    });
  });

  it('are cut down to limited ones, which their own proof signs', async () => {
    await using world = await createTokenWorld();
    const { auth } = await world.addPlugin('catalog');
    const credentials = (await auth.authenticate(await world.issueUserToken())) as Credentials<never>;
    const { token, expiresAt } = await auth.getLimitedUserToken(credentials);
    expect(expiresAt).toEqual(credentials.expiresAt);
    const [header = '', payload = ''] = token.split('.');
    const { kid } = world.userKeys[0]!;
    expect(Buffer.from(header, 'base64url').toString()).toBe(
      `{"typ":"vnd.backstage.limited-user","alg":"ES256","kid":"${kid}"}`,
    );
    expect(Buffer.from(payload, 'base64url').toString()).toMatch(
      /^\{"sub":"user:default\/ann","iat":\d+,"exp":\d+\}$/,
    );
    await expect(auth.authenticate(token)).rejects.toThrow('Illegal limited user token');
    const limited = await auth.authenticate(token, { allowLimitedAccess: true });
    expect(limited.principal).toEqual({ type: 'user', userEntityRef: 'user:default/ann' });
    await expect(auth.authenticate(token)).rejects.toThrow('Illegal limited user token');
  });
});

describe('bad tokens', () => {
  const valid = { sub: 'user:default/ann', iat: now, exp: now + 3600 };
  const cases: Record<string, (world: Awaited<ReturnType<typeof createTokenWorld>>) => Promise<string>> = {
    expired: world => world.issueUserToken({ claims: { exp: now - 10 } }),
    'not valid yet': world => world.issueUserToken({ claims: { nbf: now + 600 } }),
    'without a subject': world => world.issueUserToken({ claims: { sub: '' } }),
    'of an unknown key': async world => world.issueUserToken({ key: await createKey() }),
    'of another key under a known id': async world =>
      world.issueUserToken({ key: { ...(await createKey()), kid: world.userKeys[0]!.kid } }),
    'of another algorithm': async world =>
      world.issueUserToken({ key: { ...(await createKey('RS256')), kid: world.userKeys[0]!.kid } }),
    'of a shared secret made of the public key': async world => {
      const { kid, jwk } = world.userKeys[0]!;
      const secret = Buffer.from(JSON.stringify(jwk));
      return new SignJWT(valid).setProtectedHeader({ typ: tokenTypes.user, alg: 'HS256', kid }).sign(secret);
    },
    'with algorithm none': async world =>
      forgeToken({ typ: tokenTypes.user, alg: 'none', kid: world.userKeys[0]!.kid }, valid, ''),
    'with a swapped typ': async world => {
      const [, payload, signature] = (await world.issueUserToken()).split('.');
      const { kid } = world.userKeys[0]!;
      return `${encodeTokenPart({ typ: tokenTypes.plugin, alg: 'ES256', kid })}.${payload}.${signature}`;
    },
    'with a full token dressed as limited': async world => {
      const [, payload, signature] = (await world.issueUserToken()).split('.');
      const { kid } = world.userKeys[0]!;
      return `${encodeTokenPart({ typ: tokenTypes.limitedUser, alg: 'ES256', kid })}.${payload}.${signature}`;
    },
    truncated: async world => (await world.issueUserToken()).slice(0, -20),
    'without a signature': async world => (await world.issueUserToken()).split('.').slice(0, 2).join('.'),
    'with a changed payload': async world => {
      const [header, , signature] = (await world.issueUserToken()).split('.');
      return `${header}.${encodeTokenPart({ ...valid, sub: 'user:default/eve' })}.${signature}`;
    },
    'that are huge': async world => world.issueUserToken({ claims: { fill: 'x'.repeat(40_000) } }),
    'of another audience and no typ': world =>
      world.issueUserToken({ header: { typ: 'JWT' }, claims: { aud: 'elsewhere' } }),
  };

  it.each(Object.entries(cases))('%s are refused with 401', async (_name, make) => {
    await using world = await createTokenWorld();
    const { auth, logs } = await world.addPlugin('catalog');
    const token = await make(world);
    const attempt = auth.authenticate(token, { allowLimitedAccess: true });
    await expect(attempt).rejects.toMatchObject({ name: 'AuthenticationError' });
    await expect(auth.authenticate(token)).rejects.toMatchObject({ name: 'AuthenticationError' });
    expect(logs.join()).not.toContain(token.slice(-30) || 'nothing');
  });

  it('of any text are refused with 401', async () => {
    await using world = await createTokenWorld();
    const { auth } = await world.addPlugin('catalog');
    const typ = fc.constantFrom(...Object.values(tokenTypes), undefined, 1);
    const parts = fc.record({
      header: fc.record({ typ, alg: fc.json(), kid: fc.string() }),
      payload: fc.object(),
    });
    const dressed = parts.map(({ header, payload }) => forgeToken(header as never, payload as never));
    await fc.assert(
      fc.asyncProperty(fc.oneof(fc.string(), dressed), async text => {
        await expect(auth.authenticate(text)).rejects.toMatchObject({ name: 'AuthenticationError' });
      }),
      { numRuns: 50 },
    );
  });

  it('of many unknown keys do not storm the auth plugin', async () => {
    await using world = await createTokenWorld();
    const { auth } = await world.addPlugin('catalog');
    for (let i = 0; i < 40; i++) {
      const token = forgeToken({ typ: tokenTypes.user, alg: 'ES256', kid: `made-up-${i}` }, valid);
      await expect(auth.authenticate(token)).rejects.toMatchObject({ name: 'AuthenticationError' });
    }
    // Eleven, and a few more should this take minutes.
    expect(world.requests.get(keysPath)).toBeLessThan(40);
  });
});

describe('plugin tokens', () => {
  it('carry the calling plugin, and are verified over HTTP', async () => {
    await using world = await createTokenWorld();
    const catalog = await world.addPlugin('catalog');
    const search = await world.addPlugin('search');
    const { token } = await search.auth.getPluginRequestToken({
      onBehalfOf: await search.auth.getOwnServiceCredentials(),
      targetPluginId: 'catalog',
    });
    const credentials = await catalog.auth.authenticate(token);
    expect(credentials.principal).toEqual({ type: 'service', subject: 'plugin:search' });
    expect(textOf(credentials)).toBe('backstageCredentials{servicePrincipal{plugin:search}}');
    expect(world.requests.get('/api/search/.backstage/auth/v1/jwks.json')).toBe(1);
    const header = JSON.parse(Buffer.from(token.split('.')[0]!, 'base64url').toString()) as object;
    expect(header).toEqual({ typ: 'vnd.backstage.plugin', alg: 'ES256', kid: expect.any(String) });
    await expect(search.auth.authenticate(token)).rejects.toThrow('Failed plugin token verification');
  });

  it('are verified without a request when both plugins are in one process', async () => {
    await using world = await createTokenWorld();
    const localKeys = new Map();
    const catalog = await world.addPlugin('catalog', { localKeys });
    const search = await world.addPlugin('search', { localKeys });
    const onBehalfOf = await search.auth.getOwnServiceCredentials();
    const { token } = await search.auth.getPluginRequestToken({ onBehalfOf, targetPluginId: 'catalog' });
    await catalog.auth.authenticate(token);
    expect(world.requests.size).toBe(0);
  });

  it('act on behalf of users, through any number of plugins', async () => {
    await using world = await createTokenWorld();
    const plugins = [await world.addPlugin('a'), await world.addPlugin('b'), await world.addPlugin('c')];
    let credentials = await plugins[0]!.auth.authenticate(await world.issueUserToken());
    for (const [index, target] of ['b', 'c'].entries()) {
      const { auth } = plugins[index]!;
      const { token } = await auth.getPluginRequestToken({ onBehalfOf: credentials, targetPluginId: target });
      credentials = await plugins[index + 1]!.auth.authenticate(token);
    }
    expect(credentials.principal).toEqual({
      type: 'user',
      userEntityRef: 'user:default/ann',
      actor: { type: 'service', subject: 'plugin:b' },
    });
    expect(textOf(credentials)).toBe(
      'backstageCredentials{userPrincipal{user:default/ann,actor={servicePrincipal{plugin:b}}}}',
    );
  });

  it('live no longer than the user token that they stand for', async () => {
    await using world = await createTokenWorld();
    const { auth } = await world.addPlugin('a');
    const onBehalfOf = await auth.authenticate(await world.issueUserToken({ claims: { exp: now + 90 } }));
    const { token } = await auth.getPluginRequestToken({ onBehalfOf, targetPluginId: 'b' });
    const claims = JSON.parse(Buffer.from(token.split('.')[1]!, 'base64url').toString()) as { exp: number };
    expect(claims.exp).toBe(now + 90);
  });

  it.each([
    ['of a plugin that is not there', { sub: 'nowhere', aud: 'catalog' }],
    ['with a path for a subject', { sub: '../auth', aud: 'catalog' }],
    ['without a subject', { aud: 'catalog' }],
  ])('%s are refused with 401', async (_name, claims) => {
    await using world = await createTokenWorld();
    const { auth } = await world.addPlugin('catalog');
    const token = forgeToken(
      { typ: tokenTypes.plugin, alg: 'ES256', kid: 'k' },
      { iat: now, exp: now + 60, ...claims },
    );
    await expect(auth.authenticate(token)).rejects.toMatchObject({ name: 'AuthenticationError' });
  });

  it('with a forged user inside are refused', async () => {
    await using world = await createTokenWorld();
    const catalog = await world.addPlugin('catalog');
    const decorate: NonNullable<Parameters<typeof world.addPlugin>[1]>['decorate'] = handler => ({
      ...handler,
      issueToken: options =>
        handler.issueToken({
          ...options,
          onBehalfOf: { limitedUserToken: forged, expiresAt: new Date(1e13) },
        }),
    });
    const forged = forgeToken(
      { typ: tokenTypes.limitedUser, alg: 'ES256', kid: world.userKeys[0]!.kid },
      { sub: 'x' },
    );
    const search = await world.addPlugin('search', { decorate });
    const onBehalfOf = await search.auth.getOwnServiceCredentials();
    const { token } = await search.auth.getPluginRequestToken({ onBehalfOf, targetPluginId: 'catalog' });
    await expect(catalog.auth.authenticate(token)).rejects.toThrow('Failed user token verification');
  });

  it('are not issued for nobody, unless the default policy is disabled', async () => {
    await using world = await createTokenWorld();
    const { auth } = await world.addPlugin('a');
    const onBehalfOf = await auth.getNoneCredentials();
    await expect(auth.getPluginRequestToken({ onBehalfOf, targetPluginId: 'b' })).rejects.toMatchObject({
      name: 'AuthenticationError',
      message: "Refused to issue service token for credential type 'none'",
    });
    const open = await world.addPlugin('open', {
      config: { backend: { auth: { dangerouslyDisableDefaultAuthPolicy: true } } },
    });
    expect(await open.auth.getPluginRequestToken({ onBehalfOf, targetPluginId: 'b' })).toEqual({ token: '' });
  });
});
