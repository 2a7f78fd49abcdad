import type { JsonObject } from '@portico/config';
import type { Knex } from 'knex';
import type { PublicKeyStore } from './signing-keys.ts';

interface KeyRow {
  kid: string;
  key: string;
  created_at: Date | string | number;
}

/** Keeps public keys in the table `signing_keys`. */
export function createDatabaseKeyStore(connect: () => Promise<Knex>): PublicKeyStore {
  return {
    async addKey(jwk) {
      await (await connect())('signing_keys').insert({ kid: jwk.kid, key: JSON.stringify(jwk) });
    },
    async listKeys() {
      const rows = await (await connect())<KeyRow>('signing_keys').select();
      return rows.map(({ kid, key, created_at }) => ({
        kid,
        jwk: JSON.parse(key) as JsonObject,
        createdAt: toDate(created_at),
      }));
    },
    async removeKeys(kids) {
      await (await connect())('signing_keys').whereIn('kid', kids).delete();
    },
  };
}

/** Keeps public keys in memory: tokens end with the process, and there can be one instance only. */
export function createMemoryKeyStore(): PublicKeyStore {
  const keys = new Map<string, { kid: string; jwk: JsonObject; createdAt: Date }>();
  return {
    async addKey(jwk) {
      keys.set(jwk.kid, { kid: jwk.kid, jwk, createdAt: new Date() });
    },
    listKeys: async () => [...keys.values()],
    async removeKeys(kids) {
      for (const kid of kids) keys.delete(kid);
    },
  };
}

/** SQLite writes the time as text in UTC, without saying so. */
function toDate(value: Date | string | number): Date {
  return typeof value === 'string' && !/Z|[+-]\d\d:?\d\d$/.test(value)
    ? new Date(`${value}Z`)
    : new Date(value);
}
