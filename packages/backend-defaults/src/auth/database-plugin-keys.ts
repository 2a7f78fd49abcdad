import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import type { JsonObject } from '@portico/config';
import { runMigrations, type DatabaseService, type LoggerService } from '@portico/backend-plugin-api';
import { stringifyError } from '@portico/errors';
import type { Knex } from 'knex';
import type { PluginKeys, SigningKey } from './plugin-keys.ts';

const table = 'backstage_backend_public_keys__keys';
const hourMs = 3_600_000;
const algorithm = 'ES256';

interface KeyRow {
  id: string;
  key: string;
  /** ISO 8601 in UTC. */
  expires_at: string;
}

/**
 * Makes keys as needed. Each signs for an hour, and its public half stays in
 * the plugin's database, published, for three: a token lives an hour at most.
 * The private half is never stored. Connects when the first key is needed.
 */
export function createDatabasePluginKeys(options: {
  database: DatabaseService;
  logger: LoggerService;
  now?: () => number;
}): PluginKeys {
  const { database, logger, now = Date.now } = options;
  let connected: Promise<Knex> | undefined;
  let current: { key: Promise<SigningKey>; until: number } | undefined;

  const connect = (): Promise<Knex> => {
    connected ??= openKeyTable(database).catch((error: unknown) => {
      connected = undefined;
      throw error;
    });
    return connected;
  };

  return {
    async getSigningKey() {
      if (!current || current.until <= now()) {
        const next = { key: connect().then(db => makeKey(db, now() + 3 * hourMs)), until: now() + hourMs };
        current = next;
        next.key.catch(() => {
          if (current === next) current = undefined;
        });
      }
      return current.key;
    },
    async listPublicKeys() {
      const db = await connect();
      const at = new Date(now()).toISOString();
      const rows = await db<KeyRow>(table).select('key', 'expires_at');
      if (rows.some(row => row.expires_at < at)) {
        db<KeyRow>(table)
          .where('expires_at', '<', at)
          .delete()
          .catch((error: unknown) => logger.warn(`Failed to remove expired keys, ${stringifyError(error)}`));
      }
      return rows.filter(row => row.expires_at >= at).map(row => JSON.parse(row.key) as JsonObject);
    },
  };
}

async function makeKey(db: Knex, publishedUntil: number): Promise<SigningKey> {
  const { exportJWK, generateKeyPair } = await import('jose');
  const kid = randomUUID();
  const { publicKey, privateKey } = await generateKeyPair(algorithm);
  const jwk = { ...(await exportJWK(publicKey)), kid, alg: algorithm };
  await db<KeyRow>(table).insert({
    id: kid,
    key: JSON.stringify(jwk),
    expires_at: new Date(publishedUntil).toISOString(),
  });
  return { key: privateKey, kid, alg: algorithm };
}

async function openKeyTable(database: DatabaseService): Promise<Knex> {
  const db = await database.getClient();
  if (!database.migrations?.skip) {
    await runMigrations(db, {
      directory: join(import.meta.dirname, 'migrations'),
      tableName: 'backstage_backend_public_keys__knex_migrations',
    });
  }
  return db;
}
