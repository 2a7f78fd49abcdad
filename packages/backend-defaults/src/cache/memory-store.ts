import type { CacheStore } from './cache-store.ts';

interface Entry {
  text: string;
  expiresAt: number;
}

const megabyte = 1024 * 1024;

/**
 * Keeps texts in this process: 32 million characters in all unless told, after
 * which what was not used for longest goes first.
 */
export function createMemoryStore({ maxCharacters = 32 * megabyte } = {}): CacheStore {
  // A Map lists its keys in the order in which they were set: the first is the least recently used.
  const entries = new Map<string, Entry>();
  let characters = 0;

  const remove = (key: string) => {
    const entry = entries.get(key);
    if (!entry) return;
    entries.delete(key);
    characters -= key.length + entry.text.length;
  };
  const add = (key: string, entry: Entry) => {
    entries.set(key, entry);
    characters += key.length + entry.text.length;
  };
  return {
    async get(key) {
      const entry = entries.get(key);
      if (!entry) return undefined;
      remove(key);
      if (entry.expiresAt <= Date.now()) return undefined;
      add(key, entry);
      return entry.text;
    },
    async set(key, text, ttlMs) {
      remove(key);
      if (key.length + text.length > maxCharacters) return;
      add(key, { text, expiresAt: ttlMs === undefined ? Infinity : Date.now() + ttlMs });
      for (const oldest of entries.keys()) {
        if (characters <= maxCharacters) break;
        remove(oldest);
      }
    },
    delete: async key => remove(key),
    async close() {
      entries.clear();
      characters = 0;
    },
  };
}
