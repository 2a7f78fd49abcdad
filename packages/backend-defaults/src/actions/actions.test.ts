import type { Handler } from 'express';
import { describe, expect, it } from 'vitest';
import { z as z3 } from 'zod/v3';
import { createConfigReader, type JsonObject } from '@portico/config';
import { createPermission } from '@portico/permissions';
import {
  callFactory,
  createListLogger,
  createTokenWorld,
  type TokenWorld,
} from '../auth/testing/token-world.ts';
import { actionsRegistryServiceFactory } from './actions-registry.ts';
import { actionsServiceFactory } from './actions-service.ts';

const secretWash = createPermission({ name: 'garage.secret', attributes: {} });

/** A garage with three actions, and a caller that reaches it through the actions service. */
async function createGarage(
  world: TokenWorld,
  actionsConfig: JsonObject = { pluginSources: ['garage', 'nowhere'] },
) {
  const logs: string[] = [];
  const config = createConfigReader([{ context: 'test', data: { backend: { actions: actionsConfig } } }]);
  const { auth, httpAuth } = await world.addPlugin('garage');
  const added: unknown[] = [];
  const allowed = { secret: true };
  const registry = await callFactory(actionsRegistryServiceFactory, {
    auth,
    httpAuth,
    config,
    logger: createListLogger([]),
    httpRouter: { use: (handler: Handler) => world.use('garage', handler) },
    permissions: {
      authorize: async (requests: unknown[]) =>
        requests.map(() => ({ result: allowed.secret ? 'ALLOW' : 'DENY' })),
    },
    permissionsRegistry: { addPermissions: (permissions: unknown[]) => added.push(...permissions) },
    plugin: { getId: () => 'garage' },
  });
  registry.register({
    name: 'paint',
    title: 'Paint',
    description: 'Paints a car',
    schema: {
      input: z => z.object({ colour: z.string().describe('The colour'), coats: z.number().default(1) }),
      output: z => z.object({ cost: z.number() }),
    },
    examples: [{ title: 'Red', input: { colour: 'red' } }],
    action: async ({ input, credentials }) => ({
      output:
        input.colour === 'broken'
          ? ({ cost: 'much' } as never)
          : { cost: input.coats * 10, ...ignored(credentials) },
    }),
  });
  registry.register({
    name: 'look',
    title: 'Look',
    description: 'Looks at a car',
    attributes: { readOnly: true, idempotent: true },
    // As a plugin of another make would, with the schema of its own copy of Zod.
    schema: { input: () => z3.object({ car: z3.string() }) as never, output: () => z3.object({}) as never },
    action: async () => ({ output: {} as never }),
  });
  registry.register({
    name: 'unlock',
    title: 'Unlock',
    description: 'Unlocks a car',
    visibilityPermission: secretWash,
    schema: {
      input: z => z.object({}),
      output: z => z.object({ length: z.number() }),
      secrets: z => z.object({ pin: z.string() }),
    },
    action: async ({ secrets }) => ({ output: { length: secrets?.pin.length ?? 0 } }),
  });
  const caller = await world.addPlugin('caller');
  const credentials = await caller.auth.authenticate(await world.issueUserToken());
  const actions = await callFactory(actionsServiceFactory, {
    auth: caller.auth,
    config,
    discovery: world.discovery,
    logger: createListLogger(logs),
  });
  const post = async (path: string, body: unknown, token?: string): Promise<Response> =>
    fetch(`${world.url}/api/garage/.backstage/actions/${path}/invoke`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...(token ? { authorization: `Bearer ${token}` } : {}) },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
  return { registry, actions, credentials, caller, logs, added, allowed, post };
}

const ignored = (credentials: { principal: unknown }): object => ({ by: credentials.principal });

describe('actions', () => {
  it('are listed with schemas, examples and attributes; a source that fails is logged', async () => {
    await using world = await createTokenWorld();
    const { actions, credentials, logs, added } = await createGarage(world);
    const list = await actions.list({ credentials });
    expect(list.actions.map(({ id, attributes }) => [id, attributes])).toEqual([
      ['garage:paint', { destructive: true, idempotent: false, readOnly: false }],
      ['garage:look', { destructive: false, idempotent: true, readOnly: true }],
      ['garage:unlock', { destructive: true, idempotent: false, readOnly: false }],
    ]);
    expect(list.actions[0]).toMatchObject({
      name: 'paint',
      pluginId: 'garage',
      title: 'Paint',
      description: 'Paints a car',
      examples: [{ title: 'Red', input: { colour: 'red' } }],
      schema: {
        input: {
          type: 'object',
          properties: {
            colour: { type: 'string', description: 'The colour' },
            coats: { type: 'number', default: 1 },
          },
          required: ['colour'],
        },
        output: { type: 'object', properties: { cost: { type: 'number' } }, required: ['cost'] },
      },
    });
    expect(list.actions[1]?.schema.input).toMatchObject({
      properties: { car: { type: 'string' } },
      required: ['car'],
    });
    expect(list.actions[2]?.schema.secrets).toMatchObject({ properties: { pin: { type: 'string' } } });
    expect(logs).toEqual([expect.stringContaining("Failed to fetch actions from 'nowhere'")]);
    expect(added).toEqual([secretWash]);
  });

  it('are invoked with their input, defaults filled in, and give what the output schema knows', async () => {
    await using world = await createTokenWorld();
    const { actions, credentials } = await createGarage(world);
    expect(await actions.invoke({ id: 'garage:paint', input: { colour: 'red' }, credentials })).toEqual({
      output: { cost: 10 },
    });
    expect(await actions.invoke({ id: 'garage:unlock', secrets: { pin: '1234' }, credentials })).toEqual({
      output: { length: 4 },
    });
    await expect(actions.invoke({ id: 'garage', credentials })).rejects.toThrow("'<plugin>:<name>'");
    await expect(actions.invoke({ id: 'garage:none', credentials })).rejects.toMatchObject({
      statusCode: 404,
    });
  });

  it.each([
    ['input that does not fit', 'v1/actions/garage:paint', { colour: 1 }, 400],
    ['no input', 'v1/actions/garage:paint', undefined, 400],
    ['no input where none is needed', 'v2/actions/garage:unlock', { secrets: { pin: '1' } }, 200],
    ['output that does not fit', 'v1/actions/garage:paint', { colour: 'broken' }, 400],
    ['missing secrets', 'v1/actions/garage:unlock', {}, 400],
    ['secrets that do not fit', 'v2/actions/garage:unlock', { input: {}, secrets: { pin: 1 } }, 400],
    [
      'secrets that nobody wants',
      'v2/actions/garage:look',
      { input: { car: 'a' }, secrets: { pin: '1' } },
      400,
    ],
    ['wrapped input', 'v2/actions/garage:look', { input: { car: 'a' } }, 200],
    ['an encoded id', 'v1/actions/garage%3Alook', { car: 'a' }, 200],
    ['an unknown action', 'v1/actions/garage:fly', {}, 404],
  ])('with %s are answered with the right status', async (_name, path, body, status) => {
    await using world = await createTokenWorld();
    const { post } = await createGarage(world);
    const response = await post(path, body, await world.issueUserToken());
    expect(response.status).toBe(status);
    if (status === 400) expect(await response.text()).toContain(decodeURIComponent(path.split('/')[2]!));
  });

  it('are refused to nobody with 403, before it is told whether they exist', async () => {
    await using world = await createTokenWorld();
    const { post } = await createGarage(world);
    expect((await post('v1/actions/garage:look', { car: 'a' })).status).toBe(403);
    expect((await post('v1/actions/garage:fly', {})).status).toBe(403);
  });

  it('are hidden from those who lack the permission', async () => {
    await using world = await createTokenWorld();
    const { actions, credentials, allowed, post } = await createGarage(world);
    allowed.secret = false;
    expect((await actions.list({ credentials })).actions.map(({ name }) => name)).toEqual(['paint', 'look']);
    const body = { input: {}, secrets: { pin: '1' } };
    expect((await post('v2/actions/garage:unlock', body, await world.issueUserToken())).status).toBe(404);
  });

  it.each<[JsonObject, string[]]>([
    [{ include: [{ id: 'garage:*k' }] }, ['look', 'unlock']],
    [{ exclude: [{ id: '*:paint' }] }, ['look', 'unlock']],
    [{ include: [{ attributes: { destructive: false } }] }, ['look']],
    [{ include: [{ id: '**' }], exclude: [{ id: '**', attributes: { readOnly: false } }] }, ['look']],
  ])('are hidden by the filter %j', async (filter, names) => {
    await using world = await createTokenWorld();
    const { actions, credentials, post } = await createGarage(world, { pluginSources: ['garage'], filter });
    expect((await actions.list({ credentials })).actions.map(({ name }) => name)).toEqual(names);
    const response = await post('v1/actions/garage:paint', { colour: 'red' }, await world.issueUserToken());
    expect(response.status).toBe(404);
  });

  it('are hidden where the plugin is no source', async () => {
    await using world = await createTokenWorld();
    const { post } = await createGarage(world, { pluginSources: ['catalog'] });
    expect((await post('v1/actions/garage:look', { car: 'a' }, await world.issueUserToken())).status).toBe(
      404,
    );
  });

  it('are registered once', async () => {
    await using world = await createTokenWorld();
    const { registry } = await createGarage(world);
    const schema = { input: (z: never) => z, output: (z: never) => z };
    const again = { name: 'paint', title: '', description: '', schema, action: async () => {} };
    expect(() => registry.register(again as never)).toThrow("'garage:paint' is registered already");
  });
});
