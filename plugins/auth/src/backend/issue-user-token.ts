import { isEntityRef } from '@portico/catalog-model/refs';
import type { TokenParams } from '../node/auth-provider.ts';
import { tokenTypes } from '../node/token-types.ts';
import type { SignInResult } from '../sign-in-response.ts';
import type { SigningKey } from './signing-keys.ts';

const maxTokenLength = 32_768;

/** What all user tokens of an issuer have in common. */
export interface UserTokenSettings {
  /** The external base URL of the auth plugin. */
  issuer: string;
  lifetimeSeconds: number;
  /** Leaves what the user owns through out of the token; it is asked for when needed. */
  omitOwnership: boolean;
}

/**
 * Signs a user token. Its `uip` claim is the signature of the limited token of
 * the same user, so that whoever holds the token can make the limited one.
 *
 * @throws Error when the subject is no entity ref, and when the token gets longer
 *   than 32,768 characters.
 */
export async function issueUserToken(
  { claims }: TokenParams,
  signing: SigningKey,
  settings: UserTokenSettings,
): Promise<SignInResult> {
  const { sub, ent = [sub], ...custom } = claims;
  if (!isEntityRef(claims.sub)) {
    throw new Error(
      `The subject '${sub}' of the sign-in resolver is not an entity ref; use one like 'user:default/ann'`,
    );
  }
  const { SignJWT } = await import('jose');
  const iat = Math.floor(Date.now() / 1000);
  const exp = iat + settings.lifetimeSeconds;
  const token = await new SignJWT({
    ...custom,
    ...(settings.omitOwnership ? {} : { ent }),
    iss: settings.issuer,
    aud: tokenTypes.user.audClaim,
    sub,
    iat,
    exp,
    uip: await proveIdentity({ sub, iat, exp }, signing),
  })
    .setProtectedHeader({ typ: tokenTypes.user.typParam, alg: signing.alg, kid: signing.kid })
    .sign(signing.key);
  if (token.length > maxTokenLength) {
    throw new Error(
      `Failed to issue a token for '${sub}': with ${ent.length} ownership refs and ${Object.keys(custom).length} further claims it is too long. Give it fewer claims in the sign-in resolver`,
    );
  }
  return { token, identity: { type: 'user', userEntityRef: sub, ownershipEntityRefs: ent } };
}

/** Others rebuild header and payload byte by byte: neither the keys nor their order may change. */
async function proveIdentity(
  { sub, iat, exp }: { sub: string; iat: number; exp: number },
  { key, alg, kid }: SigningKey,
): Promise<string> {
  const payload = Buffer.from(JSON.stringify({ sub, iat, exp }));
  const { FlattenedSign } = await import('jose');
  const { signature } = await new FlattenedSign(payload)
    .setProtectedHeader({ typ: tokenTypes.limitedUser.typParam, alg, kid })
    .sign(key);
  return signature;
}
