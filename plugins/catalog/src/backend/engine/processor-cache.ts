import type { JsonObject, JsonValue } from '@portico/config';
import type { CatalogProcessorCache } from '../../node/processing.ts';

/** The caches of all processors for one entity and one run. */
export interface ProcessorCaches {
  /** The cache of a processor; `target` sets those of several locations apart. */
  of(processorName: string, target?: string): CatalogProcessorCache;
  /** All of it as JSON, to be given to the next run; null when empty. */
  toJson(run: { failed: boolean }): string | null;
}

interface StoredCache {
  /** How many failing runs it will survive. */
  ttl: number;
  items: Record<string, JsonObject>;
}

const failingRuns = 5;

/** Reads what the last run left behind. */
export function openProcessorCaches(json: string | null): ProcessorCaches {
  const stored: StoredCache =
    json === null ? { ttl: failingRuns, items: {} } : (JSON.parse(json) as StoredCache);
  const last = new Map(Object.entries(stored.items));
  const written = new Map<string, Map<string, JsonValue>>();

  return {
    of(processorName, target) {
      const name = target === undefined ? processorName : `${processorName} ${target}`;
      return {
        get: async <TItem extends JsonValue>(key: string) => {
          const items = last.get(name);
          return items && Object.hasOwn(items, key) ? (items[key] as TItem) : undefined;
        },
        set: async (key, value) => {
          const items = written.get(name) ?? new Map<string, JsonValue>();
          items.set(key, value);
          written.set(name, items);
        },
      };
    },
    toJson({ failed }) {
      if (failed && json !== null) {
        if (stored.ttl <= 0) return null;
        return JSON.stringify({ ttl: stored.ttl - 1, items: stored.items });
      }
      if (written.size === 0 && json === null) return null;
      const items = Object.fromEntries(last);
      for (const [name, values] of written) items[name] = Object.fromEntries(values);
      return JSON.stringify({ ttl: failingRuns, items });
    },
  };
}
