/** Something that holds until a moment. */
export interface Expiring {
  /** Milliseconds since the epoch, or 0 for what may not be used a second time. */
  usableUntil: number;
}

/** Remembers what was made for a key, so that the next use of the key costs a look-up. */
export interface TokenCache<T extends Expiring> {
  /**
   * Gives what is known for the key, or makes it; concurrent calls with one key
   * share the making. What throws is not remembered.
   */
  reuse(key: string, make: () => Promise<T>): Promise<T>;
}

interface Entry<T> {
  result: Promise<T>;
  /** Infinite while it is being made. */
  usableUntil: number;
}

/**
 * Keeps at most `size` entries, the least recently used go first. An entry is
 * used until it expires, and not longer than `maxAgeMs` (default: 5 minutes):
 * this bounds how long a verified token outlives the removal of its key.
 */
export function createTokenCache<T extends Expiring>(
  options: { size?: number; maxAgeMs?: number; now?: () => number } = {},
): TokenCache<T> {
  const { size = 5_000, maxAgeMs = 300_000, now = Date.now } = options;
  const entries = new Map<string, Entry<T>>();

  const forget = (key: string, entry: Entry<T>): void => {
    if (entries.get(key) === entry) entries.delete(key);
  };
  const start = (key: string, make: () => Promise<T>): Promise<T> => {
    const entry: Entry<T> = { result: make(), usableUntil: Infinity };
    entries.set(key, entry);
    const oldest = entries.size > size ? entries.keys().next().value : undefined;
    if (oldest !== undefined) entries.delete(oldest);
    entry.result.then(
      ({ usableUntil }) => {
        if (usableUntil <= now()) forget(key, entry);
        else entry.usableUntil = Math.min(usableUntil, now() + maxAgeMs);
      },
      () => forget(key, entry),
    );
    return entry.result;
  };

  return {
    reuse(key, make) {
      const entry = entries.get(key);
      if (!entry) return start(key, make);
      entries.delete(key);
      if (entry.usableUntil <= now()) return start(key, make);
      entries.set(key, entry);
      return entry.result;
    },
  };
}
