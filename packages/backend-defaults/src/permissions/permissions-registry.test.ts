import type { Handler } from 'express';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { z as z3 } from 'zod/v3';
import { createPermission, createPermissionResourceRef, createPermissionRule } from '@portico/permissions';
import { callFactory, createTokenWorld, type TokenWorld } from '../auth/testing/token-world.ts';
import { permissionsRegistryServiceFactory } from './permissions-registry.ts';

const carRef = createPermissionResourceRef<{ colour: string }, object>().with({
  pluginId: 'garage',
  resourceType: 'car',
});
const rule = { description: 'd', resourceRef: carRef, toQuery: () => ({}) };
const isColour = createPermissionRule({
  ...rule,
  name: 'IS_COLOUR',
  paramsSchema: z.object({ colour: z.string() }),
  apply: (car, { colour }) => car.colour === colour,
});
const isOld = createPermissionRule({
  ...rule,
  name: 'IS_OLD',
  paramsSchema: z3.object({ years: z3.number().optional() }),
  apply: () => false,
});
const isAny = createPermissionRule({ ...rule, name: 'IS_ANY', apply: () => true });
const permission = createPermission({
  name: 'car.read',
  attributes: { action: 'read' },
  resourceType: 'car',
});

/** A garage with its registry mounted, and a plugin that calls it. */
async function createGarage(world: TokenWorld) {
  const { auth, httpAuth } = await world.addPlugin('garage');
  const hooks: (() => void)[] = [];
  const registry = await callFactory(permissionsRegistryServiceFactory, {
    auth,
    httpAuth,
    httpRouter: { use: (handler: Handler) => world.use('garage', handler) },
    lifecycle: { addStartupHook: (hook: () => void) => hooks.push(hook) },
    plugin: { getId: () => 'garage' },
  });
  const loaded: string[][] = [];
  registry.addResourceType({
    resourceRef: carRef,
    permissions: [permission],
    rules: [isColour, isOld, isAny],
    getResources: async refs => {
      loaded.push(refs);
      return refs.map(ref => (ref.startsWith('car:') ? { colour: ref.slice(4) } : undefined));
    },
  });
  const caller = await world.addPlugin('permission');
  const onBehalfOf = await caller.auth.authenticate(await world.issueUserToken());
  const { token } = await caller.auth.getPluginRequestToken({ onBehalfOf, targetPluginId: 'garage' });
  const url = `${world.url}/api/garage/.well-known/backstage/permissions`;
  return {
    registry,
    loaded,
    url,
    start: () => hooks.forEach(hook => hook()),
    apply: (items: unknown, authorization = token) =>
      fetch(`${url}/apply-conditions`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', authorization: `Bearer ${authorization}` },
        body: JSON.stringify({ items }),
      }),
  };
}

const colour = (value: unknown): object => ({
  rule: 'IS_COLOUR',
  resourceType: 'car',
  params: { colour: value },
});
const item = (resourceRef: unknown, conditions: unknown = colour('red'), resourceType = 'car'): object => ({
  id: '1',
  resourceRef,
  resourceType,
  conditions,
});

describe('permission metadata', () => {
  it('lists permissions, and rules with their parameters as JSON Schema', async () => {
    await using world = await createTokenWorld();
    const { url, registry } = await createGarage(world);
    registry.addPermissions([createPermission({ name: 'car.create', attributes: {} })]);
    expect(await (await fetch(`${url}/metadata`)).json()).toEqual({
      permissions: [permission, { type: 'basic', name: 'car.create', attributes: {} }],
      rules: [
        {
          name: 'IS_COLOUR',
          description: 'd',
          resourceType: 'car',
          paramsSchema: expect.objectContaining({
            type: 'object',
            properties: { colour: { type: 'string' } },
            required: ['colour'],
          }),
        },
        {
          name: 'IS_OLD',
          description: 'd',
          resourceType: 'car',
          paramsSchema: expect.objectContaining({
            type: 'object',
            properties: { years: { type: 'number' } },
          }),
        },
        {
          name: 'IS_ANY',
          description: 'd',
          resourceType: 'car',
          paramsSchema: expect.objectContaining({ type: 'object', properties: {} }),
        },
      ],
    });
  });

  it('is complete when the plugin has started', async () => {
    await using world = await createTokenWorld();
    const { registry, start } = await createGarage(world);
    start();
    expect(() => registry.addPermissions([])).toThrow("after plugin 'garage' has started");
    expect(() => registry.addPermissionRules([])).toThrow('after plugin');
    expect(() => registry.addResourceType({ resourceRef: carRef, rules: [] })).toThrow('after plugin');
    expect(registry.getPermissionRuleset(carRef).getRuleByName('IS_ANY')).toBe(isAny);
    expect(() => registry.getPermissionRuleset(carRef).getRuleByName('IS_NONE')).toThrow("'IS_NONE'");
  });

  it('takes each rule and type once, and only those of the plugin', async () => {
    await using world = await createTokenWorld();
    const { registry } = await createGarage(world);
    expect(() => registry.addPermissionRules([isAny])).toThrow(
      "'IS_ANY' of resource type 'car' is there already",
    );
    expect(() => registry.addResourceType({ resourceRef: carRef, rules: [] })).toThrow('there already');
    const foreign = createPermissionResourceRef().with({ pluginId: 'zoo', resourceType: 'cat' });
    expect(() => registry.addResourceType({ resourceRef: foreign, rules: [] })).toThrow(
      "belongs to plugin 'zoo'",
    );
    expect(() => registry.getPermissionRuleset(foreign)).toThrow("belongs to plugin 'zoo'");
  });
});

describe('apply-conditions', () => {
  it('evaluates conditions on resources, each loaded once', async () => {
    await using world = await createTokenWorld();
    const { apply, loaded } = await createGarage(world);
    const response = await apply([
      item('car:red'),
      { ...item(['car:red', 'car:blue', 'boat', '__proto__']), id: '2' },
      { ...item('boat', { not: colour('red') }), id: '3' },
      { ...item('car:blue', { anyOf: [colour('red'), { rule: 'IS_ANY', resourceType: 'car' }] }), id: '4' },
    ]);
    expect(await response.json()).toEqual({
      items: [
        { id: '1', result: 'ALLOW' },
        { id: '2', result: ['ALLOW', 'DENY', 'DENY', 'DENY'] },
        { id: '3', result: 'DENY' },
        { id: '4', result: 'ALLOW' },
      ],
    });
    expect(loaded).toEqual([['car:red', 'car:blue', 'boat', '__proto__']]);
  });

  it.each([
    ['an unknown resource type', [item('car:red', colour('red'), 'boat')], 400],
    ['a type that cannot be loaded', [item('x', colour('red'), 'wheel')], 501],
    ['an unknown rule', [item('car:red', { rule: 'IS_FAST', resourceType: 'car' })], 400],
    ['parameters that are not valid', [item('car:red', colour(7))], 400],
    ['an empty list of refs', [item([])], 400],
    ['a ref that is no text', [item(7)], 400],
    ['conditions that are none', [item('car:red', { anyOf: [] })], 400],
    ['no list', 'x', 400],
    ['an item that is none', [null], 400],
  ])('answers %s with %3$i', async (_name, items, status) => {
    await using world = await createTokenWorld();
    const { apply, registry } = await createGarage(world);
    const wheelRef = createPermissionResourceRef().with({ pluginId: 'garage', resourceType: 'wheel' });
    registry.addResourceType({ resourceRef: wheelRef, rules: [] });
    expect((await apply(items)).status).toBe(status);
  });

  it('is not for users directly, and not for nobody', async () => {
    await using world = await createTokenWorld();
    const { apply } = await createGarage(world);
    expect((await apply([item('car:red')], await world.issueUserToken())).status).toBe(403);
    expect((await apply([item('car:red')], '')).status).toBe(401);
  });
});
