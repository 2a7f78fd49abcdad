// @vitest-environment happy-dom
import { afterEach, describe, expect, it, vi } from 'vitest';
import { createConfigReader, type JsonObject } from '@portico/config';
import { AuthorizeResult, type BasicPermission } from '@portico/permissions';
import { createDiscovery } from './create-discovery.ts';
import { createPermissions } from './create-permissions.ts';

const reader = (data: JsonObject = {}) => createConfigReader([{ context: 'test', data }]);
const config = reader({ backend: { baseUrl: 'https://portal.example/base' } });
const discovery = createDiscovery(config);

afterEach(() => {
  vi.restoreAllMocks();
  vi.useRealTimers();
});

describe('permissions', () => {
  const enabled = reader({ backend: { baseUrl: 'https://portal.example' }, permission: { enabled: true } });
  const permission = (name: string): BasicPermission => ({ type: 'basic', name, attributes: {} });

  it('are asked about together, and not again for a while', async () => {
    const bodies: { items: { id: string }[] }[] = [];
    const fetch = vi.fn(async (_input: RequestInfo | URL, init?: RequestInit) => {
      const body = JSON.parse(init?.body as string) as {
        items: { id: string; permission: BasicPermission }[];
      };
      bodies.push(body);
      return Response.json({
        items: body.items.map(({ id, permission: { name } }) => ({
          id,
          result: name === 'a' ? 'ALLOW' : 'DENY',
        })),
      });
    });
    const api = createPermissions({ config: enabled, discovery, fetch: { fetch } });
    const results = await Promise.all([
      api.authorize({ permission: permission('a') }),
      api.authorize({ permission: permission('b') }),
      api.authorize({ permission: permission('a') }),
    ]);
    expect(results.map(({ result }) => result)).toEqual(['ALLOW', 'DENY', 'ALLOW']);
    expect(bodies.map(({ items }) => items.length)).toEqual([2]);
  });

  it('are asked about again after a failure, and all given where there are none', async () => {
    const fetch = vi
      .fn()
      .mockResolvedValueOnce(new Response('', { status: 503 }))
      .mockImplementationOnce(async (_input: unknown, init: RequestInit) => {
        const { items } = JSON.parse(init.body as string) as { items: { id: string }[] };
        return Response.json({ items: items.map(({ id }) => ({ id, result: 'ALLOW' })) });
      });
    const api = createPermissions({ config: enabled, discovery, fetch: { fetch } });
    await expect(api.authorize({ permission: permission('a') })).rejects.toThrow('503');
    expect(await api.authorize({ permission: permission('a') })).toEqual({ result: AuthorizeResult.ALLOW });
    const open = createPermissions({ config: reader(), discovery, fetch: { fetch } });
    expect(await open.authorize({ permission: permission('x') })).toEqual({ result: AuthorizeResult.ALLOW });
    expect(fetch).toHaveBeenCalledTimes(2);
  });
});
