import type { RedisConnectionClientType } from '@keyv/redis';
import type { Handler } from 'express';
import type { Options, Store } from 'express-rate-limit';
import { durationToMilliseconds, readDurationFromConfig, type Config } from '@portico/config';

/** The limit for all requests, `backend.rateLimit`; `undefined` when there is none. */
export async function createGlobalRateLimit(config: Config): Promise<Handler | undefined> {
  const value = config.getOptional<unknown>('backend.rateLimit');
  if (value === undefined || value === false) return undefined;
  if (value === true) return limitRequests(undefined, undefined);
  const limit = config.getConfig('backend.rateLimit');
  if (limit.getOptionalBoolean('global') === false) return undefined;
  return limitRequests(limit, await createStore(config, undefined));
}

/** The limit for one plugin, `backend.rateLimit.plugin.<id>`; `undefined` when there is none. */
export async function createPluginRateLimit(config: Config, pluginId: string): Promise<Handler | undefined> {
  const limits = config.getOptional<unknown>('backend.rateLimit');
  const limit =
    typeof limits === 'object' && config.getOptionalConfig(`backend.rateLimit.plugin.${pluginId}`);
  return limit ? limitRequests(limit, await createStore(config, pluginId)) : undefined;
}

const loopback = ['127.0.0.1', '::ffff:127.0.0.1', '0:0:0:0:0:0:0:1', '::1'];

async function limitRequests(limit: Config | undefined, store: Store | undefined): Promise<Handler> {
  const { ipKeyGenerator, rateLimit } = await import('express-rate-limit');
  const trusted = limit?.getOptionalStringArray('ipAllowList') ?? loopback;
  const statusCode = 429;
  const options: Partial<Options> = {
    windowMs: limit?.has('window')
      ? durationToMilliseconds(readDurationFromConfig(limit, { key: 'window' }))
      : 60_000,
    limit: limit?.getOptionalNumber('incomingRequestLimit') ?? 5,
    skipSuccessfulRequests: limit?.getOptionalBoolean('skipSuccessfulRequests') ?? false,
    skipFailedRequests: limit?.getOptionalBoolean('skipFailedRequests') ?? false,
    passOnStoreError: limit?.getOptionalBoolean('passOnStoreError') ?? false,
    statusCode,
    message: {
      error: { name: 'Error', message: 'Too many requests, please try again later' },
      response: { statusCode },
    },
    keyGenerator: req => ipKeyGenerator(req.ip ?? req.socket.remoteAddress ?? ''),
    // Not by the socket: behind a proxy on the same machine, that is everybody.
    skip: req => req.ip !== undefined && trusted.includes(req.ip),
    validate: { trustProxy: false },
  };
  return rateLimit(store ? { ...options, store } : options);
}

async function createStore(config: Config, prefix: string | undefined): Promise<Store | undefined> {
  const store = config.getOptionalConfig('backend.rateLimit.store');
  const type = store?.getString('type') ?? 'memory';
  if (!store || type === 'memory') return undefined;
  if (type !== 'redis') {
    throw new Error(`Unknown store '${type}' at 'backend.rateLimit.store.type'; use 'memory' or 'redis'`);
  }
  const [{ RedisStore }, { default: KeyvRedis }] = await Promise.all([
    import('rate-limit-redis'),
    import('@keyv/redis'),
  ]);
  const redis = new KeyvRedis(store.getString('connection'));
  return new RedisStore({
    ...(prefix ? { prefix } : {}),
    sendCommand: async (...command: string[]) =>
      ((await redis.getClient()) as RedisConnectionClientType).sendCommand(command),
  });
}
