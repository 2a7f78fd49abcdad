import type { JsonObject } from '@portico/config';
import type { CacheStore } from './cache-store.ts';

/** How a Redis or Valkey is reached: one server, or a cluster. */
export type RedisConnection =
  | { kind: 'server'; options: JsonObject }
  | { kind: 'cluster'; options: JsonObject };

/** The part of the clients of `@redis/client` that a cache needs. */
interface RedisClient {
  connect(): Promise<unknown>;
  close(): Promise<unknown>;
  destroy(): void;
  on(event: 'error' | 'ready', listener: (error: Error) => void): unknown;
  get(key: string): Promise<string | null>;
  set(key: string, value: string, options?: { PX: number }): Promise<unknown>;
  del(key: string): Promise<unknown>;
  /** Absent on clusters. */
  isReady?: boolean;
}

const connectPatienceMs = 1000;

/**
 * Keeps texts in Redis or Valkey, over one connection. While the server is
 * away every call rejects at once; the connection is tried again by itself.
 */
export async function createRedisStore(connection: RedisConnection): Promise<CacheStore> {
  const client = await createRedisClient(connection);
  let lastError: Error | undefined;
  let isOpen = false;
  client.on('error', error => (lastError = error));

  // It keeps trying to connect for ever: only the first caller waits for it, and not for long.
  const connected = client.connect().then(
    () => (isOpen = true),
    (error: Error) => (lastError = error),
  );
  const patience = Promise.race([connected, delay(connectPatienceMs)]);
  const ready = async () => {
    await patience;
    if (!(client.isReady ?? isOpen)) throw lastError ?? new Error('The connection is not open.');
  };
  return {
    async get(key) {
      await ready();
      return (await client.get(key)) ?? undefined;
    },
    async set(key, text, ttlMs) {
      await ready();
      await client.set(key, text, ...(ttlMs === undefined ? [] : [{ PX: Math.max(1, Math.round(ttlMs)) }]));
    },
    async delete(key) {
      await ready();
      await client.del(key);
    },
    async close() {
      if (client.isReady ?? isOpen) await client.close();
      else client.destroy();
    },
  };
}

async function createRedisClient({ kind, options }: RedisConnection): Promise<RedisClient> {
  const { createClient, createCluster } = await import('@keyv/redis');
  const patient = {
    disableOfflineQueue: true,
    socket: {
      connectTimeout: 2000,
      reconnectStrategy: (attempt: number) => Math.min(50 * 2 ** attempt, 5000),
    },
  };
  if (kind === 'server') {
    const socket = { ...patient.socket, ...(options.socket as object | undefined) };
    return createClient({ ...patient, ...options, socket });
  }
  const { rootNodes, defaults, ...rest } = options;
  return createCluster({
    ...rest,
    rootNodes: rootNodes as object[],
    defaults: { ...patient, ...(defaults as object | undefined) },
  });
}

function delay(milliseconds: number): Promise<void> {
  return new Promise(resolve => setTimeout(resolve, milliseconds).unref());
}
