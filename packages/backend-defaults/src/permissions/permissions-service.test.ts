import { json, Router } from 'express';
import { describe, expect, it } from 'vitest';
import type { Credentials } from '@portico/backend-plugin-api';
import { createConfigReader, type JsonObject } from '@portico/config';
import { createPermission, type PolicyDecision } from '@portico/permissions';
import { callFactory, createTokenWorld, type TokenWorld } from '../auth/testing/token-world.ts';
import { permissionsServiceFactory } from './permissions-service.ts';

const create = createPermission({ name: 'car.create', attributes: { action: 'create' } });
const read = createPermission({ name: 'car.read', attributes: { action: 'read' }, resourceType: 'car' });

interface AskedItem {
  id: string;
  permission: { name: string };
  resourceRef?: string;
}

/** A garage that asks a permission plugin over HTTP, with what was asked and by whom. */
async function createGarage(
  world: TokenWorld,
  options: { config?: JsonObject; policy?: (item: AskedItem) => object; answer?: unknown } = {},
) {
  const {
    config = { permission: { enabled: true } },
    policy = () => ({ result: 'ALLOW' }),
    answer,
  } = options;
  const asked: { by: unknown; items: AskedItem[] }[] = [];
  const permission = await world.addPlugin('permission');
  world.use(
    'permission',
    Router().post('/authorize', json(), async (req, res) => {
      const by = (await permission.httpAuth.credentials(req)).principal;
      const { items } = req.body as { items: AskedItem[] };
      asked.push({ by, items });
      const answers = items.map(item => ({ id: item.id, ...policy(item) })).toReversed();
      res.json(answer ?? { items: answers });
    }),
  );
  const { auth } = await world.addPlugin('garage');
  const permissions = await callFactory(permissionsServiceFactory, {
    auth,
    discovery: world.discovery,
    config: createConfigReader([{ context: 'test', data: config }]),
  });
  return { auth, permissions, asked };
}

describe('permissions', () => {
  it('allow users everything while they are not enabled', async () => {
    await using world = await createTokenWorld();
    const { auth, permissions, asked } = await createGarage(world, { config: {} });
    const credentials = await auth.authenticate(await world.issueUserToken());
    expect(await permissions.authorize([{ permission: create }], { credentials })).toEqual([
      { result: 'ALLOW' },
    ]);
    expect(await permissions.authorizeConditional([{ permission: read }], { credentials })).toEqual([
      { result: 'ALLOW' },
    ]);
    expect(asked).toEqual([]);
  });

  it.each([
    [undefined, ['ALLOW', 'ALLOW']],
    [{ permission: 'car.create' }, ['ALLOW', 'DENY']],
    [{ permissionAttribute: { action: 'read' } }, ['DENY', 'ALLOW']],
    [{ permission: 'car.create', permissionAttribute: { action: 'read' } }, ['DENY', 'DENY']],
  ])('are decided for services by their restrictions %j, enabled or not', async (restriction, expected) => {
    await using world = await createTokenWorld();
    const entry = {
      type: 'static',
      options: { token: 'a-fixed-token', subject: 'ci' },
      ...(restriction ? { accessRestrictions: [{ plugin: 'ci', ...restriction }] } : {}),
    };
    const { auth } = await world.addPlugin('ci', {
      config: { backend: { auth: { externalAccess: [entry] } } },
    });
    const credentials = await auth.authenticate('a-fixed-token');
    for (const enabled of [true, false]) {
      const { permissions, asked } = await createGarage(world, { config: { permission: { enabled } } });
      const requests = [{ permission: create }, { permission: read, resourceRef: 'car:1' }];
      const decisions = await permissions.authorize(requests, { credentials });
      expect(decisions.map(decision => decision.result)).toEqual(expected);
      expect(asked).toEqual([]);
    }
  });

  it('are decided by the policy, on behalf of the user', async () => {
    await using world = await createTokenWorld();
    const conditional: PolicyDecision = {
      result: 'CONDITIONAL',
      pluginId: 'garage',
      resourceType: 'car',
      conditions: { anyOf: [{ rule: 'IS_RED', resourceType: 'car', params: {} }] },
    };
    const { auth, permissions, asked } = await createGarage(world, {
      policy: item => (item.resourceRef ? { result: 'DENY' } : conditional),
    });
    const credentials = await auth.authenticate(await world.issueUserToken());
    expect(
      await permissions.authorize([{ permission: read, resourceRef: 'car:1' }], { credentials }),
    ).toEqual([{ result: 'DENY' }]);
    expect(await permissions.authorizeConditional([{ permission: read }], { credentials })).toEqual([
      conditional,
    ]);
    await expect(permissions.authorize([{ permission: create }], { credentials })).rejects.toThrow(
      'conditions where',
    );
    expect(asked[0]).toEqual({
      by: {
        type: 'user',
        userEntityRef: 'user:default/ann',
        actor: { type: 'service', subject: 'plugin:garage' },
      },
      items: [{ id: '0', permission: read, resourceRef: 'car:1' }],
    });
  });

  it('are asked for nobody without a token', async () => {
    await using world = await createTokenWorld();
    const { auth, permissions, asked } = await createGarage(world);
    const credentials = await auth.getNoneCredentials();
    await permissions.authorize([{ permission: create }], { credentials });
    await permissions.authorize([{ permission: create }], undefined as never);
    expect(asked.map(({ by }) => by)).toEqual([{ type: 'none' }]);
  });

  it('that are asked in one turn travel together, each user by themselves', async () => {
    await using world = await createTokenWorld();
    const { auth, permissions, asked } = await createGarage(world, {
      policy: item => ({ result: item.resourceRef === 'car:3' ? 'DENY' : 'ALLOW' }),
    });
    const ask = (credentials: Credentials): Promise<unknown>[] =>
      [1, 2, 3, 3].map(n =>
        permissions
          .authorize([{ permission: read, resourceRef: `car:${n}` }], { credentials })
          .then(([d]) => d?.result),
      );
    const ann = await auth.authenticate(await world.issueUserToken());
    const bob = await auth.authenticate(await world.issueUserToken({ claims: { sub: 'user:default/bob' } }));
    const results = await Promise.all([...ask(ann), ...ask(bob)]);
    expect(results).toEqual(['ALLOW', 'ALLOW', 'DENY', 'DENY', 'ALLOW', 'ALLOW', 'DENY', 'DENY']);
    expect(asked.map(({ items }) => items.length)).toEqual([3, 3]);
  });

  it('are asked again for a resource, and after a while for the rest', async () => {
    await using world = await createTokenWorld();
    const ask = async (decisionLifetime: string): Promise<number> => {
      const { auth, permissions, asked } = await createGarage(world, {
        config: { permission: { enabled: true, decisionLifetime } },
      });
      const credentials = await auth.authenticate(await world.issueUserToken());
      for (let i = 0; i < 3; i++) await permissions.authorize([{ permission: create }], { credentials });
      for (let i = 0; i < 3; i++)
        await permissions.authorizeConditional([{ permission: read }], { credentials });
      for (let i = 0; i < 3; i++) {
        await permissions.authorize([{ permission: read, resourceRef: 'car:1' }], { credentials });
      }
      return asked.length;
    };
    expect(await ask('1h')).toBe(5);
  });

  it('are asked every time when told so', async () => {
    await using world = await createTokenWorld();
    const { auth, permissions, asked } = await createGarage(world, {
      config: { permission: { enabled: true, decisionLifetime: '0s' } },
    });
    const credentials = await auth.authenticate(await world.issueUserToken());
    for (let i = 0; i < 3; i++) await permissions.authorize([{ permission: create }], { credentials });
    expect(asked.length).toBe(3);
  });

  it.each([
    ['too few', { items: [] }],
    ['no list', {}],
    ['another id', { items: [{ id: 'x', result: 'ALLOW' }] }],
    ['another result', { items: [{ id: '0', result: 'MAYBE' }] }],
    ['broken conditions', { items: [{ id: '0', result: 'CONDITIONAL', pluginId: 'a', resourceType: 'b' }] }],
  ])('are an error when the plugin answers %s', async (_name, answer) => {
    await using world = await createTokenWorld();
    const { auth, permissions } = await createGarage(world, { answer });
    const credentials = await auth.authenticate(await world.issueUserToken());
    await expect(permissions.authorizeConditional([{ permission: read }], { credentials })).rejects.toThrow();
  });

  it('that are enabled without the plugin are a clear error, and no 404 of the caller', async () => {
    await using world = await createTokenWorld();
    const { auth } = await world.addPlugin('garage');
    const permissions = await callFactory(permissionsServiceFactory, {
      auth,
      discovery: world.discovery,
      config: createConfigReader([{ context: 'test', data: { permission: { enabled: true } } }]),
    });
    const credentials = await auth.authenticate(await world.issueUserToken());
    await expect(permissions.authorize([{ permission: create }], { credentials })).rejects.toMatchObject({
      name: 'ServiceUnavailableError',
      message: expect.stringContaining("'permission.enabled' is set"),
    });
  });
});
