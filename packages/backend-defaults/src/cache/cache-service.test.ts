import { createConfigReader, type JsonObject } from '@portico/config';
import { describe, expect, it, vi } from 'vitest';
import { createQuietLogger } from '../scheduler/testing/scheduler-contract.ts';
import { createPluginCaches } from './cache-service.ts';
import { readCacheSettings } from './cache-settings.ts';
import { createMemoryStore } from './memory-store.ts';
import { describeCache } from './testing/cache-contract.ts';
import { isInstalled, startServer } from './testing/start-server.ts';

const read = (cache: JsonObject) =>
  readCacheSettings(createConfigReader([{ context: 'test', data: { backend: { cache } } }]));

function openCaches(cache: JsonObject) {
  const logger = createQuietLogger();
  const caches = createPluginCaches(read(cache), logger);
  return { caches, logger, [Symbol.asyncDispose]: () => caches.close() };
}

const connections = {
  redis: (port: number) => ({ store: 'redis', connection: `redis://127.0.0.1:${port}` }),
  memcache: (port: number) => ({ store: 'memcache', connection: `127.0.0.1:${port}` }),
};

describeCache('memory', async () => openCaches({}));

const servers = [
  ['redis', 'redis-server'],
  ['memcache', 'memcached'],
] as const;

for (const [store, program] of servers.filter(([, name]) => !isInstalled(name))) {
  it(`${store} is not tested`, ({ skip }) => skip(`${program} is not on this machine`));
}

for (const [store, program] of servers.filter(([, name]) => isInstalled(name))) {
  describeCache(store, async () => {
    const server = await startServer(program);
    const opened = openCaches(connections[store](server.port));
    return {
      ...opened,
      async [Symbol.asyncDispose]() {
        await opened.caches.close();
        await server.stop();
      },
    };
  });

  describe(`a ${store} that is away`, () => {
    it('makes misses, says so once, and is used again when it is back', async () => {
      const server = await startServer(program);
      await using opened = openCaches(connections[store](server.port));
      const cache = opened.caches.forPlugin('one');
      await cache.set('key', 'before');
      expect(await cache.get('key')).toBe('before');
      await server.stop();
      expect(await cache.get('key')).toBeUndefined();
      await cache.set('key', 'lost');
      await cache.delete('key');
      expect(opened.logger.lines).toEqual([
        expect.stringContaining('The cache does not work, going on without it'),
      ]);

      await using _again = await startServer(program, server.port);
      await vi.waitFor(async () => {
        await cache.set('key', 'after');
        expect(await cache.get('key')).toBe('after');
      });
      expect(opened.logger.lines.at(-1)).toBe('The cache works again');
    });

    it('does not hold up the first call for ever', async () => {
      const server = await startServer(program);
      await server.stop();
      await using opened = openCaches(connections[store](server.port));
      expect(await opened.caches.forPlugin('one').get('key')).toBeUndefined();
      expect(opened.logger.lines).toHaveLength(1);
    });
  });
}

describe('the memory store', () => {
  it('lets go of what was not used for longest', async () => {
    const store = createMemoryStore({ maxCharacters: 30 });
    await store.set('a', 'x'.repeat(9), undefined);
    await store.set('b', 'x'.repeat(9), undefined);
    await store.set('c', 'x'.repeat(9), undefined);
    await store.get('a');
    await store.set('d', 'x'.repeat(9), undefined);
    const kept = await Promise.all(
      ['a', 'b', 'c', 'd'].map(async key => (await store.get(key)) !== undefined),
    );
    expect(kept).toEqual([true, false, true, true]);
    await store.set('e', 'x'.repeat(100), undefined);
    expect(await store.get('e')).toBeUndefined();
    expect(await store.get('a')).toBeDefined();
  });
});

describe('readCacheSettings', () => {
  it.each([
    [{}, { store: 'memory', prefix: '' }],
    [
      { store: 'memory', defaultTtl: 500 },
      { store: 'memory', prefix: '', defaultTtl: 500 },
    ],
    [{ defaultTtl: '2 minutes' }, { store: 'memory', prefix: '', defaultTtl: 120_000 }],
    [
      { store: 'memcache', connection: 'm:11211' },
      { prefix: '', store: { type: 'memcache', connection: 'm:11211' } },
    ],
    [
      {
        store: 'redis',
        connection: { url: 'redis://h:1', pingInterval: 5 },
        redis: { client: { namespace: 'p' } },
      },
      {
        prefix: 'p:',
        store: {
          type: 'redis',
          connection: { kind: 'server', options: { url: 'redis://h:1', pingInterval: 5 } },
        },
      },
    ],
    [
      {
        store: 'valkey',
        connection: 'redis://h:1',
        valkey: { client: { keyPrefix: 'v-' }, cluster: { rootNodes: [{ host: 'n', port: 7 }] } },
      },
      {
        prefix: 'v-',
        store: {
          type: 'redis',
          connection: { kind: 'cluster', options: { rootNodes: [{ url: 'redis://n:7' }], defaults: {} } },
        },
      },
    ],
  ])('reads %j', (cache, expected) => expect(read(cache)).toEqual(expected));

  it('says what is wrong, and no password', () => {
    expect(() => read({ store: 'disk' })).toThrow("Unknown cache store 'disk'");
    expect(() => read({ store: 'redis', connection: 'hunter2 at home' })).toThrow(
      'backend.cache.connection is not an address',
    );
    expect(() => read({ store: 'redis', connection: 'hunter2 at home' })).not.toThrow('hunter2');
  });
});
