import { createConfigReader, type Config, type JsonObject } from '@portico/config';
import { createLiveConfig } from '@portico/config/loader';

/** A configuration that a test can change. */
export interface MockConfig extends Config {
  /** Replaces all data, and tells those who subscribed. */
  update(options: { data: JsonObject }): void;
}

/** Makes a configuration from data. */
export function createMockConfig(options: { data?: JsonObject } = {}): MockConfig {
  const read = (data: JsonObject): Config => createConfigReader([{ context: 'mock-config', data }]);
  const listeners = new Set<() => void>();
  let current = read(options.data ?? {});
  const config = createLiveConfig(
    () => current,
    onChange => {
      listeners.add(onChange);
      return { unsubscribe: () => void listeners.delete(onChange) };
    },
  );
  return {
    ...config,
    update({ data }) {
      current = read(data);
      for (const listener of listeners) listener();
    },
  };
}
