import { durationToMilliseconds, type Config, readDurationFromConfig } from '@portico/config';
import type { MassChangeGuard } from './engine/mutations.ts';

/** What the configuration says about the engine. */
export interface CatalogOptions {
  /** Milliseconds; `false`: nothing is processed in this process. */
  processingInterval: number | false;
  orphanStrategy: 'delete' | 'keep';
  orphanProviderStrategy: 'delete' | 'keep';
  disableDefaultProcessors: boolean;
  readonly: boolean;
  defaultLocationConflictStrategy: 'refresh' | 'reject';
  guard: MassChangeGuard;
  readBudget: { requestsPerSecond: number; burst: number };
  /** Milliseconds for which changes are kept; 0: for ever. */
  historyRetention: number;
  isProviderDisabled(name: string): boolean;
  processorOptions(name: string): { disabled: boolean; priority: number | undefined };
}

const defaultIntervalMs = 100_000;
const defaultRetentionMs = 90 * 24 * 3_600_000;

/** Reads `catalog` of the configuration. Throws, naming the key, for what cannot be used. */
export function readCatalogOptions(config: Config): CatalogOptions {
  return {
    processingInterval: readInterval(config),
    orphanStrategy: readChoice(config, 'catalog.orphanStrategy', ['delete', 'keep']),
    orphanProviderStrategy: readChoice(config, 'catalog.orphanProviderStrategy', ['delete', 'keep']),
    disableDefaultProcessors: config.getOptionalBoolean('catalog.disableDefaultProcessors') ?? false,
    readonly: config.getOptionalBoolean('catalog.readonly') ?? false,
    defaultLocationConflictStrategy: readChoice(config, 'catalog.defaultLocationConflictStrategy', [
      'reject',
      'refresh',
    ]),
    guard: {
      share: (config.getOptionalNumber('catalog.massChangeGuard.share') ?? 30) / 100,
      allowance: config.getOptionalNumber('catalog.massChangeGuard.allowance') ?? 20,
    },
    readBudget: {
      requestsPerSecond: config.getOptionalNumber('catalog.readBudget.requestsPerSecond') ?? 5,
      burst: config.getOptionalNumber('catalog.readBudget.burst') ?? 100,
    },
    historyRetention: readDuration(config, 'catalog.history.retention') ?? defaultRetentionMs,
    isProviderDisabled: name =>
      readNamed(config, 'catalog.providerOptions', name)?.getOptionalBoolean('disabled') ?? false,
    processorOptions(name) {
      const options = readNamed(config, 'catalog.processorOptions', name);
      return {
        disabled: options?.getOptionalBoolean('disabled') ?? false,
        priority: options?.getOptionalNumber('priority'),
      };
    },
  };
}

function readInterval(config: Config): number | false {
  const key = 'catalog.processingInterval';
  if (!config.has(key)) return defaultIntervalMs;
  if (config.get(key) === false) return false;
  return Math.max(1000, readDuration(config, key) ?? defaultIntervalMs);
}

function readDuration(config: Config, key: string): number | undefined {
  return config.has(key) ? durationToMilliseconds(readDurationFromConfig(config, { key })) : undefined;
}

function readChoice<T extends string>(config: Config, key: string, choices: [T, ...T[]]): T {
  const value = config.getOptionalString(key) ?? choices[0];
  const choice = choices.find(candidate => candidate === value);
  if (choice === undefined) throw new Error(`'${key}' is '${value}'. Use '${choices.join("' or '")}'`);
  return choice;
}

// Names of providers and processors have characters that keys of the configuration cannot have.
function readNamed(config: Config, key: string, name: string): Config | undefined {
  const options = config.getOptionalConfig(key);
  return options?.keys().includes(name) ? options.getConfig(name) : undefined;
}
