import { ResponseError } from '@portico/errors';
import type { DiscoveryApi, IdentityApi, ProfileInfo, UserIdentity } from '@portico/frontend-plugin-api';

interface GuestSession {
  token: string;
  /** Milliseconds since the epoch. */
  expiresAt: number;
  identity: UserIdentity;
  profile: ProfileInfo;
}

interface RefreshAnswer {
  profile?: ProfileInfo;
  backstageIdentity: { token: string; expiresInSeconds?: number; identity: UserIdentity };
}

/** A new token is asked for when the present one has less than this left. */
const marginMilliseconds = 60_000;

/**
 * Signs in as a guest, and keeps the session fresh.
 *
 * @throws ResponseError when the portal does not let guests in.
 */
export async function createGuestIdentity(discovery: DiscoveryApi): Promise<IdentityApi> {
  let session = await refresh(discovery);
  let pending: Promise<GuestSession> | undefined;

  async function current(refused: string | undefined): Promise<GuestSession> {
    if (session.token !== refused && session.expiresAt - Date.now() > marginMilliseconds) return session;
    pending ??= refresh(discovery).finally(() => (pending = undefined));
    session = await pending;
    return session;
  }

  return {
    getProfileInfo: async () => session.profile,
    getBackstageIdentity: async () => session.identity,
    getCredentials: async ({ refused } = {}) => ({ token: (await current(refused)).token }),
    signOut: async () => {},
  };
}

async function refresh(discovery: DiscoveryApi): Promise<GuestSession> {
  const response = await fetch(`${await discovery.getBaseUrl('auth')}/guest/refresh`, {
    headers: { 'x-requested-with': 'XMLHttpRequest' },
    credentials: 'include',
  });
  if (!response.ok) throw await ResponseError.fromResponse(response);
  const { profile = {}, backstageIdentity } = (await response.json()) as RefreshAnswer;
  const { token, identity } = backstageIdentity;
  return { token, identity, profile, expiresAt: Date.now() + lifetimeOf(backstageIdentity) };
}

function lifetimeOf({ token, expiresInSeconds }: RefreshAnswer['backstageIdentity']): number {
  if (expiresInSeconds !== undefined) return expiresInSeconds * 1000;
  const [, payload = ''] = token.split('.');
  try {
    const claims = JSON.parse(atob(payload.replaceAll('-', '+').replaceAll('_', '/'))) as { exp?: number };
    return claims.exp === undefined ? Infinity : claims.exp * 1000 - Date.now();
  } catch {
    return Infinity;
  }
}
