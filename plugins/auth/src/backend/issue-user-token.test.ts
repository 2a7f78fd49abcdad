import { describe, expect, it } from 'vitest';
import { coreServices, createBackendPlugin } from '@portico/backend-plugin-api';
import { decodeJwt, decodeProtectedHeader } from 'jose';
import { startAuthPortal } from './testing/auth-portal.ts';
import { demo, tokenOf } from './testing/sign-in.ts';

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
    const answer = await portal.get('/api/auth/.well-known/openid-configuration');
    const description = (await answer.json()) as Record<string, unknown>;
    expect(description).toMatchObject({
      issuer,
      jwks_uri: `${issuer}/.well-known/jwks.json`,
      userinfo_endpoint: `${issuer}/v1/userinfo`,
      claims_supported: ['sub', 'ent'],
    });
    const endpoints = Object.entries(description).filter(([name]) => /_(endpoint|uri)$/.test(name));
    for (const [, url] of endpoints) {
      expect((await portal.get(String(url).slice(portal.url.length))).status).not.toBe(404);
    }
    expect(endpoints).toHaveLength(2);
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
