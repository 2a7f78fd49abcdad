import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import {
  coreServices,
  createBackendModule,
  createBackendPlugin,
  type BackendFeature,
} from '@portico/backend-plugin-api';
import type { Entity } from '@portico/catalog-model';
import { decodeJwt, decodeProtectedHeader } from 'jose';
import type { AuthProviderFactory } from '../node.ts';
import {
  authOwnershipResolutionExtensionPoint,
  authProvidersExtensionPoint,
  commonSignInResolvers,
  createProxyAuthProviderFactory,
  createProxyAuthenticator,
} from '../node.ts';
import { startAuthPortal, type AuthPortal } from './testing/auth-portal.ts';

const demo = { providers: { guest: { dangerouslyAllowOutsideDevelopment: true } } };

interface SignedIn {
  profile: object;
  backstageIdentity: { token: string; expiresInSeconds: number; identity: { userEntityRef: string } };
}

async function signIn(portal: AuthPortal, provider = 'guest', headers = {}): Promise<SignedIn> {
  const response = await portal.get(`/api/auth/${provider}/refresh`, undefined, headers);
  expect(response.status).toBe(200);
  return (await response.json()) as SignedIn;
}

async function tokenOf(portal: AuthPortal, provider?: string, headers?: object): Promise<string> {
  return (await signIn(portal, provider, headers)).backstageIdentity.token;
}

function user(name: string, extra: Partial<Entity> = {}): Entity {
  return {
    apiVersion: 'backstage.io/v1alpha1',
    kind: 'User',
    metadata: { name, namespace: 'default' },
    ...extra,
  };
}

/** A provider that believes the header `x-email`. */
const headerFactory: AuthProviderFactory = createProxyAuthProviderFactory({
  authenticator: createProxyAuthenticator({
    defaultProfileTransform: async (email: string) => ({ profile: { email } }),
    initialize: () => undefined,
    authenticate: async ({ req }) => ({ result: String(req.headers['x-email']) }),
  }),
  signInResolverFactories: commonSignInResolvers,
});

function withProvider(providerId: string, factory: AuthProviderFactory): BackendFeature {
  return createBackendModule({
    pluginId: 'auth',
    moduleId: `${providerId}-provider`,
    register(env) {
      env.registerInit({
        deps: { providers: authProvidersExtensionPoint },
        async init({ providers }) {
          providers.registerProvider({ providerId, factory });
        },
      });
    },
  });
}

const headerProvider = withProvider('header', headerFactory);
const byEmail = {
  providers: { header: { signIn: { resolvers: [{ resolver: 'emailMatchingUserEntityProfileEmail' }] } } },
};

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
      relations: [
        { type: 'memberOf', targetRef: 'group:default/a' },
        { type: 'ownerOf', targetRef: 'component:default/b' },
      ],
    });
    await using portal = await startAuthPortal({
      auth: { providers: { guest: { ...demo.providers.guest, userEntityRef: 'user:default/ann' } } },
      entities: [guest],
    });
    expect((await signIn(portal)).backstageIdentity.identity).toEqual({
      type: 'user',
      userEntityRef: 'user:default/ann',
      ownershipEntityRefs: ['user:default/ann', 'group:default/a'],
    });
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

describe('user tokens', () => {
  it('have the claims and the header that others rely on', async () => {
    await using portal = await startAuthPortal({ auth: { ...demo, backstageTokenExpiration: '1m' } });
    const token = await tokenOf(portal);
    expect(decodeProtectedHeader(token)).toEqual({
      typ: 'vnd.backstage.user',
      alg: 'ES256',
      kid: expect.any(String),
    });
    const claims = decodeJwt(token);
    expect(claims).toEqual({
      iss: `${portal.url}/api/auth`,
      sub: 'user:development/guest',
      aud: 'backstage',
      iat: expect.any(Number),
      exp: (claims.iat ?? 0) + 600,
      uip: expect.any(String),
    });
    const published = (await (await portal.get('/api/auth/.well-known/jwks.json')).json()) as {
      keys: JsonWebKey[];
    };
    expect(published.keys).toEqual([
      {
        kty: 'EC',
        crv: 'P-256',
        x: expect.any(String),
        y: expect.any(String),
        alg: 'ES256',
        kid: expect.any(String),
      },
    ]);
  });

  it('carry ownership when told, live a day at most, and are signed as told', async () => {
    await using portal = await startAuthPortal({
      auth: {
        ...demo,
        omitIdentityTokenOwnershipClaim: false,
        backstageTokenExpiration: { days: 9 },
        identityTokenAlgorithm: 'RS256',
        keyStore: { provider: 'memory' },
      },
    });
    const token = await tokenOf(portal);
    const { iat = 0, exp, ent } = decodeJwt<{ ent: string[] }>(token);
    expect(exp).toBe(iat + 86_400);
    expect(ent).toEqual(['user:development/guest']);
    expect(decodeProtectedHeader(token).alg).toBe('RS256');
    expect((await portal.get('/api/probe/me', token)).status).toBe(200);
  });

  it('prove their limited form: the cookie that is made of one is accepted', async () => {
    const docs = createBackendPlugin({
      pluginId: 'docs',
      register(env) {
        env.registerInit({
          deps: { http: coreServices.httpRouter, httpAuth: coreServices.httpAuth },
          async init({ http, httpAuth }) {
            http.addAuthPolicy({ path: '/page', allow: 'user-cookie' });
            http.use(async (req, res) => {
              const credentials = await httpAuth.credentials(req, {
                allow: ['user'],
                allowLimitedAccess: true,
              });
              res.json(credentials.principal);
            });
          },
        });
      },
    });
    await using portal = await startAuthPortal({ auth: demo, features: [docs] });
    const issued = await portal.get('/api/docs/.backstage/auth/v1/cookie', await tokenOf(portal));
    expect(issued.status).toBe(200);
    const cookie = String(issued.headers.get('set-cookie')).split(';')[0] ?? '';
    const page = await portal.get('/api/docs/page', undefined, { cookie });
    expect(await page.json()).toEqual({ type: 'user', userEntityRef: 'user:development/guest' });
    expect((await portal.get('/api/docs/other', undefined, { cookie })).status).toBe(401);
  });

  it('are described for OpenID Connect clients', async () => {
    await using portal = await startAuthPortal();
    const issuer = `${portal.url}/api/auth`;
    expect(await (await portal.get('/api/auth/.well-known/openid-configuration')).json()).toMatchObject({
      issuer,
      jwks_uri: `${issuer}/.well-known/jwks.json`,
      userinfo_endpoint: `${issuer}/v1/userinfo`,
      claims_supported: ['sub', 'ent'],
    });
  });

  it.each([
    [undefined, 401, 'No token provided'],
    ['nonsense', 401, 'Illegal token'],
    ['service', 400, 'user principal'],
  ])('are needed for user info: %s gives %i', async (given, status, text) => {
    const externalAccess = [{ type: 'static', options: { token: 'service', subject: 'ci' } }];
    externalAccess[0]!.options.token = 'a-service-token';
    await using portal = await startAuthPortal({ config: { backend: { auth: { externalAccess } } } });
    const response = await portal.get(
      '/api/auth/v1/userinfo',
      given === 'service' ? 'a-service-token' : given,
    );
    expect(response.status).toBe(status);
    expect(await response.text()).toContain(text);
  });
});

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
