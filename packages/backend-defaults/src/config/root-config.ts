import type { Config } from '@portico/config';
import { findConfigRoot, loadConfig, type LoadedConfig } from '@portico/config/loader';

/** A configuration that was loaded from files, together with all that is known about it. */
export interface LoadedRootConfig extends Config {
  readonly loaded: LoadedConfig;
  /** Calls back with the error of each change that is refused. */
  onRefusal(listener: (error: Error) => void): void;
}

/**
 * Loads the configuration of the portal around the working folder, as the
 * command line says, and follows its changes. Throws `ConfigError` with all
 * problems.
 */
export async function loadRootConfig(): Promise<LoadedRootConfig> {
  let tell = (error: Error): void => void process.stderr.write(`${error.message}\n`);
  const loaded = await loadConfig({
    root: findConfigRoot(process.cwd()),
    args: process.argv.slice(2),
    watch: true,
    onError: error => tell(error),
  });
  return { ...loaded.config, loaded, onRefusal: listener => void (tell = listener) };
}

/** What is known about a configuration beyond its values, if it was loaded from files. */
export function loadedConfigOf(config: Config): LoadedConfig | undefined {
  return isLoaded(config) ? config.loaded : undefined;
}

/** Whether a configuration was made by {@link loadRootConfig}. */
export function isLoaded(config: Config): config is LoadedRootConfig {
  return 'loaded' in config && 'onRefusal' in config;
}
