import type { CookieOptions, Request } from 'express';
import { parseCookie } from 'cookie';
import {
  coreServices,
  createServiceFactory,
  type AuthService,
  type Credentials,
  type DiscoveryService,
  type HttpAuthService,
  type PrincipalTypes,
} from '@portico/backend-plugin-api';
import { AuthenticationError, NotAllowedError } from '@portico/errors';

const cookieName = 'backstage-auth';
const bearerPattern = /^Bearer[ ]+(\S+)$/i;
/** A cookie that lives longer than this is not replaced. */
const cookieMarginMs = 300_000;

type AnyRequest = Parameters<HttpAuthService['credentials']>[0];
type KnownPrincipal = PrincipalTypes['user' | 'service' | 'none'];

/**
 * Reads credentials from the `Authorization` header, and from the
 * `backstage-auth` cookie where limited access is allowed, but not when a page
 * of another site has the browser send anything but a GET or HEAD. Each request
 * is looked at once.
 */
export function createHttpAuthService(options: {
  auth: AuthService;
  discovery: DiscoveryService;
  pluginId: string;
}): HttpAuthService {
  const { auth, discovery, pluginId } = options;
  // Kept on the request itself: a WeakMap costs the garbage collector more than all the rest here.
  const full = Symbol('credentials');
  const limited = Symbol('limited credentials');

  const read = (req: AnyRequest, allowLimitedAccess: boolean): Promise<Credentials> => {
    const token =
      bearerToken(req) ?? (allowLimitedAccess && !isForgeable(req) ? cookieToken(req) : undefined);
    return token ? auth.authenticate(token, { allowLimitedAccess }) : auth.getNoneCredentials();
  };

  const credentials: HttpAuthService['credentials'] = async (
    req,
    { allow, allowLimitedAccess = false } = {},
  ) => {
    const seen = req as unknown as Record<symbol, Promise<Credentials> | undefined>;
    const found = await (seen[allowLimitedAccess ? limited : full] ??= read(req, allowLimitedAccess));
    if (allow) assertAllowed(found.principal as KnownPrincipal, allow);
    return found as never;
  };

  return {
    credentials,
    async issueUserCookie(res, given) {
      if (res.headersSent) throw new Error('Failed to issue user cookie, headers were already sent');
      const user = given?.credentials ?? (await credentials(res.req, { allow: ['user'] }));
      const cookieOptions = toCookieOptions(await discovery.getExternalBaseUrl(pluginId));
      if (auth.isPrincipal(user, 'none')) {
        res.clearCookie(cookieName, cookieOptions);
        return { expiresAt: new Date() };
      }
      if (!auth.isPrincipal(user, 'user')) {
        throw new AuthenticationError('Refused to issue cookie for non-user principal');
      }
      const expiresSoon = Date.now() + cookieMarginMs;
      const existing = await existingCookie(auth, res.req, user.principal.userEntityRef);
      if (existing && existing.getTime() > expiresSoon) return { expiresAt: existing };
      const { token, expiresAt } = await auth.getLimitedUserToken(user);
      res.cookie(cookieName, token, { ...cookieOptions, expires: expiresAt });
      return { expiresAt };
    },
  };
}

/** The `core.httpAuth` service. */
export const httpAuthServiceFactory = createServiceFactory({
  service: coreServices.httpAuth,
  deps: { auth: coreServices.auth, discovery: coreServices.discovery, plugin: coreServices.pluginMetadata },
  factory: ({ auth, discovery, plugin }) =>
    createHttpAuthService({ auth, discovery, pluginId: plugin.getId() }),
});

function bearerToken(req: AnyRequest): string | undefined {
  const { authorization } = req.headers;
  if (authorization === undefined) return undefined;
  // What nearly every request looks like, without the cost of the pattern.
  const isPlain = authorization.startsWith('Bearer ') && !authorization.includes(' ', 7);
  if (isPlain && !authorization.includes('\t', 7)) return authorization.slice(7) || undefined;
  return bearerPattern.exec(authorization)?.[1];
}

/**
 * Whether a page of another site may have made the browser send this, cookies
 * and all (CSRF). Browsers tell (Fetch Metadata) wherever they keep cookies
 * with `SameSite=None`, which are those that they would send along.
 */
function isForgeable({ method, headers }: AnyRequest): boolean {
  return headers['sec-fetch-site'] === 'cross-site' && method !== 'GET' && method !== 'HEAD';
}

function cookieToken(req: AnyRequest): string | undefined {
  const { cookie } = req.headers;
  return cookie ? parseCookie(cookie)[cookieName] || undefined : undefined;
}

function assertAllowed({ type }: KnownPrincipal, allow: (keyof PrincipalTypes)[]): void {
  if (allow.includes(type) || allow.includes('unknown')) return;
  if (type === 'none') throw new AuthenticationError('Missing credentials');
  throw new NotAllowedError(`This endpoint does not allow '${type}' credentials`);
}

function toCookieOptions(externalBaseUrl: string): CookieOptions {
  const { hostname, protocol } = new URL(externalBaseUrl);
  const secure = protocol === 'https:' || hostname === 'localhost';
  return { domain: hostname, httpOnly: true, secure, priority: 'high', sameSite: secure ? 'none' : 'lax' };
}

/** When the cookie expires that the browser has; `undefined` for none, an invalid one, or another user's. */
async function existingCookie(
  auth: AuthService,
  req: Request,
  userEntityRef: string,
): Promise<Date | undefined> {
  const token = cookieToken(req);
  if (!token) return undefined;
  try {
    const found = await auth.authenticate(token, { allowLimitedAccess: true });
    const isSameUser = auth.isPrincipal(found, 'user') && found.principal.userEntityRef === userEntityRef;
    return isSameUser ? found.expiresAt : undefined;
  } catch (error) {
    if (error instanceof Error && error.name === 'AuthenticationError') return undefined;
    throw error;
  }
}
