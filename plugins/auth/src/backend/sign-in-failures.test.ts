import { describe, expect, it } from 'vitest';
import type { Entity } from '@portico/catalog-model';
import { startAuthPortal, type AuthPortal } from './testing/auth-portal.ts';
import { demo, byEmail, headerProvider, tokenOf, user, withProvider } from './testing/sign-in.ts';

describe('failed sign-ins', () => {
  const failures = async (
    portal: AuthPortal,
    token?: string,
  ): Promise<{ status: number; items: object[] }> => {
    const response = await portal.get('/api/auth/v1/sign-in-failures', token);
    const { items = [] } = (await response.json()) as { items?: object[] };
    return { status: response.status, items };
  };
  const operator = {
    backend: {
      auth: { externalAccess: [{ type: 'static', options: { token: 'operator-token', subject: 'ops' } }] },
    },
  };

  it('say which resolver looked for what, and what to do', async () => {
    await using portal = await startAuthPortal({
      auth: byEmail,
      config: operator,
      entities: [
        user('bob', { spec: { profile: { email: 'b@x.io' } } }),
        user('bo', { spec: { profile: { email: 'b@x.io' } } }),
      ],
      features: [headerProvider],
    });
    const refused = await portal.get('/api/auth/header/refresh', undefined, { 'x-email': 'eve@example.com' });
    expect(refused.status).toBe(403);
    await portal.get('/api/auth/header/refresh', undefined, { 'x-email': 'b@x.io' });
    const { items } = await failures(portal, 'operator-token');
    expect(items).toEqual([
      {
        at: expect.any(String),
        providerId: 'header',
        step: 'refresh',
        resolvers: ['emailMatchingUserEntityProfileEmail'],
        queries: [{ query: { filter: { 'spec.profile.email': 'b@x.io' } }, outcome: 'several' }],
        error: { name: 'ConflictError', message: 'User lookup resulted in multiple matches' },
        remedy: expect.stringContaining("Several users match 'spec.profile.email' = 'b@x.io'"),
      },
      {
        at: expect.any(String),
        providerId: 'header',
        step: 'refresh',
        resolvers: ['emailMatchingUserEntityProfileEmail'],
        queries: [
          { query: { filter: { 'spec.profile.email': 'eve@example.com' } }, outcome: 'not-found' },
          { query: { filter: { 'spec.profile.email': 'eve@example.com' } }, outcome: 'not-found' },
        ],
        error: {
          name: 'NotAllowedError',
          message: expect.stringContaining('unable to resolve user identity'),
        },
        remedy: expect.stringContaining(
          "Let the User entity of this person have 'spec.profile.email' = 'eve@example.com'",
        ),
      },
    ]);
  });

  it('are kept also when the provider tells the browser itself, and never with a token', async () => {
    const quiet = withProvider('quiet', ({ resolverContext }) => ({
      start: async () => {
        throw new Error('got eyJhbGciOiJub25lIn0.eyJzdWIiOiJhIn0.c2ln from the provider');
      },
      async frameHandler(_req, res) {
        const found = await resolverContext
          .signInWithCatalogUser({ annotations: { 'github.com/user-id': '7' } })
          .catch((error: Error) => error.message);
        res.send(found);
      },
    }));
    await using portal = await startAuthPortal({
      auth: { providers: { quiet: {} } },
      config: operator,
      entities: [],
      features: [quiet],
    });
    await portal.get('/api/auth/quiet/handler/frame');
    await portal.get('/api/auth/quiet/start');
    const { items } = await failures(portal, 'operator-token');
    expect(items).toMatchObject([
      { step: 'start', error: { message: 'got *** from the provider' } },
      {
        step: 'handler/frame',
        remedy: expect.stringContaining("'metadata.annotations.github.com/user-id' = '7'"),
      },
    ]);
  });

  it('are those of a person of whom the provider did not say what to look for', async () => {
    const queries: Record<string, unknown>[] = [
      { annotations: { 'github.com/user-id': undefined } },
      { annotations: { 'github.com/user-id': '' } },
      { annotations: {} },
      { filter: { 'spec.profile.email': undefined } },
      { filter: [{ 'spec.profile.email': [undefined] }] },
      { filter: {} },
      { filter: [] },
    ];
    const forgetful = withProvider('forgetful', ({ resolverContext }) => ({
      start: async () => {},
      async frameHandler(_req, res) {
        const outcomes = queries.map(query => resolverContext.signInWithCatalogUser(query as never));
        res.json((await Promise.allSettled(outcomes)).map(({ status }) => status));
      },
    }));
    const ann: Entity = {
      apiVersion: 'backstage.io/v1alpha1',
      kind: 'User',
      metadata: { name: 'ann', namespace: 'default', annotations: { 'github.com/user-id': '7' } },
      spec: { profile: { email: 'ann@example.com' } },
    };
    await using portal = await startAuthPortal({
      auth: { providers: { forgetful: {} } },
      config: operator,
      entities: [ann],
      features: [forgetful],
    });
    const response = await portal.get('/api/auth/forgetful/handler/frame');
    expect(await response.json()).toEqual(queries.map(() => 'rejected'));
  });

  it('are not shown to nobody, and do not count what succeeded or only asked for a session', async () => {
    const probing = withProvider('probing', () => ({
      start: async () => {},
      frameHandler: async () => {},
      refresh: async () => {
        throw Object.assign(new Error('no session'), { name: 'AuthenticationError' });
      },
    }));
    await using portal = await startAuthPortal({
      auth: { providers: { ...demo.providers, probing: {} } },
      config: operator,
      features: [probing],
    });
    await tokenOf(portal);
    await portal.get('/api/auth/probing/refresh?optional=true');
    expect(await failures(portal, 'operator-token')).toEqual({ status: 200, items: [] });
    expect((await failures(portal)).status).toBe(401);
    await portal.get('/api/auth/probing/refresh');
    expect((await failures(portal, 'operator-token')).items).toHaveLength(1);
  });

  it('are the last hundred', async () => {
    await using portal = await startAuthPortal({ auth: { providers: { guest: {} } }, config: operator });
    for (let i = 0; i < 105; i++) await portal.get('/api/auth/guest/refresh');
    expect((await failures(portal, 'operator-token')).items).toHaveLength(100);
  });
});
