import { createHash } from 'node:crypto';
import {
  coreServices,
  createServiceFactory,
  type CacheService,
  type LoggerService,
} from '@portico/backend-plugin-api';
import { durationToMilliseconds, type HumanDuration, type JsonValue } from '@portico/config';
import { readCacheSettings, type CacheSettings } from './cache-settings.ts';
import type { CacheStore } from './cache-store.ts';

/** The caches of all plugins, over one store. */
export interface PluginCaches {
  forPlugin(pluginId: string): CacheService;
  close(): Promise<void>;
}

type Ttl = number | HumanDuration;
type UseStore = <T>(step: (store: CacheStore) => Promise<T>) => Promise<T | undefined>;

const longestKey = 200;
const patienceMs = 2000;

/**
 * The caches that `backend.cache` describes. The store is connected to on
 * first use. A store that fails or does not answer within two seconds makes
 * a miss, never an error; it is logged when that begins and when it ends.
 */
export function createPluginCaches(settings: CacheSettings, logger: LoggerService): PluginCaches {
  const open = () => {
    opening ??= openStore(settings);
    return opening;
  };
  let opening: Promise<CacheStore> | undefined;
  let failing = false;

  const use: UseStore = async step => {
    try {
      const result = await withPatience(open().then(step));
      if (failing) logger.info('The cache works again');
      failing = false;
      return result;
    } catch (error) {
      if (!failing) logger.warn(`The cache does not work, going on without it: ${(error as Error).message}`);
      failing = true;
      return undefined;
    }
  };
  return {
    forPlugin: pluginId =>
      createCache({ use, namespace: `${settings.prefix}${pluginId}:`, ttl: settings.defaultTtl }),
    async close() {
      await (await opening?.catch(() => undefined))?.close();
    },
  };
}

function createCache(options: { use: UseStore; namespace: string; ttl: Ttl | undefined }): CacheService {
  const { use, namespace, ttl } = options;
  return {
    async get<TValue extends JsonValue>(key: string) {
      const text = await use(store => store.get(toStoreKey(namespace, key)));
      return text === undefined ? undefined : (JSON.parse(text) as TValue);
    },
    async set(key, value, { ttl: own } = {}) {
      const text = JSON.stringify(value) as string | undefined;
      if (text === undefined) return;
      const time = own ?? ttl;
      await use(store =>
        store.set(toStoreKey(namespace, key), text, time === undefined ? undefined : toMs(time)),
      );
    },
    async delete(key) {
      await use(store => store.delete(toStoreKey(namespace, key)));
    },
    withOptions: ({ defaultTtl = ttl }) => createCache({ use, namespace, ttl: defaultTtl }),
  };
}

async function openStore({ store }: CacheSettings): Promise<CacheStore> {
  if (store === 'memory') return (await import('./memory-store.ts')).createMemoryStore();
  if (store.type === 'redis') return (await import('./redis-store.ts')).createRedisStore(store.connection);
  return (await import('./memcache-store.ts')).createMemcacheStore(store.connection);
}

// memcached takes keys of at most 250 bytes without spaces.
function toStoreKey(namespace: string, key: string): string {
  const encoded = Buffer.from(key).toString('base64url');
  return `${namespace}${encoded.length < longestKey ? encoded : `#${createHash('sha256').update(key).digest('base64url')}`}`;
}

function toMs(ttl: Ttl): number {
  return typeof ttl === 'number' ? ttl : durationToMilliseconds(ttl);
}

async function withPatience<T>(result: Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error(`no answer within ${patienceMs} ms`)), patienceMs);
    timer.unref();
  });
  try {
    return await Promise.race([result, late]);
  } finally {
    clearTimeout(timer);
  }
}

/** Gives each plugin its own part of the cache that `backend.cache` describes. */
export const cacheServiceFactory = createServiceFactory({
  service: coreServices.cache,
  deps: {
    config: coreServices.rootConfig,
    rootLifecycle: coreServices.rootLifecycle,
    rootLogger: coreServices.rootLogger,
    plugin: coreServices.pluginMetadata,
  },
  createRootContext({ config, rootLifecycle, rootLogger }) {
    const caches = createPluginCaches(readCacheSettings(config), rootLogger.child({ type: 'cache' }));
    rootLifecycle.addShutdownHook(() => caches.close());
    return caches;
  },
  factory: ({ plugin }, caches) => caches.forPlugin(plugin.getId()),
});

/** The factories of this area. */
export const cacheServiceFactories = [cacheServiceFactory];
