import { describe, expect, it } from 'vitest';
import { createTokenWorld } from './testing/token-world.ts';
import { createTokenCache } from './token-cache.ts';
import { createUserInfoService } from './user-info-service.ts';

describe('user info', () => {
  it('is what the token claims', async () => {
    await using world = await createTokenWorld();
    const { auth } = await world.addPlugin('catalog');
    const userInfo = createUserInfoService({ discovery: world.discovery, cache: createTokenCache() });
    const credentials = await auth.authenticate(
      await world.issueUserToken({ claims: { ent: ['group:default/a'] } }),
    );
    expect(await userInfo.getUserInfo(credentials)).toEqual({
      userEntityRef: 'user:default/ann',
      ownershipEntityRefs: ['group:default/a'],
    });
    expect(world.requests.has('/api/auth/v1/userinfo')).toBe(false);
  });

  it('is what the auth plugin knows of a token that claims nothing, asked once', async () => {
    await using world = await createTokenWorld();
    const { auth } = await world.addPlugin('catalog');
    const userInfo = createUserInfoService({ discovery: world.discovery, cache: createTokenCache() });
    const credentials = await auth.authenticate(await world.issueUserToken());
    for (let i = 0; i < 3; i++) {
      expect(await userInfo.getUserInfo(credentials)).toEqual({
        userEntityRef: 'user:default/ann',
        ownershipEntityRefs: ['user:default/ann', 'group:default/all'],
      });
    }
    expect(world.requests.get('/api/auth/v1/userinfo')).toBe(1);
  });

  it('does not remember failures, and knows nothing of services', async () => {
    await using world = await createTokenWorld();
    const { auth } = await world.addPlugin('catalog');
    const userInfo = createUserInfoService({ discovery: world.discovery, cache: createTokenCache() });
    const credentials = await auth.authenticate(await world.issueUserToken());
    world.failures.set('/api/auth/v1/userinfo', 500);
    await expect(userInfo.getUserInfo(credentials)).rejects.toThrow('500');
    world.failures.clear();
    expect(await userInfo.getUserInfo(credentials)).toMatchObject({ userEntityRef: 'user:default/ann' });
    await expect(userInfo.getUserInfo(await auth.getOwnServiceCredentials())).rejects.toThrow(
      "'service' credentials",
    );
  });
});
