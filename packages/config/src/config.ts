import type { JsonValue } from './json.ts';

/**
 * Reads configuration by dotted key. `get…` throws when the key is missing or
 * has another type, `getOptional…` gives `undefined` when it is missing.
 */
export interface Config {
  /** Calls back after the configuration changed; absent where it cannot change. */
  subscribe?(onChange: () => void): { unsubscribe: () => void };
  has(key: string): boolean;
  keys(): string[];
  get<T = JsonValue>(key?: string): T;
  getOptional<T = JsonValue>(key?: string): T | undefined;
  getConfig(key: string): Config;
  getOptionalConfig(key: string): Config | undefined;
  getConfigArray(key: string): Config[];
  getOptionalConfigArray(key: string): Config[] | undefined;
  getNumber(key: string): number;
  getOptionalNumber(key: string): number | undefined;
  getBoolean(key: string): boolean;
  getOptionalBoolean(key: string): boolean | undefined;
  getString(key: string): string;
  getOptionalString(key: string): string | undefined;
  getStringArray(key: string): string[];
  getOptionalStringArray(key: string): string[] | undefined;
}
