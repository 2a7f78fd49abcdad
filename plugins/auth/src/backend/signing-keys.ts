import { randomUUID } from 'node:crypto';
import type { JsonObject } from '@portico/config';
import type { LoggerService } from '@portico/backend-plugin-api';
import { stringifyError } from '@portico/errors';
import type { CryptoKey } from 'jose';

/** A private key, and the names that go into the header of what it signs. */
export interface SigningKey {
  key: CryptoKey;
  kid: string;
  alg: string;
}

/** The keys that sign user tokens. */
export interface SigningKeys {
  getSigningKey(): Promise<SigningKey>;
  /** Public keys as JWKs, of all tokens that still live. */
  listPublicKeys(): Promise<JsonObject[]>;
}

/** Where public keys are kept, for all instances to publish. */
export interface PublicKeyStore {
  addKey(jwk: JsonObject & { kid: string }): Promise<void>;
  listKeys(): Promise<{ kid: string; jwk: JsonObject; createdAt: Date }[]>;
  removeKeys(kids: string[]): Promise<void>;
}

/**
 * Makes keys as needed: each signs for the lifetime of one token, and is
 * published for three. The private half stays in memory.
 */
export function createRotatingSigningKeys(options: {
  store: PublicKeyStore;
  algorithm: string;
  tokenLifetimeSeconds: number;
  logger: LoggerService;
  now?: () => number;
}): SigningKeys {
  const { store, algorithm, tokenLifetimeSeconds, logger, now = Date.now } = options;
  const lifetimeMs = tokenLifetimeSeconds * 1000;
  let current: { key: Promise<SigningKey>; until: number } | undefined;

  return {
    async getSigningKey() {
      if (!current || current.until <= now()) {
        const next = { key: makeKey(store, algorithm), until: now() + lifetimeMs };
        current = next;
        next.key.catch(() => {
          if (current === next) current = undefined;
        });
      }
      return current.key;
    },
    async listPublicKeys() {
      const keys = await store.listKeys();
      const oldest = now() - 3 * lifetimeMs;
      const expired = keys.filter(({ createdAt }) => createdAt.getTime() < oldest);
      if (expired.length > 0) {
        store
          .removeKeys(expired.map(({ kid }) => kid))
          .catch((error: unknown) =>
            logger.warn(`Failed to remove expired signing keys, ${stringifyError(error)}`),
          );
      }
      return keys.filter(key => !expired.includes(key)).map(({ jwk }) => jwk);
    },
  };
}

async function makeKey(store: PublicKeyStore, alg: string): Promise<SigningKey> {
  const { exportJWK, generateKeyPair } = await import('jose');
  const kid = randomUUID();
  const { publicKey, privateKey } = await generateKeyPair(alg);
  await store.addKey({ ...((await exportJWK(publicKey)) as JsonObject), kid, alg });
  return { key: privateKey, kid, alg };
}
