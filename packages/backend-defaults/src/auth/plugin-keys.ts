import type { JsonObject } from '@portico/config';
import type { CryptoKey } from 'jose';

/** A private key, and the names that go into the header of what it signs. */
export interface SigningKey {
  key: CryptoKey;
  kid: string;
  alg: string;
}

/** The keys with which a plugin signs its tokens. */
export interface PluginKeys {
  getSigningKey(): Promise<SigningKey>;
  /** The public keys, as JWKs with `kid` and `alg`, that others need to verify tokens that still live. */
  listPublicKeys(): Promise<JsonObject[]>;
}
