import {
  coreServices,
  createServiceFactory,
  type Credentials,
  type DiscoveryService,
  type UserInfo,
  type UserInfoService,
  type UserPrincipal,
} from '@portico/backend-plugin-api';
import { InputError, ResponseError } from '@portico/errors';
import { toInternalCredentials } from './credentials.ts';
import { createTokenCache, type Expiring, type TokenCache } from './token-cache.ts';
import { readTokenParts } from './token-parts.ts';

/** How long an answer of the auth plugin is used. */
const answerLifetimeMs = 5_000;

type CachedUserInfo = UserInfo & Expiring;

/**
 * Tells who owns what through the token's own `ent` claim or, when it has none,
 * what the auth plugin knows (`GET /v1/userinfo`). Answers serve five seconds.
 */
export function createUserInfoService(options: {
  discovery: DiscoveryService;
  cache: TokenCache<CachedUserInfo>;
}): UserInfoService {
  const { discovery, cache } = options;
  return {
    async getUserInfo(credentials) {
      const { token, userEntityRef } = readUser(credentials);
      const ent = readTokenParts(token)?.payload['ent'];
      if (ent !== undefined) return { userEntityRef, ownershipEntityRefs: toRefs(ent) };
      const known = await cache.reuse(token, async () => ({
        userEntityRef,
        ownershipEntityRefs: toRefs(await fetchOwnership(token, await discovery.getBaseUrl('auth'))),
        usableUntil: Date.now() + answerLifetimeMs,
      }));
      return { userEntityRef, ownershipEntityRefs: [...known.ownershipEntityRefs] };
    },
  };
}

/** The `core.userInfo` service; its answers are shared by all plugins. */
export const userInfoServiceFactory = createServiceFactory({
  service: coreServices.userInfo,
  deps: { discovery: coreServices.discovery },
  createRootContext: () => createTokenCache<CachedUserInfo>(),
  factory: ({ discovery }, cache) => createUserInfoService({ discovery, cache }),
});

function readUser(credentials: Credentials): { token: string; userEntityRef: string } {
  const { principal, token } = toInternalCredentials(credentials);
  const user = principal as Partial<UserPrincipal>;
  if (user.type !== 'user' || user.userEntityRef === undefined) {
    throw new InputError(
      `There is no user info of '${String(user.type)}' credentials; pass on those of a user`,
    );
  }
  if (!token) throw new Error('User credentials is unexpectedly missing token');
  return { token, userEntityRef: user.userEntityRef };
}

async function fetchOwnership(token: string, authUrl: string): Promise<unknown> {
  const response = await fetch(`${authUrl}/v1/userinfo`, { headers: { authorization: `Bearer ${token}` } });
  if (!response.ok) throw await ResponseError.fromResponse(response);
  const body = (await response.json()) as { claims?: { ent?: unknown } };
  return body.claims?.ent;
}

function toRefs(value: unknown): string[] {
  if (!Array.isArray(value) || !value.every(ref => typeof ref === 'string')) {
    throw new Error(
      'Ownership entity refs can not be determined, the auth plugin did not answer with a list of texts',
    );
  }
  return value;
}
