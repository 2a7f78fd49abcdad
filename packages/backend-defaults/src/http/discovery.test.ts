import { createConfigReader, type Config, type JsonObject } from '@portico/config';
import { describe, expect, it } from 'vitest';
import { createDiscovery } from './discovery.ts';
import { readHttpServerOptions } from './server-options.ts';
import { createSrvResolver } from './srv-resolver.ts';

const toConfig = (data: JsonObject): Config => createConfigReader([{ context: 'test', data }]);
const errors: string[] = [];
const logger = { error: (message: string) => void errors.push(message) } as never;

describe('discovery', () => {
  const locate = async (data: JsonObject, pluginId = 'my plugin') => {
    const discovery = createDiscovery({ config: toConfig(data), logger, port: () => 1234 });
    return [await discovery.getBaseUrl(pluginId), await discovery.getExternalBaseUrl(pluginId)];
  };

  it.each([
    [{ baseUrl: 'https://portal.example/base/' }, 'http://localhost:7007', 'https://portal.example/base'],
    [{ baseUrl: 'https://p', listen: ':8080' }, 'http://localhost:8080', 'https://p'],
    [{ baseUrl: 'https://p', listen: { host: '0.0.0.0' } }, 'http://127.0.0.1:7007', 'https://p'],
    [{ baseUrl: 'https://p', listen: '[::1]:1' }, 'http://[::1]:1', 'https://p'],
    [{ baseUrl: 'https://p', listen: { host: '::' }, https: true }, 'https://localhost:7007', 'https://p'],
    [{ listen: ':0' }, 'http://localhost:1234', 'http://localhost:1234'],
  ])('is at the own server: %j', async (backend, internal, external) => {
    expect(await locate({ backend })).toEqual([`${internal}/api/my%20plugin`, `${external}/api/my%20plugin`]);
  });

  it('is where the endpoints say, for the plugins that they name, or for all others', async () => {
    const data = {
      backend: { baseUrl: 'http://p' },
      discovery: {
        endpoints: [
          { target: 'https://all.example/{{pluginId}}', plugins: '*' },
          { target: { internal: 'http://inner/{{ pluginId }}' }, plugins: ['catalog'] },
          { target: { external: 'http://outer/x' }, plugins: ['search'] },
        ],
      },
    };
    expect(await locate(data, 'catalog')).toEqual(['http://inner/catalog', 'https://all.example/catalog']);
    expect(await locate(data, 'search')).toEqual(['https://all.example/search', 'http://outer/x']);
    expect(await locate(data, '__proto__')).toEqual([
      'https://all.example/__proto__',
      'https://all.example/__proto__',
    ]);
  });

  it('follows the configuration, and keeps what it had when the new one is not valid', async () => {
    let data: JsonObject = {
      discovery: { endpoints: [{ target: 'http://a/{{pluginId}}', plugins: ['x'] }] },
    };
    let changed = (): void => {};
    const config = new Proxy(toConfig(data), {
      get(_, key) {
        if (key === 'subscribe')
          return (onChange: () => void) => ((changed = onChange), { unsubscribe() {} });
        const current = toConfig(data);
        return (current[key as keyof Config] as () => void).bind(current);
      },
    });
    const discovery = createDiscovery({ config, logger });
    expect(await discovery.getBaseUrl('x')).toBe('http://a/x');
    data = { discovery: { endpoints: [{ target: 'http://b/{{pluginId}}', plugins: ['x'] }] } };
    changed();
    expect(await discovery.getBaseUrl('x')).toBe('http://b/x');
    data = { discovery: { endpoints: [{ target: 'nowhere', plugins: ['x'] }] } };
    changed();
    expect(await discovery.getBaseUrl('x')).toBe('http://b/x');
    expect(errors.join()).toContain("'nowhere' at 'discovery.endpoints' is no URL");
  });

  it('refuses a look-up for browsers', () => {
    const data = { discovery: { endpoints: [{ target: 'http+srv://x/y', plugins: ['a'] }] } };
    expect(() => createDiscovery({ config: toConfig(data), logger })).toThrow("only 'target.internal'");
  });
});

describe('createSrvResolver', () => {
  const record = (name: string, priority: number, weight: number) => ({ name, port: 80, priority, weight });

  it('gives a server of the lowest priority, by weight, and asks again only after a while', async () => {
    let asked = 0;
    const resolve = createSrvResolver(async name => {
      asked++;
      expect(name).toBe('catalog.internal');
      return [record('spare', 20, 100), record('never', 10, 0), record('main', 10, 5)];
    });
    for (let i = 0; i < 50; i++)
      expect(await resolve('http+srv://catalog.internal/api/x/')).toBe('http://main:80/api/x');
    expect(asked).toBe(1);
  });

  it('says what cannot be looked up', async () => {
    const none = createSrvResolver(async () => []);
    await expect(none('https+srv://a/b')).rejects.toThrow("DNS has no SRV records for 'a'");
    await expect(none('https+srv://a:1/b')).rejects.toThrow("'https+srv://a:1/b' cannot be looked up");
    const broken = createSrvResolver(async () => {
      throw new Error('ENOTFOUND');
    });
    await expect(broken('http+srv://a/b')).rejects.toThrow("The SRV records of 'a' cannot be looked up");
  });
});

describe('readHttpServerOptions', () => {
  it.each([['', 'localhost:', ':70000', 'a:b:1', '::1:1', ':-1', ':x']].flat())(
    'refuses to listen on %j',
    listen => {
      expect(() => readHttpServerOptions(toConfig({ listen }))).toThrow(/'backend.listen'|listen/);
    },
  );

  it('reads limits as numbers of milliseconds and as durations', () => {
    const server = {
      headersTimeout: 1000,
      requestTimeout: '30s',
      timeout: { seconds: 2 },
      maxHeadersCount: 10,
    };
    expect(readHttpServerOptions(toConfig({ server })).limits).toEqual({
      headersTimeout: 1000,
      requestTimeout: 30_000,
      timeout: 2000,
      maxHeadersCount: 10,
    });
    expect(() => readHttpServerOptions(toConfig({ server: { timeout: 'soon' } }))).toThrow(/'timeout'/);
  });
});
