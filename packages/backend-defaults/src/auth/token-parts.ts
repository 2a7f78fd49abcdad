import type { JsonObject } from '@portico/config';

/** The values of the `typ` header that tell the tokens of the portal apart. */
export const tokenTypes = {
  user: 'vnd.backstage.user',
  limitedUser: 'vnd.backstage.limited-user',
  plugin: 'vnd.backstage.plugin',
} as const;

/** Signature algorithms that are accepted: with a public key only, never `none` or a shared secret. */
export const publicKeyAlgorithms =
  'ES256 ES384 ES512 EdDSA Ed25519 RS256 RS384 RS512 PS256 PS384 PS512'.split(' ');

/** Longer tokens are refused without a look. */
export const maxTokenLength = 32_768;

/** A token that was split and decoded; nothing about it is verified. */
export interface TokenParts {
  header: JsonObject;
  payload: JsonObject;
}

/** Splits and decodes a JWT; `undefined` for whatever is none. Verifies nothing. */
export function readTokenParts(token: string): TokenParts | undefined {
  if (token.length > maxTokenLength) return undefined;
  const [header, payload, signature, rest] = token.split('.', 4);
  if (!header || !payload || signature === undefined || rest !== undefined) return undefined;
  const parts = { header: decodePart(header), payload: decodePart(payload) };
  return parts.header && parts.payload ? { header: parts.header, payload: parts.payload } : undefined;
}

/** Encodes one part of a JWT: JSON without spaces, in the order of the keys, as base64url. */
export function encodeTokenPart(value: JsonObject): string {
  return Buffer.from(JSON.stringify(value)).toString('base64url');
}

function decodePart(part: string): JsonObject | undefined {
  try {
    const value: unknown = JSON.parse(Buffer.from(part, 'base64url').toString('utf8'));
    return typeof value === 'object' && value !== null && !Array.isArray(value)
      ? (value as JsonObject)
      : undefined;
  } catch {
    return undefined;
  }
}
