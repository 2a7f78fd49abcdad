import type { Config, JsonObject } from '@portico/config';
import type { DatabaseService, LoggerService } from '@portico/backend-plugin-api';
import type { CryptoKey } from 'jose';
import { createDatabasePluginKeys } from './database-plugin-keys.ts';
import { createStaticPluginKeys } from './static-plugin-keys.ts';

/** A private key, and the names that go into the header of what it signs. */
export interface SigningKey {
  key: CryptoKey;
  kid: string;
  alg: string;
}

/** The keys with which a plugin signs its tokens. */
export interface PluginKeys {
  getSigningKey(): Promise<SigningKey>;
  /** The public keys, as JWKs with `kid` and `alg`, that others need to verify tokens that still live. */
  listPublicKeys(): Promise<JsonObject[]>;
}

const configKey = 'backend.auth.pluginKeyStore';

/**
 * Chooses where a plugin's keys are: in its database (default), or in files, by
 * `backend.auth.pluginKeyStore.type`: `database` or `static`.
 */
export function createPluginKeys(options: {
  config: Config;
  database: DatabaseService;
  logger: LoggerService;
}): PluginKeys {
  const { config, database, logger } = options;
  const type = config.getOptionalString(`${configKey}.type`) ?? 'database';
  if (type === 'database') return createDatabasePluginKeys({ database, logger });
  if (type === 'static') return createStaticPluginKeys(config.getConfigArray(`${configKey}.static.keys`));
  throw new Error(`Unknown '${configKey}.type' '${type}' in the configuration; use 'database' or 'static'`);
}
