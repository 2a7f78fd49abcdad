import { readFile } from 'node:fs/promises';
import type { Config, JsonObject } from '@portico/config';
import { stringifyError } from '@portico/errors';
import type { CryptoKey } from 'jose';
import type { SigningKey, SigningKeys } from './signing-keys.ts';

interface KeyPair {
  jwk: JsonObject;
  signing: SigningKey;
}

/**
 * Reads keys from the PEM files of `auth.keyStore.static.keys`: `publicKeyFile`
 * (SPKI), `privateKeyFile` (PKCS #8), `keyId` and `algorithm` (default `ES256`).
 * The first signs, all are published.
 *
 * @throws Error naming the file that cannot be read.
 */
export async function loadStaticSigningKeys(configs: Config[]): Promise<SigningKeys> {
  const pairs = await Promise.all(configs.map(loadKeyPair));
  const first = pairs[0];
  if (!first) throw new Error("'auth.keyStore.static.keys' is empty; give it at least one pair of key files");
  return {
    getSigningKey: async () => first.signing,
    listPublicKeys: async () => pairs.map(({ jwk }) => jwk),
  };
}

async function loadKeyPair(config: Config): Promise<KeyPair> {
  const { exportJWK, importPKCS8, importSPKI } = await import('jose');
  const kid = config.getString('keyId');
  const alg = config.getOptionalString('algorithm') ?? 'ES256';
  const publicKey = await readKey(config.getString('publicKeyFile'), pem =>
    importSPKI(pem, alg, { extractable: true }),
  );
  const key = await readKey(config.getString('privateKeyFile'), pem => importPKCS8(pem, alg));
  return {
    jwk: { ...((await exportJWK(publicKey)) as JsonObject), kid, alg, use: 'sig' },
    signing: { key, kid, alg },
  };
}

async function readKey(file: string, parse: (pem: string) => Promise<CryptoKey>): Promise<CryptoKey> {
  try {
    return await parse(await readFile(file, 'utf8'));
  } catch (error) {
    throw new Error(
      `Cannot read the key file '${file}' of 'auth.keyStore.static', ${stringifyError(error)}`,
      {
        cause: error,
      },
    );
  }
}
