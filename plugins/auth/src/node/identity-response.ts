import { InputError } from '@portico/errors';
import type { IdentityResponse, SignInResult } from '../sign-in-response.ts';

/**
 * Completes what a sign-in resolver gave with the identity and the remaining
 * lifetime that its token tells.
 *
 * @throws InputError for a token without a subject, and for an expired one.
 */
export function prepareIdentityResponse(result: SignInResult): IdentityResponse {
  const { sub, exp, ent } = readClaims(result.token);
  if (!sub) throw new InputError('Identity response must return a token with subject claim');
  const expiresInSeconds = exp === undefined ? undefined : Math.round(exp - Date.now() / 1000);
  if (expiresInSeconds !== undefined && expiresInSeconds < 0) {
    throw new InputError('Identity response must not return an expired token');
  }
  const ownershipEntityRefs = Array.isArray(ent) ? ent.filter(ref => typeof ref === 'string') : [];
  return {
    ...result,
    ...(expiresInSeconds === undefined ? {} : { expiresInSeconds }),
    identity: result.identity ?? { type: 'user', userEntityRef: sub, ownershipEntityRefs },
  };
}

function readClaims(token: string): { sub?: string; exp?: number; ent?: unknown } {
  try {
    const payload = Buffer.from(token.split('.')[1] ?? '', 'base64url').toString('utf8');
    return { ...(JSON.parse(payload) as { sub?: string; exp?: number; ent?: unknown }) };
  } catch {
    throw new InputError('Identity response must return a token, as JWT');
  }
}
