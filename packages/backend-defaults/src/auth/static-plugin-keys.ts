import { readFile } from 'node:fs/promises';
import type { Config, JsonObject } from '@portico/config';
import { stringifyError } from '@portico/errors';
import type { CryptoKey } from 'jose';
import type { PluginKeys, SigningKey } from './plugin-keys.ts';

interface KeyPair {
  kid: string;
  alg: string;
  publicJwk: JsonObject;
  privateKey?: CryptoKey;
}

/**
 * Keys in files: `publicKeyFile` (SPKI, PEM), `privateKeyFile` (PKCS #8, PEM),
 * `keyId` and `algorithm` (default `ES256`). The first signs, all are published.
 * The files are read once, when first needed.
 *
 * @throws Error for an empty list, and when the first entry has no private key.
 */
export function createStaticPluginKeys(configs: Config[]): PluginKeys {
  if (!configs[0]?.has('privateKeyFile')) {
    throw new Error(
      "The first entry of 'backend.auth.pluginKeyStore.static.keys' signs; give it a 'privateKeyFile'",
    );
  }
  let pairs: Promise<KeyPair[]> | undefined;
  const load = (): Promise<KeyPair[]> => (pairs ??= Promise.all(configs.map(loadKeyPair)));
  return {
    getSigningKey: async () => toSigningKey((await load())[0]),
    listPublicKeys: async () => (await load()).map(pair => pair.publicJwk),
  };
}

function toSigningKey(pair: KeyPair | undefined): SigningKey {
  if (!pair?.privateKey) throw new Error('There is no private key to sign with');
  return { key: pair.privateKey, kid: pair.kid, alg: pair.alg };
}

async function loadKeyPair(config: Config): Promise<KeyPair> {
  const { exportJWK, importPKCS8, importSPKI } = await import('jose');
  const kid = config.getString('keyId');
  const alg = config.getOptionalString('algorithm') ?? 'ES256';
  const privateKeyFile = config.getOptionalString('privateKeyFile');
  const publicKey = await readKey(config.getString('publicKeyFile'), pem =>
    importSPKI(pem, alg, { extractable: true }),
  );
  return {
    kid,
    alg,
    publicJwk: { ...((await exportJWK(publicKey)) as JsonObject), kid, alg },
    ...(privateKeyFile ? { privateKey: await readKey(privateKeyFile, pem => importPKCS8(pem, alg)) } : {}),
  };
}

async function readKey(file: string, parse: (pem: string) => Promise<CryptoKey>): Promise<CryptoKey> {
  try {
    return await parse(await readFile(file, 'utf8'));
  } catch (error) {
    throw new Error(
      `Cannot read the key file '${file}' of 'backend.auth.pluginKeyStore', ${stringifyError(error)}`,
      { cause: error },
    );
  }
}
