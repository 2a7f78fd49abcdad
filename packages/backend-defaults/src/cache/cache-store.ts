/** Where cached texts are kept. Every method may reject; what is lost is only a cache. */
export interface CacheStore {
  get(key: string): Promise<string | undefined>;
  /** Without `ttlMs`, until the store needs the room. */
  set(key: string, text: string, ttlMs: number | undefined): Promise<void>;
  delete(key: string): Promise<void>;
  close(): Promise<void>;
}
