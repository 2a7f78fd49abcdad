import { SignJWT } from 'jose';
import { describe, expect, it } from 'vitest';
import type { JsonObject } from '@portico/config';
import { createExternalTokenHandler } from './external-token-handler.ts';
import { createKey, createTokenWorld, textOf } from './testing/token-world.ts';

const now = Math.floor(Date.now() / 1000);
const access = (...externalAccess: JsonObject[]): { config: JsonObject } => ({
  config: { backend: { auth: { externalAccess } } },
});
const fixed = (extra: JsonObject = {}): JsonObject => ({
  type: 'static',
  options: { token: 'a-fixed-token', subject: 'ci' },
  ...extra,
});

describe('static tokens', () => {
  it('give the configured subject', async () => {
    await using world = await createTokenWorld();
    const { auth } = await world.addPlugin('catalog', access(fixed()));
    expect((await auth.authenticate('a-fixed-token')).principal).toEqual({ type: 'service', subject: 'ci' });
    expect(await auth.authenticate('a-fixed-token')).toBe(await auth.authenticate('a-fixed-token'));
    await expect(auth.authenticate('a-fixed-tokem')).rejects.toThrow('Illegal token');
    await expect(auth.authenticate('')).rejects.toThrow('Illegal token');
  });

  it.each([
    [{ token: 'short', subject: 'ci' }, /externalAccess\[0\].*at least 8 characters/],
    [{ token: 'with a space', subject: 'ci' }, /without a space/],
    [{ token: 'long-enough', subject: 'c i' }, /Illegal subject 'c i'/],
  ])('with options %j are refused at the start', async (options, message) => {
    await using world = await createTokenWorld();
    await expect(world.addPlugin('catalog', access({ type: 'static', options }))).rejects.toThrow(message);
  });
});

describe('tokens of a shared secret', () => {
  const secret = Buffer.from('a secret that is shared').toString('base64');
  const sign = (claims: JsonObject, key = secret): Promise<string> =>
    new SignJWT(claims).setProtectedHeader({ alg: 'HS256' }).sign(Buffer.from(key, 'base64'));

  it('are taken for the fixed subject and without an audience', async () => {
    await using world = await createTokenWorld();
    const { auth } = await world.addPlugin(
      'catalog',
      access({ type: 'legacy', options: { secret, subject: 'old' } }),
    );
    const token = await sign({ sub: 'backstage-server', exp: now + 60 });
    expect((await auth.authenticate(token)).principal).toEqual({ type: 'service', subject: 'old' });
    for (const bad of [
      await sign({ sub: 'backstage-server', exp: now - 60 }),
      await sign({ sub: 'backstage-server', exp: now + 60, aud: 'catalog' }),
      await sign({ sub: 'someone', exp: now + 60 }),
      await sign({ sub: 'backstage-server', exp: now + 60 }, Buffer.from('guess').toString('base64')),
    ]) {
      await expect(auth.authenticate(bad)).rejects.toThrow('Illegal token');
    }
  });

  it('of the old key list have a subject of their own', async () => {
    await using world = await createTokenWorld();
    const { auth } = await world.addPlugin('catalog', {
      config: { backend: { auth: { keys: [{ secret }] } } },
    });
    const token = await sign({ sub: 'backstage-server' });
    expect((await auth.authenticate(token)).principal).toEqual({
      type: 'service',
      subject: 'external:backstage-plugin',
    });
  });
});

describe('tokens of another issuer', () => {
  it('are checked for key, issuer, audience and algorithm', async () => {
    await using world = await createTokenWorld();
    const url = `${world.url}/api/auth/.well-known/jwks.json`;
    const options = {
      url,
      issuer: 'https://i.example',
      audience: ['a', 'b'],
      algorithm: 'ES256',
      subjectPrefix: 'gh',
    };
    const { auth } = await world.addPlugin('catalog', access({ type: 'jwks', options }));
    const sign = async (claims: JsonObject, key = world.userKeys[0]!): Promise<string> =>
      new SignJWT({ sub: 'robot', iss: 'https://i.example', aud: 'b', exp: now + 60, ...claims })
        .setProtectedHeader({ alg: key.alg, kid: key.kid })
        .sign(key.privateKey);
    expect((await auth.authenticate(await sign({}))).principal).toEqual({
      type: 'service',
      subject: 'external:gh:robot',
    });
    const [expiring, endless] = [await sign({}), await sign({ exp: undefined })];
    expect(await auth.authenticate(expiring)).toBe(await auth.authenticate(expiring));
    expect(await auth.authenticate(endless)).not.toBe(await auth.authenticate(endless));
    const rsa = await createKey('RS256');
    world.userKeys.push(rsa);
    for (const bad of [
      await sign({ iss: 'https://else.example' }),
      await sign({ aud: 'c' }),
      await sign({ exp: now - 60 }),
      await sign({}, rsa),
      await sign({}, await createKey()),
      await sign({ sub: '' }),
    ]) {
      await expect(auth.authenticate(bad)).rejects.toThrow('Illegal token');
    }
  });
});

describe('custom types of tokens', () => {
  it('are verified by their handler, every time', async () => {
    await using world = await createTokenWorld();
    let valid = true;
    const handler = createExternalTokenHandler({
      type: 'magic',
      initialize: ({ options }) => options.getString('word'),
      verifyToken: async (token, word) => (valid && token === word ? { subject: 'magician' } : undefined),
    });
    const { auth } = await world.addPlugin('catalog', {
      ...access({ type: 'magic', options: { word: 'open-sesame' } }),
      handlers: [handler],
    });
    expect((await auth.authenticate('open-sesame')).principal).toMatchObject({ subject: 'magician' });
    valid = false;
    await expect(auth.authenticate('open-sesame')).rejects.toThrow('Illegal token');
  });

  it('that are unknown or doubled are refused at the start', async () => {
    await using world = await createTokenWorld();
    await expect(world.addPlugin('a', access({ type: 'magic', options: {} }))).rejects.toThrow(
      "Unknown type 'magic' of 'backend.auth.externalAccess[0]' in the configuration, expected one of 'static', 'legacy', 'jwks'",
    );
    const double = { type: 'static', initialize: () => 1, verifyToken: async () => undefined };
    await expect(world.addPlugin('b', { handlers: [double] })).rejects.toThrow("of type 'static'");
  });
});

describe('access restrictions', () => {
  const restricted = fixed({
    accessRestrictions: [
      {
        plugin: 'catalog',
        permission: 'a.read, a.write',
        permissionAttribute: { action: ['read', 'update'] },
      },
      { plugin: 'search' },
    ],
  });

  it('are part of the principal at the plugins that are named', async () => {
    await using world = await createTokenWorld();
    const { auth } = await world.addPlugin('catalog', access(restricted));
    const credentials = await auth.authenticate('a-fixed-token');
    expect(credentials.principal).toEqual({
      type: 'service',
      subject: 'ci',
      accessRestrictions: {
        permissionNames: ['a.read', 'a.write'],
        permissionAttributes: { action: ['read', 'update'] },
      },
    });
    expect(textOf(credentials)).toMatch(
      /^backstageCredentials\{servicePrincipal\{ci,accessRestrictions=[\w+/]{43}\}\}$/,
    );
  });

  it('keep a token from other plugins with 403', async () => {
    await using world = await createTokenWorld();
    const { auth } = await world.addPlugin('scaffolder', access(restricted));
    await expect(auth.authenticate('a-fixed-token')).rejects.toMatchObject({
      name: 'NotAllowedError',
      message: "This token's access is restricted to plugin(s) 'catalog', 'search'",
    });
  });

  it('are not widened by passing the call on', async () => {
    await using world = await createTokenWorld();
    const { auth } = await world.addPlugin('search', access(restricted));
    const onBehalfOf = await auth.authenticate('a-fixed-token');
    const ask = (targetPluginId: string): Promise<unknown> =>
      auth.getPluginRequestToken({ onBehalfOf, targetPluginId });
    await expect(ask('catalog')).rejects.toThrow('is restricted and cannot be delegated');
    await expect(ask('scaffolder')).rejects.toThrow("not included in token's access restrictions");
    expect(await ask('search')).toEqual({ token: expect.any(String) });
  });

  it.each([
    [[{ plugin: 'a' }, { plugin: 'a' }], /named twice/],
    [[{ plugin: 'a', permissions: 'x' }], /Unknown key 'permissions'/],
    [[{ plugin: 'a', permissionAttribute: { action: 'destroy' } }], /Unknown action 'destroy'/],
    [[{ plugin: 'a', permissionAttribute: { verb: 'read' } }], /Unknown key 'verb'/],
  ])('that read %j are refused at the start', async (accessRestrictions, message) => {
    await using world = await createTokenWorld();
    await expect(world.addPlugin('a', access(fixed({ accessRestrictions })))).rejects.toThrow(message);
  });
});
