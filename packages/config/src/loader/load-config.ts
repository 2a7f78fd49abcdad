import { toError } from '@portico/errors';
import type { AppConfig } from '../app-config.ts';
import type { Config } from '../config.ts';
import { durationToMilliseconds } from '../duration.ts';
import type { HumanDuration, JsonValue } from '../json.ts';
import { collectConfigSchemas, withoutFlaws, type CollectedSchemas } from '../schema/collect-schemas.ts';
import type { PackageConfigSchema } from '../schema/schema-types.ts';
import { filterVisible } from '../schema/filter-visible.ts';
import { listSecrets, redact } from '../schema/secrets.ts';
import { listConfigTargets } from './config-targets.ts';
import { explainKey, type ConfigExplanation } from './explain-key.ts';
import { fetchRemote } from './fetch-remote.ts';
import { createLiveConfig } from './live-config.ts';
import { ConfigError, formatKey, type ConfigProblem } from './problem.ts';
import { readState, type ConfigState, type StateReading } from './read-state.ts';
import { createStateStore, type StateStore } from './state-store.ts';
import { watchFiles } from './watch-files.ts';

/** How to load a configuration. */
export interface LoadConfigOptions {
  /** The folder that holds `app-config.yaml`; see `findConfigRoot`. */
  root: string;
  /** Command line arguments; only `--config <path or URL>` is looked at. */
  args?: readonly string[];
  /** Default: `process.env`. */
  env?: NodeJS.ProcessEnv;
  /** Follow changes of the files and URLs. Default: no. */
  watch?: boolean;
  /** How often URLs are read again when watching. Default: a minute. */
  reloadInterval?: HumanDuration;
  /** The schemas to check against. Default: those of the packages that the root's package.json reaches. */
  schemas?: readonly PackageConfigSchema[];
  /** Treat unknown keys as errors. */
  strict?: boolean;
  /** Do not require environment variables to be set, as for a check on another machine. */
  lax?: boolean;
  /** Give what could be read even if it is not valid, to look into it; its errors are among the warnings. */
  acceptInvalid?: boolean;
  /** Accept that there is no `app-config.yaml`. */
  allowMissing?: boolean;
  /** Told when a change is refused, so that the last good configuration stays in force, and when a subscriber throws. */
  onError?: (error: Error) => void;
}

/** A configuration that was loaded and checked. All of it follows reloads. */
export interface LoadedConfig {
  /** Reads the values; its `subscribe` calls back after each accepted change. */
  config: Config;
  /** The data of every source, weakest first. */
  readonly appConfigs: AppConfig[];
  /** What is odd about the configuration without keeping it from being used. */
  readonly warnings: readonly ConfigProblem[];
  /** The schemas of the packages, and notes on those that could not be used. */
  schema: CollectedSchemas;
  /** Why a key has the value that it has. */
  explain(key: string): ConfigExplanation;
  /** The texts that must not appear in logs. Ask again each time: they change with the configuration. */
  secrets(): Iterable<string>;
  /** What the browser may see, as one source. */
  frontendConfigs(): AppConfig[];
  /** The merged data as it may be shown, secrets redacted. */
  printable(): JsonValue;
  /** Ends watching. */
  stop(): void;
}

/**
 * Loads the configuration of a portal: reads all sources, merges them, and
 * checks them against the schemas of the installed packages.
 *
 * @throws ConfigError that names every problem at once.
 * @throws InputError for `--config` without a value.
 */
export async function loadConfig(options: LoadConfigOptions): Promise<LoadedConfig> {
  const { root, args = [], env = process.env, allowMissing = false } = options;
  const { strict = false, lax = false, acceptInvalid = false } = options;
  const targets = listConfigTargets({ root, args, env, allowMissing });
  const urls = targets.flatMap(target => (target.kind === 'url' ? [target.url] : []));
  const [schema, texts] = await Promise.all([
    options.schemas
      ? withoutFlaws({ schemas: [...options.schemas], faults: [], notes: [] })
      : collectConfigSchemas(root),
    fetchRemote(urls),
  ]);
  const read = (remote: ReadonlyMap<string, string>): StateReading =>
    readState({ root, targets, env, remote, schema, strict, lax, acceptInvalid });
  const first = read(texts);
  if (!first.state) throw first.error ?? new ConfigError([], { root });

  const store = createStateStore(first.state);
  const watcher = options.watch ? watchSources({ read, urls, first, store, options }) : undefined;
  return {
    config: createLiveConfig(() => store.current.reader, store.subscribe),
    get appConfigs() {
      return store.current.appConfigs;
    },
    get warnings() {
      return store.current.warnings;
    },
    schema,
    explain: key => explainKey(key, { ...store.current, schemas: schema.schemas }),
    secrets: () => listSecrets(store.current.surveyed),
    frontendConfigs: () => toFrontendConfigs(store.current),
    printable: () => redact(store.current.surveyed),
    stop: () => watcher?.stop(),
  };
}

function watchSources({
  read,
  urls,
  first,
  store,
  options,
}: {
  read: (remote: ReadonlyMap<string, string>) => StateReading;
  urls: string[];
  first: StateReading;
  store: StateStore;
  options: LoadConfigOptions;
}): { stop(): void } {
  const { reloadInterval = { seconds: 60 }, onError = () => {} } = options;
  let running: Promise<void> = Promise.resolve();
  let stopped = false;
  const reload = async (): Promise<void> => {
    try {
      const { state, error, files } = read(await fetchRemote(urls));
      if (stopped) return;
      watcher.follow(files);
      const failures = state ? store.accept(state) : [error];
      for (const failure of failures) onError(toError(failure));
    } catch (error) {
      if (!stopped) onError(toError(error));
    }
  };
  const trigger = (): void => void (running = running.then(reload));
  const watcher = watchFiles(trigger);
  watcher.follow(first.files);
  const timer =
    urls.length > 0 ? setInterval(trigger, durationToMilliseconds(reloadInterval)).unref() : undefined;
  return {
    stop() {
      stopped = true;
      clearInterval(timer);
      watcher.stop();
    },
  };
}

function toFrontendConfigs({ surveyed, appConfigs }: ConfigState): AppConfig[] {
  const { data, filteredKeys } = filterVisible(surveyed, formatKey);
  return [{ context: appConfigs.map(({ context }) => context).join(', '), data, filteredKeys }];
}
