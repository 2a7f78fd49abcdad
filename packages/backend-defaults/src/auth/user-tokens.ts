import { AuthenticationError, ServiceUnavailableError } from '@portico/errors';
import type { LoggerService } from '@portico/backend-plugin-api';
import type { JWTVerifyGetKey, JWTVerifyOptions } from 'jose';
import {
  encodeTokenPart,
  publicKeyAlgorithms,
  readTokenParts,
  tokenTypes,
  type TokenParts,
} from './token-parts.ts';

/** A user token that was verified. */
export interface VerifiedUserToken {
  userEntityRef: string;
  expiresAt: Date;
  /** Whether it is accepted only where limited access is allowed. */
  isLimited: boolean;
}

/** Verifies the tokens that the auth plugin issues to users. */
export interface UserTokens {
  /** `undefined` when it is no user token. Throws `AuthenticationError` when it is one and not valid. */
  verify(token: string): Promise<VerifiedUserToken | undefined>;
  /** Cuts a user's token down to their limited one, which needs no key: the token carries its signature. */
  limit(token: string): { token: string; expiresAt: Date };
}

/**
 * Verifies user tokens against the auth plugin's keys. Full tokens, limited
 * tokens and those of before the `typ` header (`aud: backstage`) are known.
 */
export function createUserTokens(options: { findKey: JWTVerifyGetKey; logger: LoggerService }): UserTokens {
  return {
    verify: async token => {
      const parts = readTokenParts(token);
      const checks = parts && checksOf(parts);
      return checks && verifyUserToken(token, checks, options);
    },
    limit: limitUserToken,
  };
}

function checksOf({ header, payload }: TokenParts): JWTVerifyOptions | undefined {
  const { typ } = header;
  if (typ === tokenTypes.user || typ === tokenTypes.limitedUser) return { typ };
  if (payload['aud'] === 'backstage') return { audience: 'backstage' };
  return undefined;
}

async function verifyUserToken(
  token: string,
  checks: JWTVerifyOptions,
  { findKey, logger }: { findKey: JWTVerifyGetKey; logger: LoggerService },
): Promise<VerifiedUserToken> {
  const requiredClaims = ['iat', 'exp', 'sub'];
  try {
    const { jwtVerify } = await import('jose');
    const verifyOptions = { ...checks, requiredClaims, algorithms: publicKeyAlgorithms };
    const { payload, protectedHeader } = await jwtVerify(token, findKey, verifyOptions);
    if (!payload.sub || payload.exp === undefined) throw new Error('its subject is empty');
    return {
      userEntityRef: payload.sub,
      expiresAt: new Date(payload.exp * 1000),
      isLimited: protectedHeader.typ === tokenTypes.limitedUser,
    };
  } catch (error) {
    if (error instanceof ServiceUnavailableError) throw error;
    logger.warn(`Failed to verify a user token, ${reasonOf(error)}`);
    throw new AuthenticationError('Failed user token verification');
  }
}

/** The reason alone: jose's errors carry the claims. */
export function reasonOf(error: unknown): string {
  return error instanceof Error ? error.message : 'unknown reason';
}

function limitUserToken(token: string): { token: string; expiresAt: Date } {
  const parts = readTokenParts(token);
  const { typ, alg, kid } = parts?.header ?? {};
  const { sub, iat, exp, uip } = parts?.payload ?? {};
  if (typeof exp !== 'number') {
    throw new AuthenticationError('Failed to create limited user token, the token has no expiry');
  }
  const expiresAt = new Date(exp * 1000);
  // Tokens from before the `typ` header have no limited form, and serve as their own.
  if (!typ || typ === tokenTypes.limitedUser) return { token, expiresAt };
  if (typ !== tokenTypes.user) {
    throw new AuthenticationError('Failed to create limited user token, invalid token type');
  }
  if (typeof uip !== 'string' || !uip) {
    throw new AuthenticationError('Failed to create limited user token, missing user identity proof');
  }
  // The proof is the signature over exactly these bytes: keys and their order must not change.
  const header = encodeTokenPart({ typ: tokenTypes.limitedUser, alg: alg ?? null, kid: kid ?? null });
  const payload = encodeTokenPart({ sub: sub ?? null, iat: iat ?? null, exp });
  return { token: `${header}.${payload}.${uip}`, expiresAt };
}
