import type { DiscoveryService, LoggerService } from '@portico/backend-plugin-api';
import { AuthenticationError, ServiceUnavailableError } from '@portico/errors';
import type { JWTVerifyGetKey } from 'jose';
import type { PluginKeys, SigningKey } from './plugin-keys.ts';
import { createRemoteKeys } from './remote-keys.ts';
import { createTokenCache, type Expiring } from './token-cache.ts';
import { publicKeyAlgorithms, readTokenParts, tokenTypes } from './token-parts.ts';
import { reasonOf } from './user-tokens.ts';

/** Issues and verifies the tokens with which plugins call each other. */
export interface PluginTokenHandler {
  /** `undefined` when it is no plugin token. Throws `AuthenticationError` when it is one and not valid. */
  verifyToken(token: string): Promise<{ subject: string; limitedUserToken?: string } | undefined>;
  issueToken(options: {
    pluginId: string;
    targetPluginId: string;
    onBehalfOf?: { limitedUserToken: string; expiresAt: Date };
  }): Promise<{ token: string }>;
}

const tokenLifetimeSeconds = 3_600;
const pluginIdPattern = /^[a-z0-9_-]{1,256}$/i;
/** How many plugins' keys are kept; the names come from tokens that are not verified yet. */
const maxSources = 100;

/**
 * Plugin tokens as JWTs: `sub` is the calling plugin, `aud` the called one,
 * `obo` a limited user token. Keys of plugins in the same process are taken
 * from `localKeys`, those of others over HTTP.
 */
export function createPluginTokenHandler(options: {
  pluginId: string;
  keys: PluginKeys;
  localKeys: ReadonlyMap<string, PluginKeys>;
  discovery: DiscoveryService;
  logger: LoggerService;
}): PluginTokenHandler {
  const { pluginId: ownPluginId, keys, logger } = options;
  const findKeyOf = createKeySources(options);
  const issued = createTokenCache<{ token: string } & Expiring>();
  return {
    async verifyToken(token) {
      const parts = readTokenParts(token);
      if (parts?.header['typ'] !== tokenTypes.plugin) return undefined;
      const source = parts.payload['sub'];
      if (typeof source !== 'string' || !pluginIdPattern.test(source)) {
        throw new AuthenticationError('Invalid plugin token: missing subject, or forbidden subject format');
      }
      try {
        const { jwtVerify } = await import('jose');
        const { payload } = await jwtVerify(token, findKeyOf(source), {
          typ: tokenTypes.plugin,
          audience: ownPluginId,
          algorithms: publicKeyAlgorithms,
          requiredClaims: ['iat', 'exp', 'sub', 'aud'],
        });
        return { subject: `plugin:${payload.sub}`, ...readOnBehalfOf(payload['obo']) };
      } catch (error) {
        if (error instanceof ServiceUnavailableError) throw error;
        logger.warn(`Failed to verify a token of plugin '${source}', ${reasonOf(error)}`);
        throw new AuthenticationError('Failed plugin token verification');
      }
    },
    async issueToken(request) {
      const key = `${request.onBehalfOf?.limitedUserToken ?? ''} ${request.pluginId} ${request.targetPluginId}`;
      const { token } = await issued.reuse(key, async () =>
        signPluginToken(await keys.getSigningKey(), request),
      );
      return { token };
    },
  };
}

async function signPluginToken(
  { key, kid, alg }: SigningKey,
  { pluginId, targetPluginId, onBehalfOf }: Parameters<PluginTokenHandler['issueToken']>[0],
): Promise<{ token: string } & Expiring> {
  const iat = Math.floor(Date.now() / 1000);
  const userExp = onBehalfOf ? Math.floor(onBehalfOf.expiresAt.getTime() / 1000) : Infinity;
  const exp = Math.min(iat + tokenLifetimeSeconds, userExp);
  const obo = onBehalfOf ? { obo: onBehalfOf.limitedUserToken } : {};
  const { SignJWT } = await import('jose');
  const token = await new SignJWT({ sub: pluginId, aud: targetPluginId, iat, exp, ...obo })
    .setProtectedHeader({ typ: tokenTypes.plugin, alg, kid })
    .sign(key);
  // Whoever is given a token has half a minute left to use it.
  return { token, usableUntil: (exp - 30) * 1000 };
}

function readOnBehalfOf(obo: unknown): { limitedUserToken?: string } {
  if (obo === undefined) return {};
  if (typeof obo !== 'string' || !obo) throw new Error("its 'obo' claim is no token");
  return { limitedUserToken: obo };
}

function createKeySources(options: {
  localKeys: ReadonlyMap<string, PluginKeys>;
  discovery: DiscoveryService;
}): (pluginId: string) => JWTVerifyGetKey {
  const { localKeys, discovery } = options;
  const remotes = new Map<string, JWTVerifyGetKey>();
  const remoteOf = (pluginId: string): JWTVerifyGetKey => {
    const getUrl = async (): Promise<string> =>
      `${await discovery.getBaseUrl(pluginId)}/.backstage/auth/v1/jwks.json`;
    const remote = remotes.get(pluginId) ?? createRemoteKeys({ getUrl });
    remotes.delete(pluginId);
    remotes.set(pluginId, remote);
    const oldest = remotes.size > maxSources ? remotes.keys().next().value : undefined;
    if (oldest !== undefined) remotes.delete(oldest);
    return remote;
  };
  return pluginId => async (header, token) => {
    const jwks = (await localKeys.get(pluginId)?.listPublicKeys()) ?? [];
    if (!jwks.some(jwk => jwk['kid'] === header.kid)) return remoteOf(pluginId)(header, token);
    const { createLocalJWKSet } = await import('jose');
    return createLocalJWKSet({ keys: jwks })(header, token);
  };
}
