import type { CacheStore } from './cache-store.ts';

const monthInSeconds = 30 * 24 * 3600;

/**
 * Keeps texts in memcached, at one or more `host:port` separated by commas. It
 * counts in seconds: what expires sooner carries its own time.
 */
export async function createMemcacheStore(connection: string): Promise<CacheStore> {
  const { KeyvMemcache } = await import('@keyv/memcache');
  const store = new KeyvMemcache(connection, {
    deserialize: (data: unknown) => String(data) as never,
    retries: 1,
    logger: { log: () => undefined },
  });
  store.on('error', () => undefined); // each call rejects as well
  return {
    async get(key) {
      const found: unknown = await store.get(key);
      if (typeof found !== 'string') return undefined;
      const split = found.indexOf(' ');
      const expiresAt = Number(found.slice(0, split));
      return expiresAt !== 0 && expiresAt <= Date.now() ? undefined : found.slice(split + 1);
    },
    async set(key, text, ttlMs) {
      if (ttlMs === undefined) await store.set(key, `0 ${text}`);
      else await store.set(key, `${Date.now() + ttlMs} ${text}`, toExpiry(ttlMs) * 1000);
    },
    async delete(key) {
      await store.delete(key);
    },
    async close() {
      store.client.close();
    },
  };
}

// More than a month counts as a time of the clock (https://github.com/memcached/memcached/blob/master/doc/protocol.txt).
function toExpiry(ttlMs: number): number {
  const seconds = Math.max(1, Math.ceil(ttlMs / 1000));
  return seconds <= monthInSeconds ? seconds : Math.ceil(Date.now() / 1000) + seconds;
}
