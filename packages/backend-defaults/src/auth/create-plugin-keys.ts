import type { Config } from '@portico/config';
import type { DatabaseService, LoggerService } from '@portico/backend-plugin-api';
import { createDatabasePluginKeys } from './database-plugin-keys.ts';
import type { PluginKeys } from './plugin-keys.ts';
import { createStaticPluginKeys } from './static-plugin-keys.ts';

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
