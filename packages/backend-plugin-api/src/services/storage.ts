import type { Knex } from 'knex';
import type { HumanDuration, JsonValue } from '@portico/config';

/** A plugin's own logical database. */
export interface DatabaseService {
  /** Connects on first use. */
  getClient(): Promise<Knex>;
  /** `skip`: the operator runs migrations, the plugin must not. */
  migrations?: { skip?: boolean };
}

/** A plugin's own part of the cache. A numeric `ttl` is in milliseconds. */
export interface CacheService {
  get<TValue extends JsonValue>(key: string): Promise<TValue | undefined>;
  set(key: string, value: JsonValue, options?: { ttl?: number | HumanDuration }): Promise<void>;
  delete(key: string): Promise<void>;
  withOptions(options: { defaultTtl?: number | HumanDuration }): CacheService;
}
