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
  key: string;
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
  options: {
    size?: number;
    maxAgeMs?: number;
    /** What entries are found by: the end of the key, unless told, which is enough for tokens. */
    markOf?: (key: string) => string;
    now?: () => number;
  } = {},
): TokenCache<T> {
  const { size = 5_000, maxAgeMs = 300_000, markOf = endOf, now = Date.now } = options;
  const entries = new Map<string, Entry<T>>();
  // The most recently used, for those who come several times in a row: to compare takes less than to look up.
  let latest: Entry<T> | undefined;

  const forget = (mark: string, entry: Entry<T>): void => {
    if (entries.get(mark) === entry) entries.delete(mark);
    if (latest === entry) latest = undefined;
  };
  const start = (mark: string, key: string, make: () => Promise<T>): Promise<T> => {
    const entry: Entry<T> = { key, result: make(), usableUntil: Infinity };
    entries.set(mark, entry);
    latest = entry;
    const oldest = entries.size > size ? entries.keys().next().value : undefined;
    if (oldest !== undefined) entries.delete(oldest);
    entry.result.then(
      ({ usableUntil }) => {
        // What is no number holds for no time.
        if (!(usableUntil > now())) forget(mark, entry);
        else entry.usableUntil = Math.min(usableUntil, now() + maxAgeMs);
      },
      () => forget(mark, entry),
    );
    return entry.result;
  };

  return {
    reuse(key, make) {
      if (latest?.key === key && latest.usableUntil > now()) return latest.result;
      const mark = markOf(key);
      const entry = entries.get(mark);
      if (!entry) return start(mark, key, make);
      if (entry.key !== key) return make();
      entries.delete(mark);
      if (entry.usableUntil <= now()) return start(mark, key, make);
      entries.set(mark, entry);
      latest = entry;
      return entry.result;
    },
  };
}

/**
 * What an entry is found by: the end of its key, where tokens have their
 * signature. The whole key is compared with the one entry that was found;
 * looking for it would hash all of a token each time, which takes longer than
 * the rest of the look-up.
 */
function endOf(key: string): string {
  return key.length > 64 ? key.slice(-64) : key;
}
