import {
  durationToMilliseconds,
  readDurationFromConfig,
  type Config,
  type JsonObject,
} from '@portico/config';
import { InputError } from '@portico/errors';
import type { RedisConnection } from './redis-store.ts';

/** Where cached values are kept, and how. */
export interface CacheSettings {
  store: 'memory' | { type: 'redis'; connection: RedisConnection } | { type: 'memcache'; connection: string };
  /** In milliseconds. */
  defaultTtl?: number;
  /** Put before every key. */
  prefix: string;
}

/** Reads `backend.cache`; without it, values are kept in memory. Throws `InputError` naming what is wrong. */
export function readCacheSettings(config: Config): CacheSettings {
  const store = config.getOptionalString('backend.cache.store') ?? 'memory';
  const ttl = readDefaultTtl(config);
  const common = { ...(ttl === undefined ? {} : { defaultTtl: ttl }), prefix: readPrefix(config, store) };
  switch (store) {
    case 'memory':
      return { ...common, store };
    case 'redis':
    case 'valkey':
      return { ...common, store: { type: 'redis', connection: readRedisConnection(config, store) } };
    case 'memcache':
      return {
        ...common,
        store: {
          type: 'memcache',
          connection: config.getOptionalString('backend.cache.connection') ?? 'localhost:11211',
        },
      };
    default:
      throw new InputError(
        `Unknown cache store '${store}'. Set backend.cache.store to memory, redis, valkey or memcache.`,
      );
  }
}

function readDefaultTtl(config: Config): number | undefined {
  const value = config.getOptional('backend.cache.defaultTtl');
  if (value === undefined || typeof value === 'number') return value;
  return durationToMilliseconds(readDurationFromConfig(config, { key: 'backend.cache.defaultTtl' }));
}

function readPrefix(config: Config, store: string): string {
  if (store === 'valkey') return config.getOptionalString('backend.cache.valkey.client.keyPrefix') ?? '';
  const namespace = config.getOptionalString('backend.cache.redis.client.namespace');
  if (store !== 'redis' || !namespace) return '';
  return `${namespace}${config.getOptionalString('backend.cache.redis.client.keyPrefixSeparator') ?? ':'}`;
}

function readRedisConnection(config: Config, store: 'redis' | 'valkey'): RedisConnection {
  const server = readServer(config);
  const cluster = config.getOptional<JsonObject>(`backend.cache.${store}.cluster`);
  if (!Array.isArray(cluster?.rootNodes)) return { kind: 'server', options: server };
  const { url: _url, pingInterval: _pingInterval, ...credentials } = server;
  return {
    kind: 'cluster',
    options: {
      ...cluster,
      rootNodes: cluster.rootNodes.map(toRootNode),
      defaults: { ...(cluster.defaults as JsonObject | undefined), ...credentials },
    },
  };
}

// Valkey's own client takes nodes as host and port, the one for Redis as addresses: both are understood.
function toRootNode(node: unknown): JsonObject {
  const { host, port, ...rest } = (typeof node === 'string' ? { url: node } : node) as JsonObject;
  return typeof host === 'string' ? { url: `redis://${host}:${Number(port ?? 6379)}`, ...rest } : rest;
}

function readServer(config: Config): JsonObject {
  const key = 'backend.cache.connection';
  const value = config.getOptional(key) ?? 'redis://localhost:6379';
  const options = typeof value === 'string' ? { url: value } : (value as JsonObject);
  if (typeof options.url !== 'string' || !URL.canParse(options.url)) {
    // Without the value: it may hold a password.
    throw new InputError(
      `${key} is not an address. Write it as redis://user:password@host:6379, or as { url, … }.`,
    );
  }
  return options;
}
