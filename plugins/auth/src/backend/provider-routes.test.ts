import { describe, expect, it } from 'vitest';
import { createBackendModule } from '@portico/backend-plugin-api';
import { authOwnershipResolutionExtensionPoint, authProvidersExtensionPoint } from '../node.ts';
import { startAuthPortal } from './testing/auth-portal.ts';
import {
  byEmail,
  demo,
  headerFactory,
  headerProvider,
  signIn,
  tokenOf,
  user,
  withProvider,
} from './testing/sign-in.ts';

describe('providers', () => {
  it('answer 404 when they are unknown, not installed or not configured', async () => {
    await using portal = await startAuthPortal({ features: [headerProvider] });
    const message = async (path: string): Promise<[number, string]> => {
      const response = await portal.get(path);
      const body = (await response.json()) as { error: { message: string } };
      return [response.status, body.error.message];
    };
    expect(await message('/api/auth/github/start')).toEqual([404, "Unknown auth provider 'github'"]);
    expect(await message('/api/auth/header/refresh')).toEqual([
      404,
      "No auth provider registered for 'header'",
    ]);
  });

  it('reflect nothing of a request that a browser could take for a page', async () => {
    await using portal = await startAuthPortal({ auth: demo, features: [headerProvider] });
    for (const path of [
      '/<script>alert(1)<',
      '/header/refresh?env=<script>',
      '/guest/start?origin=<script>',
    ]) {
      const response = await portal.get(`/api/auth${path}`);
      expect(response.headers.get('content-type')).toMatch(/^application\/json/);
      expect(response.headers.get('x-content-type-options')).toBe('nosniff');
    }
  });

  it('that cannot be made stop the start, but in development', async () => {
    const auth = { providers: { header: {} } };
    await expect(startAuthPortal({ auth, features: [headerProvider] })).rejects.toMatchObject({
      message: expect.stringContaining(
        'Failed to initialize header auth provider, No sign-in resolver configured',
      ),
    });
    const { NODE_ENV } = process.env;
    process.env.NODE_ENV = 'development';
    try {
      await using portal = await startAuthPortal({ auth, features: [headerProvider] });
      const response = await portal.get('/api/auth/header/refresh');
      expect(response.status).toBe(404);
      expect(await response.text()).toContain('misconfigured');
    } finally {
      process.env.NODE_ENV = NODE_ENV;
    }
  });

  it('with one id are refused', async () => {
    const again = createBackendModule({
      pluginId: 'auth',
      moduleId: 'again',
      register(env) {
        env.registerInit({
          deps: { providers: authProvidersExtensionPoint },
          async init({ providers }) {
            providers.registerProvider({ providerId: 'header', factory: headerFactory });
          },
        });
      },
    });
    await expect(startAuthPortal({ features: [headerProvider, again] })).rejects.toThrow(
      /already registered/,
    );
  });

  it('are given the cookies and the origins of the browser', async () => {
    let seen: unknown;
    const nosy = withProvider('nosy', ({ isOriginAllowed, baseUrl, appUrl, globalConfig }) => ({
      start: async (req, res) => {
        const origins = ['http://localhost:3000', 'https://pr-1.example.com', 'https://evil.example.org'];
        seen = { cookies: (req as { cookies?: unknown }).cookies, allowed: origins.filter(isOriginAllowed) };
        res.json({ baseUrl, appUrl, same: globalConfig.baseUrl === baseUrl });
      },
      frameHandler: async () => {},
    }));
    await using portal = await startAuthPortal({
      auth: { providers: { nosy: {} }, experimentalExtraAllowedOrigins: ['https://PR-*.example.com'] },
      features: [nosy],
    });
    const response = await portal.get('/api/auth/nosy/start', undefined, { cookie: 'nosy-nonce=a%20b' });
    expect(await response.json()).toEqual({
      baseUrl: `${portal.url}/api/auth`,
      appUrl: 'http://localhost:3000',
      same: true,
    });
    expect(seen).toEqual({
      cookies: { 'nosy-nonce': 'a b' },
      allowed: ['http://localhost:3000', 'https://pr-1.example.com'],
    });
  });

  it('find users by what the resolver looks for', async () => {
    const entities = [user('ann', { spec: { profile: { email: 'ann@example.com' } } })];
    await using portal = await startAuthPortal({ auth: byEmail, entities, features: [headerProvider] });
    for (const email of ['ann@example.com', 'ann+portal@example.com']) {
      expect((await signIn(portal, 'header', { 'x-email': email })).backstageIdentity.identity).toMatchObject(
        {
          userEntityRef: 'user:default/ann',
        },
      );
    }
  });

  it('let a module decide what users own', async () => {
    const owners = createBackendModule({
      pluginId: 'auth',
      moduleId: 'owners',
      register(env) {
        env.registerInit({
          deps: { ownership: authOwnershipResolutionExtensionPoint },
          async init({ ownership }) {
            const resolver = {
              resolveOwnershipEntityRefs: async () => ({ ownershipEntityRefs: ['group:default/x'] }),
            };
            ownership.setAuthOwnershipResolver(resolver);
            expect(() => ownership.setAuthOwnershipResolver(resolver)).toThrow('already set');
          },
        });
      },
    });
    const entities = [user('ann', { spec: { profile: { email: 'ann@example.com' } } })];
    await using portal = await startAuthPortal({
      auth: byEmail,
      entities,
      features: [headerProvider, owners],
    });
    const token = await tokenOf(portal, 'header', { 'x-email': 'ann@example.com' });
    const me = (await (await portal.get('/api/probe/me', token)).json()) as { info: unknown };
    expect(me.info).toEqual({ userEntityRef: 'user:default/ann', ownershipEntityRefs: ['group:default/x'] });
  });
});
