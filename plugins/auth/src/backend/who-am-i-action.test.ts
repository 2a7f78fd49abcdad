import { describe, expect, it } from 'vitest';
import { startAuthPortal, type AuthPortal } from './testing/auth-portal.ts';
import { demo, tokenOf, user } from './testing/sign-in.ts';

describe('the action who-am-i', () => {
  const invoke = (portal: AuthPortal, token: string): Promise<Response> =>
    fetch(`${portal.url}/api/auth/.backstage/actions/v1/actions/auth:who-am-i/invoke`, {
      method: 'POST',
      headers: { authorization: `Bearer ${token}` },
    });
  const ann = { guest: { ...demo.providers.guest, userEntityRef: 'user:default/ann' } };
  const externalAccess = [{ type: 'static', options: { token: 'a-service-token', subject: 'ci' } }];

  it('tells users who they are, and nobody else', async () => {
    await using portal = await startAuthPortal({
      auth: { providers: ann },
      entities: [user('ann')],
      config: { backend: { auth: { externalAccess } } },
    });
    expect(await (await invoke(portal, await tokenOf(portal))).json()).toEqual({
      output: {
        entity: user('ann'),
        userInfo: { userEntityRef: 'user:default/ann', ownershipEntityRefs: ['user:default/ann'] },
      },
    });
    expect((await invoke(portal, 'a-service-token')).status).toBe(403);
  });

  it('answers 404 to a user who is not in the catalog', async () => {
    await using portal = await startAuthPortal({ auth: { providers: ann }, entities: [] });
    expect((await invoke(portal, await tokenOf(portal))).status).toBe(404);
  });
});
