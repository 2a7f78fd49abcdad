import type { LoggerService } from '@portico/backend-plugin-api';
import { durationToMilliseconds, readDurationFromConfig, type Config } from '@portico/config';
import type { Knex } from 'knex';
import { createDatabaseKeyStore, createMemoryKeyStore } from './public-key-stores.ts';
import { createRotatingSigningKeys, type SigningKeys } from './signing-keys.ts';
import { loadStaticSigningKeys } from './static-signing-keys.ts';

const lifetimeKey = 'auth.backstageTokenExpiration';
const minutes10 = 600;
const hours24 = 86_400;

/** `auth.backstageTokenExpiration` in seconds: an hour unless told, at least 10 minutes, at most 24 hours. */
export function readTokenLifetime(config: Config): number {
  if (!config.has(lifetimeKey)) return 3_600;
  const seconds = durationToMilliseconds(readDurationFromConfig(config, { key: lifetimeKey })) / 1000;
  return Math.min(Math.max(Math.round(seconds), minutes10), hours24);
}

/** Chooses the keys by `auth.keyStore.provider`: `database` (default), `memory` or `static`. */
export async function createSigningKeys(options: {
  config: Config;
  connect: () => Promise<Knex>;
  logger: LoggerService;
}): Promise<SigningKeys> {
  const { config, connect, logger } = options;
  const provider = config.getOptionalString('auth.keyStore.provider') ?? 'database';
  if (provider === 'static') return loadStaticSigningKeys(config.getConfigArray('auth.keyStore.static.keys'));
  if (provider !== 'database' && provider !== 'memory') {
    throw new Error(`Unknown 'auth.keyStore.provider' '${provider}'; use 'database', 'memory' or 'static'`);
  }
  return createRotatingSigningKeys({
    store: provider === 'memory' ? createMemoryKeyStore() : createDatabaseKeyStore(connect),
    algorithm: config.getOptionalString('auth.identityTokenAlgorithm') ?? 'ES256',
    tokenLifetimeSeconds: readTokenLifetime(config),
    logger,
  });
}
