// @vitest-environment happy-dom
import { describe, expect, it } from 'vitest';
import { createConfigReader, type JsonObject } from '@portico/config';
import type { IdentityApi } from '@portico/frontend-plugin-api';
import { createDiscovery } from './create-discovery.ts';
import { createFetch } from './create-fetch.ts';

const reader = (data: JsonObject = {}) => createConfigReader([{ context: 'test', data }]);
const config = reader({ backend: { baseUrl: 'https://portal.example/base' } });
const discovery = createDiscovery(config);

describe('discovery', () => {
  it('finds plugins at the backend, or where they are configured to be', async () => {
    const split = createDiscovery(
      reader({
        backend: { baseUrl: 'https://portal.example/' },
        discovery: {
          endpoints: [
            { target: 'https://a.example/{{pluginId}}/', plugins: ['search'] },
            { target: { internal: 'http://in', external: 'https://b.example/x' }, plugins: ['docs'] },
            { target: { internal: 'http://in' }, plugins: ['catalog'] },
          ],
        },
      }),
    );
    expect(await discovery.getBaseUrl('catalog')).toBe('https://portal.example/base/api/catalog');
    expect(await split.getBaseUrl('search')).toBe('https://a.example/search');
    expect(await split.getBaseUrl('docs')).toBe('https://b.example/x');
    expect(await split.getBaseUrl('catalog')).toBe('https://portal.example/api/catalog');
  });
});

describe('fetch', () => {
  const identity = { getCredentials: async () => ({ token: 'secret' }) } as IdentityApi;

  async function sent(input: string | Request, init?: RequestInit): Promise<Request> {
    let request: Request | undefined;
    const { fetch } = createFetch({
      config,
      discovery,
      identity,
      fetch: async given => {
        request = given as Request;
        return new Response();
      },
    });
    await fetch(input, init);
    if (!request) throw new Error('nothing was sent');
    return request;
  }

  it('resolves plugin URLs and sends the token to the backend', async () => {
    const request = await sent('plugin://catalog/entities?filter=a#b', { method: 'POST', body: 'x' });
    expect(request.url).toBe('https://portal.example/base/api/catalog/entities?filter=a#b');
    expect([request.method, request.headers.get('authorization'), await request.text()]).toEqual([
      'POST',
      'Bearer secret',
      'x',
    ]);
  });

  it.each([
    'https://evil.example/base/api/catalog',
    'https://portal.example.evil.example/base/api',
    'https://portal.example/base-evil/api',
    'https://portal.example/base/../other',
    'http://portal.example/base/api',
    'https://portal.example:8443/base/api',
  ])('does not send the token to %s', async url => {
    expect((await sent(url)).headers.get('authorization')).toBeNull();
  });

  it('asks for another token once when the backend refuses one, and sends all again', async () => {
    const seen: string[] = [];
    const asked: unknown[] = [];
    const { fetch } = createFetch({
      config,
      discovery,
      identity: {
        getCredentials: async options => {
          asked.push(options?.refused);
          return { token: options?.refused === undefined ? 'old' : 'new' };
        },
      } as IdentityApi,
      fetch: async given => {
        const request = given as Request;
        seen.push(`${request.headers.get('authorization')} ${await request.text()}`);
        return new Response(null, { status: 401 });
      },
    });
    const response = await fetch('plugin://catalog/x', { method: 'POST', body: 'text' });
    expect([response.status, seen, asked]).toEqual([
      401,
      ['Bearer old text', 'Bearer new text'],
      [undefined, 'old'],
    ]);
  });

  it('answers as the backend did when there is no other token', async () => {
    const { fetch } = createFetch({
      config,
      discovery,
      identity: {
        getCredentials: async options => {
          if (options?.refused !== undefined) throw new Error('The session has ended');
          return { token: 'old' };
        },
      } as IdentityApi,
      fetch: async () => new Response('Not valid', { status: 401 }),
    });
    expect(await (await fetch('plugin://catalog/x')).text()).toBe('Not valid');
  });

  it('keeps a token that the caller has set', async () => {
    const request = await sent('plugin://catalog/x', { headers: { authorization: 'Bearer own' } });
    expect(request.headers.get('authorization')).toBe('Bearer own');
  });
});
