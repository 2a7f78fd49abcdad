import type { Config } from '../config.ts';

/**
 * A `Config` that always reads the latest configuration, also through the
 * objects that `getConfig` gave earlier. Lists that were read stay as they were.
 *
 * @param current - Gives the present configuration.
 * @param subscribe - Calls back after each change.
 */
export function createLiveConfig(
  current: () => Config,
  subscribe: (onChange: () => void) => { unsubscribe: () => void },
): Config {
  const child = (key: string): Config => createLiveConfig(() => current().getConfig(key), subscribe);
  return {
    subscribe,
    has: key => current().has(key),
    keys: () => current().keys(),
    get: <T>(key?: string) => current().get<T>(key),
    getOptional: <T>(key?: string) => current().getOptional<T>(key),
    getConfig: key => {
      current().getConfig(key);
      return child(key);
    },
    getOptionalConfig: key => (current().getOptionalConfig(key) ? child(key) : undefined),
    getConfigArray: key => current().getConfigArray(key),
    getOptionalConfigArray: key => current().getOptionalConfigArray(key),
    getNumber: key => current().getNumber(key),
    getOptionalNumber: key => current().getOptionalNumber(key),
    getBoolean: key => current().getBoolean(key),
    getOptionalBoolean: key => current().getOptionalBoolean(key),
    getString: key => current().getString(key),
    getOptionalString: key => current().getOptionalString(key),
    getStringArray: key => current().getStringArray(key),
    getOptionalStringArray: key => current().getOptionalStringArray(key),
  };
}
