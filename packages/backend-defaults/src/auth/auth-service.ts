import { hash } from 'node:crypto';
import { AuthenticationError, NotAllowedError } from '@portico/errors';
import type { AuthService, Credentials, PrincipalTypes, ServicePrincipal } from '@portico/backend-plugin-api';
import {
  createNoneCredentials,
  createServiceCredentials,
  createUserCredentials,
  toInternalCredentials,
  type InternalCredentials,
} from './credentials.ts';
import type { ExternalTokens } from './external-tokens.ts';
import type { PluginKeys } from './plugin-keys.ts';
import type { PluginTokenHandler } from './plugin-tokens.ts';
import { createTokenCache, type Expiring } from './token-cache.ts';
import { maxTokenLength, readTokenParts } from './token-parts.ts';
import type { UserTokens, VerifiedUserToken } from './user-tokens.ts';

/** What {@link createAuthService} is made of. */
export interface AuthServiceOptions {
  pluginId: string;
  userTokens: UserTokens;
  pluginTokens: PluginTokenHandler;
  externalTokens: ExternalTokens;
  keys: PluginKeys;
  /** `backend.auth.dangerouslyDisableDefaultAuthPolicy`: nobody may call other plugins too, without a token. */
  acceptsNobody: boolean;
  /** Whether verified plugin tokens may be remembered; not when a decorator has a say in them. */
  remembersPluginTokens: boolean;
}

interface Authenticated extends Expiring {
  credentials: InternalCredentials;
  isLimited: boolean;
}

/**
 * Authenticates a token as a plugin's, a user's or an external one, in this
 * order. What was verified is remembered for up to five minutes, not beyond the
 * token's expiry; external tokens only where their handler says until when.
 */
export function createAuthService(options: AuthServiceOptions): AuthService {
  const { pluginId, userTokens, keys, acceptsNobody } = options;
  const known = createTokenCache<Authenticated>();
  const limit = createLimiter(userTokens);
  const none = createNoneCredentials();
  const own = createServiceCredentials({ subject: `plugin:${pluginId}` });

  return {
    async authenticate(token, { allowLimitedAccess = false } = {}) {
      const { credentials, isLimited } = await known.reuse(keyOf(token), () => verify(token, options));
      if (isLimited && !allowLimitedAccess) throw new AuthenticationError('Illegal limited user token');
      return credentials;
    },
    isPrincipal<TType extends keyof PrincipalTypes>(
      credentials: Credentials,
      type: TType,
    ): credentials is Credentials<PrincipalTypes[TType]> {
      return (
        type === 'unknown' ||
        (credentials.principal as PrincipalTypes['user' | 'service' | 'none']).type === type
      );
    },
    getNoneCredentials: async () => none,
    getOwnServiceCredentials: async () => own,
    async getPluginRequestToken({ onBehalfOf, targetPluginId }) {
      const credentials = toInternalCredentials(onBehalfOf);
      const principal = credentials.principal as PrincipalTypes['user' | 'service' | 'none'];
      if (principal.type === 'none' && acceptsNobody) return { token: '' };
      if (principal.type === 'none') {
        throw new AuthenticationError("Refused to issue service token for credential type 'none'");
      }
      if (principal.type === 'service') assertDelegable(principal, credentials, targetPluginId);
      return options.pluginTokens.issueToken({
        pluginId,
        targetPluginId,
        ...(principal.type === 'user' ? { onBehalfOf: limit(credentials) } : {}),
      });
    },
    async getLimitedUserToken(credentials) {
      const { limitedUserToken, expiresAt } = limit(toInternalCredentials(credentials));
      return { token: limitedUserToken, expiresAt };
    },
    listPublicServiceKeys: async () => ({ keys: await keys.listPublicKeys() }),
  };
}

/**
 * What a token is remembered by. A JWT ends some time, and is long; others hold
 * for as long as they are configured, and stay out of the memory.
 */
function keyOf(token: string): string {
  return token.startsWith('eyJ') ? token : hash('sha256', token);
}

async function verify(token: string, options: AuthServiceOptions): Promise<Authenticated> {
  if (token.length > maxTokenLength) throw new AuthenticationError('Illegal token');
  const plugin = await options.pluginTokens.verifyToken(token);
  if (plugin) {
    const { subject, limitedUserToken } = plugin;
    const user = limitedUserToken ? await verifyOnBehalfOf(limitedUserToken, options.userTokens) : undefined;
    return {
      credentials:
        user && limitedUserToken
          ? createUserCredentials({ ...user, token: limitedUserToken, actor: subject })
          : createServiceCredentials({ subject }),
      isLimited: false,
      usableUntil: options.remembersPluginTokens
        ? Math.min(expiryOf(token), user?.expiresAt.getTime() ?? Infinity)
        : 0,
    };
  }
  const user = await options.userTokens.verify(token);
  if (user) {
    return {
      credentials: createUserCredentials({ ...user, token }),
      isLimited: user.isLimited,
      usableUntil: user.expiresAt.getTime(),
    };
  }
  const external = await options.externalTokens.verify(token);
  if (!external) throw new AuthenticationError('Illegal token');
  return {
    credentials: createServiceCredentials(external),
    isLimited: false,
    usableUntil: external.usableUntil ?? 0,
  };
}

async function verifyOnBehalfOf(token: string, userTokens: UserTokens): Promise<VerifiedUserToken> {
  const user = await userTokens.verify(token);
  if (!user) throw new AuthenticationError('Invalid user token in plugin token obo claim');
  return user;
}

/** The expiry of a token that was verified. */
function expiryOf(token: string): number {
  const exp = readTokenParts(token)?.payload['exp'];
  return typeof exp === 'number' ? exp * 1000 : 0;
}

interface LimitedUserToken {
  limitedUserToken: string;
  expiresAt: Date;
}

/** The limited token of credentials, which is made once: they serve every request with the same token. */
function createLimiter(userTokens: UserTokens): (credentials: InternalCredentials) => LimitedUserToken {
  const known = new WeakMap<InternalCredentials, LimitedUserToken>();
  return credentials => {
    const made = known.get(credentials);
    if (made) return made;
    if (!credentials.token) throw new AuthenticationError('User credentials is unexpectedly missing token');
    const { token: limitedUserToken, expiresAt } = userTokens.limit(credentials.token);
    const limited = { limitedUserToken, expiresAt };
    known.set(credentials, limited);
    return limited;
  };
}

/** A restricted token reaches another plugin only where it has no restriction at that plugin. */
function assertDelegable(
  { accessRestrictions }: ServicePrincipal,
  { allAccessRestrictions }: InternalCredentials,
  targetPluginId: string,
): void {
  if (!accessRestrictions) return;
  const atTarget = allAccessRestrictions?.get(targetPluginId);
  if (!atTarget) {
    throw new NotAllowedError(
      `Access to target plugin '${targetPluginId}' is not included in token's access restrictions`,
    );
  }
  if (atTarget.permissionNames?.length || atTarget.permissionAttributes) {
    throw new NotAllowedError(
      `Access to target plugin '${targetPluginId}' is restricted and cannot be delegated`,
    );
  }
}
