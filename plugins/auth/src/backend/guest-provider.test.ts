import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { startAuthPortal } from './testing/auth-portal.ts';
import { demo, signIn, user, withProvider } from './testing/sign-in.ts';

describe('guest sign-in', () => {
  const { NODE_ENV } = process.env;
  beforeEach(() => {
    process.env.NODE_ENV = 'production';
  });
  afterEach(() => {
    process.env.NODE_ENV = NODE_ENV;
  });

  it('is for development, or when the configuration insists', async () => {
    await using portal = await startAuthPortal({ auth: { providers: { guest: {} } } });
    const response = await portal.get('/api/auth/guest/refresh');
    expect(response.status).toBe(403);
    expect(await response.text()).toContain('auth.providers.guest.dangerouslyAllowOutsideDevelopment: true');
    process.env.NODE_ENV = 'development';
    expect((await portal.get('/api/auth/guest/refresh')).status).toBe(200);
  });

  it('gives a token that all plugins know, and the user info with it', async () => {
    await using portal = await startAuthPortal({ auth: demo });
    const { profile, backstageIdentity } = await signIn(portal);
    expect(profile).toEqual({});
    expect(backstageIdentity).toMatchObject({
      expiresInSeconds: expect.closeTo(3600, -1),
      identity: {
        type: 'user',
        userEntityRef: 'user:development/guest',
        ownershipEntityRefs: ['user:development/guest'],
      },
    });
    const me = await portal.get('/api/probe/me', backstageIdentity.token);
    expect(await me.json()).toMatchObject({
      credentials: { principal: { type: 'user', userEntityRef: 'user:development/guest' } },
      info: { userEntityRef: 'user:development/guest', ownershipEntityRefs: ['user:development/guest'] },
    });
  });

  it('is as the user in the catalog, with their groups', async () => {
    const guest = user('ann', {
      spec: { profile: { displayName: 'Ann', email: 'ann@example.com', picture: 7 } },
      relations: [
        { type: 'memberOf', targetRef: 'group:default/a' },
        { type: 'ownerOf', targetRef: 'component:default/b' },
      ],
    });
    await using portal = await startAuthPortal({
      auth: { providers: { guest: { ...demo.providers.guest, userEntityRef: 'user:default/ann' } } },
      entities: [guest],
    });
    const { profile, backstageIdentity } = await signIn(portal);
    expect(backstageIdentity.identity).toEqual({
      type: 'user',
      userEntityRef: 'user:default/ann',
      ownershipEntityRefs: ['user:default/ann', 'group:default/a'],
    });
    expect(profile).toEqual({ displayName: 'Ann', email: 'ann@example.com' });
  });

  it('knows no other route', async () => {
    await using portal = await startAuthPortal({ auth: demo });
    expect((await portal.get('/api/auth/guest/start')).status).toBe(501);
    expect((await portal.get('/api/auth/guest/handler/frame')).status).toBe(501);
  });

  it('can be brought by a module instead', async () => {
    const other = withProvider('guest', () => ({
      start: async () => {},
      frameHandler: async () => {},
      refresh: async (_req, res) => void res.json({ mine: true }),
    }));
    await using portal = await startAuthPortal({ auth: demo, features: [other] });
    expect(await (await portal.get('/api/auth/guest/refresh')).json()).toEqual({ mine: true });
  });
});
