/** Something that is good for a while. */
export interface Expiring<T> {
  value: T;
  /** In milliseconds since 1970. */
  expiresAt: number;
}

/**
 * Keeps what expires until it does, and asks for it once however many want it
 * at the same time. Failures are not kept.
 */
export function createExpiringCache<T>(): {
  get(key: string, create: () => Promise<Expiring<T>>): Promise<T>;
  delete(key: string): void;
} {
  const entries = new Map<string, Expiring<T>>();
  const pending = new Map<string, Promise<T>>();

  async function renew(key: string, create: () => Promise<Expiring<T>>): Promise<T> {
    try {
      const entry = await create();
      entries.set(key, entry);
      return entry.value;
    } finally {
      pending.delete(key);
    }
  }

  return {
    async get(key, create) {
      const entry = entries.get(key);
      if (entry && entry.expiresAt > Date.now()) return entry.value;
      const running = pending.get(key) ?? renew(key, create);
      if (!pending.has(key)) pending.set(key, running);
      return running;
    },
    delete: key => void entries.delete(key),
  };
}
