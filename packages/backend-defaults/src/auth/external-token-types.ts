import { hash, timingSafeEqual } from 'node:crypto';
import { readSecret } from '@portico/config';
import { ServiceUnavailableError } from '@portico/errors';
import type { LoggerService } from '@portico/backend-plugin-api';
import type { JWTPayload } from 'jose';
import { readWords } from './access-restrictions.ts';
import { createExternalTokenHandler, type ExternalTokenHandler } from './external-token-handler.ts';
import { createRemoteKeys } from './remote-keys.ts';
import { publicKeyAlgorithms, readTokenParts } from './token-parts.ts';

const wordPattern = /^\S+$/;
interface SharedSecret {
  secret: Uint8Array;
  subject: string;
}

const base64Pattern = /^[a-z0-9+/_-]+={0,2}$/i;

/** A fixed token: `token` (at least 8 characters, no spaces) and `subject`. */
export const staticTokenHandler = createExternalTokenHandler({
  type: 'static',
  initialize({ options }) {
    const token = readSecret(options, 'token').reveal();
    const subject = options.getString('subject');
    if (!wordPattern.test(token)) throw new Error('Illegal token, it must be characters without a space');
    if (token.length < 8) throw new Error('Illegal token, it must have at least 8 characters');
    assertSubject(subject);
    return { digest: digestOf(token), subject };
  },
  verifyToken: async (token, { digest, subject }) =>
    timingSafeEqual(digestOf(token), digest) ? { subject, usableUntil: Infinity } : undefined,
});

/**
 * A JWT signed with a shared `secret` (base64, HS256) whose `sub` is
 * `backstage-server` and which has no `aud`.
 *
 * @param subject - for entries that name none; without it each must.
 */
export function createSharedSecretTokenHandler(subject?: string): ExternalTokenHandler<SharedSecret> {
  return {
    type: 'legacy',
    initialize({ options }) {
      const secret = readSecret(options, 'secret').reveal();
      const shared = {
        secret: Buffer.from(secret, 'base64url'),
        subject: subject ?? options.getString('subject'),
      };
      if (!base64Pattern.test(secret)) throw new Error('Illegal secret, it must be base64');
      assertSubject(shared.subject);
      return shared;
    },
    async verifyToken(token, shared) {
      const parts = readTokenParts(token);
      const { sub, aud } = parts?.payload ?? {};
      if (parts?.header['alg'] !== 'HS256' || sub !== 'backstage-server' || aud) return undefined;
      const { jwtVerify } = await import('jose');
      return jwtVerify(token, shared.secret, { algorithms: ['HS256'] }).then(
        ({ payload }) => ({ subject: shared.subject, usableUntil: untilOf(payload) }),
        () => undefined,
      );
    },
  };
}

/**
 * A JWT that another issuer signed: `url` of its JWKS document, and optionally
 * `algorithm`, `issuer`, `audience` (each a text or a list) and `subjectPrefix`.
 * The subject is `external:[prefix:]<sub>`.
 */
export function createJwksTokenHandler(logger: LoggerService): ExternalTokenHandler<unknown> {
  const handler = createExternalTokenHandler({
    type: 'jwks',
    initialize({ options }) {
      const url = new URL(options.getString('url'));
      const issuer = readWords(options, 'issuer');
      const audience = readWords(options, 'audience');
      const prefix = options.getOptionalString('subjectPrefix');
      return {
        findKey: createRemoteKeys({ getUrl: async () => url }),
        prefix: prefix ? `external:${prefix}:` : 'external:',
        checks: {
          algorithms: readWords(options, 'algorithm') ?? publicKeyAlgorithms,
          ...(issuer ? { issuer } : {}),
          ...(audience ? { audience } : {}),
        },
      };
    },
    async verifyToken(token, { findKey, prefix, checks }) {
      try {
        const { jwtVerify } = await import('jose');
        const { payload } = await jwtVerify(token, findKey, checks);
        return payload.sub
          ? { subject: `${prefix}${payload.sub}`, usableUntil: untilOf(payload) }
          : undefined;
      } catch (error) {
        if (error instanceof ServiceUnavailableError) logger.warn(error.message);
        return undefined;
      }
    },
  });
  return handler;
}

/** A token without an expiry is verified every time. */
function untilOf({ exp = 0 }: JWTPayload): number {
  return exp * 1000;
}

function assertSubject(subject: string): void {
  if (!wordPattern.test(subject)) {
    throw new Error(`Illegal subject '${subject}', it must be characters without a space`);
  }
}

function digestOf(text: string): Buffer {
  return hash('sha256', text, 'buffer');
}
