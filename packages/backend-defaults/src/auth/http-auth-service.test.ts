import { describe, expect, it } from 'vitest';
import { createTokenWorld, type TokenWorld } from './testing/token-world.ts';

const now = Math.floor(Date.now() / 1000);
const staticToken = 'a-fixed-token';
const config = {
  backend: { auth: { externalAccess: [{ type: 'static', options: { token: staticToken, subject: 'ci' } }] } },
};

async function limitedToken(world: TokenWorld, token: string): Promise<string> {
  const { auth } = await world.addPlugin('maker');
  return (await auth.getLimitedUserToken((await auth.authenticate(token)) as never)).token;
}

const cookieOf = (response: Response): string => response.headers.get('set-cookie') ?? '';

describe('credentials of a request', () => {
  it.each([
    ['user', ['user'], 200],
    ['user', ['user', 'service'], 200],
    ['user', ['service'], 403],
    ['user', ['none'], 403],
    ['service', ['service'], 200],
    ['service', ['user'], 403],
    ['service', ['user', 'none'], 403],
    ['none', ['none'], 200],
    ['none', ['user', 'none'], 200],
    ['none', ['user'], 401],
    ['none', ['user', 'service'], 401],
    ['none', [], 200],
    ['user', [], 200],
  ])('of type %s against the allowed %j are answered with %i', async (type, allow, status) => {
    await using world = await createTokenWorld();
    await world.addPlugin('catalog', { config });
    const tokens: Record<string, string> = { user: await world.issueUserToken(), service: staticToken };
    const headers = tokens[type] ? { authorization: `Bearer ${tokens[type]}` } : {};
    const response = await fetch(`${world.url}/api/catalog/who?allow=${allow.join()}`, { headers });
    expect(response.status).toBe(status);
    if (status === 200) expect(await response.json()).toMatchObject({ principal: { type } });
  });

  it('are those of the header, in any case and with any number of spaces', async () => {
    await using world = await createTokenWorld();
    await world.addPlugin('catalog', { config });
    const who = async (authorization: string): Promise<unknown> => {
      const response = await fetch(`${world.url}/api/catalog/who`, { headers: { authorization } });
      return response.status === 200
        ? ((await response.json()) as { principal: unknown }).principal
        : response.status;
    };
    expect(await who(`bEARER   ${staticToken}`)).toEqual({ type: 'service', subject: 'ci' });
    expect(await who(`Basic ${staticToken}`)).toEqual({ type: 'none' });
    expect(await who(`Bearer ${staticToken} more`)).toEqual({ type: 'none' });
    expect(await who('Bearer wrong')).toBe(401);
  });

  it('come from limited tokens and cookies only where limited access is allowed', async () => {
    await using world = await createTokenWorld();
    await world.addPlugin('docs');
    const token = await limitedToken(world, await world.issueUserToken());
    const ask = (query: string, headers: Record<string, string>): Promise<Response> =>
      fetch(`${world.url}/api/docs/who?allow=user&${query}`, { headers });
    const cookie = { cookie: `other=1; backstage-auth=${token}` };
    const header = { authorization: `Bearer ${token}` };
    expect((await ask('limited=yes', cookie)).status).toBe(200);
    expect((await ask('limited=yes', header)).status).toBe(200);
    expect((await ask('', cookie)).status).toBe(401);
    expect((await ask('', header)).status).toBe(401);
    expect((await ask('limited=yes', { cookie: 'backstage-auth=wrong' })).status).toBe(401);
  });

  it('come from no cookie when a page of another site makes the browser change something', async () => {
    await using world = await createTokenWorld();
    await world.addPlugin('docs');
    const token = await limitedToken(world, await world.issueUserToken());
    const ask = async (method: string, site?: string): Promise<number> => {
      const headers = {
        cookie: `backstage-auth=${token}`,
        ...(site === undefined ? {} : { 'sec-fetch-site': site }),
      };
      return (await fetch(`${world.url}/api/docs/who?allow=user&limited=yes`, { method, headers })).status;
    };
    expect([await ask('POST', 'cross-site'), await ask('DELETE', 'cross-site')]).toEqual([401, 401]);
    expect([await ask('GET', 'cross-site'), await ask('HEAD', 'cross-site')]).toEqual([200, 200]);
    expect([await ask('POST', 'same-origin'), await ask('POST', 'same-site'), await ask('POST')]).toEqual([
      200, 200, 200,
    ]);
  });
});

describe('the user cookie', () => {
  it('carries the limited token, for the plugin host and hidden from scripts', async () => {
    await using world = await createTokenWorld();
    await world.addPlugin('docs');
    const token = await world.issueUserToken();
    const response = await fetch(`${world.url}/api/docs/cookie`, {
      headers: { authorization: `Bearer ${token}` },
    });
    const { expiresAt } = (await response.json()) as { expiresAt: string };
    expect(cookieOf(response)).toBe(
      `backstage-auth=${await limitedToken(world, token)}; Domain=localhost; Path=/; ` +
        `Expires=${new Date(expiresAt).toUTCString()}; HttpOnly; Secure; Priority=High; SameSite=None`,
    );
  });

  it('is not sent again while the one that is there lasts, but to another user', async () => {
    await using world = await createTokenWorld();
    await world.addPlugin('docs');
    const token = await world.issueUserToken();
    const ask = async (cookie: string, authorization = token): Promise<string> =>
      cookieOf(
        await fetch(`${world.url}/api/docs/cookie`, {
          headers: { authorization: `Bearer ${authorization}`, cookie: `backstage-auth=${cookie}` },
        }),
      );
    const soon = await world.issueUserToken({ claims: { exp: now + 200 } });
    expect(await ask(await limitedToken(world, token))).toBe('');
    expect(await ask(await limitedToken(world, soon))).toContain('backstage-auth=');
    expect(await ask('broken')).toContain('backstage-auth=');
    const bob = await world.issueUserToken({ claims: { sub: 'user:default/bob' } });
    expect(await ask(await limitedToken(world, token), bob)).toContain('backstage-auth=');
  });

  it('is refused to services, to nobody, and to limited tokens', async () => {
    await using world = await createTokenWorld();
    await world.addPlugin('docs', { config });
    const limited = await limitedToken(world, await world.issueUserToken());
    const ask = (headers: Record<string, string>): Promise<Response> =>
      fetch(`${world.url}/api/docs/cookie`, { headers });
    expect((await ask({ authorization: `Bearer ${staticToken}` })).status).toBe(403);
    expect((await ask({})).status).toBe(401);
    expect((await ask({ authorization: `Bearer ${limited}` })).status).toBe(401);
    expect((await ask({ cookie: `backstage-auth=${limited}` })).status).toBe(401);
  });

  it('is taken away', async () => {
    await using world = await createTokenWorld();
    await world.addPlugin('docs');
    const response = await fetch(`${world.url}/api/docs/cookie`, { method: 'DELETE' });
    expect(response.status).toBe(204);
    expect(cookieOf(response)).toMatch(/^backstage-auth=; Domain=localhost; .*Expires=Thu, 01 Jan 1970/);
  });
});
