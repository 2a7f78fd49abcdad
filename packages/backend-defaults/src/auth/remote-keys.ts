import { ServiceUnavailableError, stringifyError } from '@portico/errors';
import type { JSONWebKeySet, JWTVerifyGetKey } from 'jose';

/** How {@link createRemoteKeys} is called. Times are in milliseconds. */
export interface RemoteKeysOptions {
  /** Where the JWKS document is; asked before each load, so that it may move. */
  getUrl: () => Promise<string | URL>;
  /** After this the document is loaded again. Default: 5 minutes. */
  maxAgeMs?: number;
  /** How long an old document serves while a new one cannot be loaded. Default: 10 minutes. */
  maxStaleMs?: number;
  now?: () => number;
}

/** The document that was loaded last. */
interface LoadedKeys {
  find: JWTVerifyGetKey;
  at: number;
}

const requestTimeoutMs = 5_000;
const firstPauseMs = 250;
const longestPauseMs = 30_000;
const reloadsPerMinute = 10;

/**
 * Finds keys in a JWKS document over HTTP, for jose's `jwtVerify`. The document
 * is kept; an unknown key id loads it again, at most ten times a minute, so that
 * a rotated key is found at once and made-up ids cause no storm. Failures are
 * followed by growing pauses, up to 30 seconds.
 *
 * The function rejects with `ServiceUnavailableError` when there is no document
 * to look into, and with jose's `JWKSNoMatchingKey` when the key is not there.
 */
export function createRemoteKeys(options: RemoteKeysOptions): JWTVerifyGetKey {
  const { getUrl, maxAgeMs = 300_000, maxStaleMs = 600_000, now = Date.now } = options;
  const budget = createBudget(reloadsPerMinute, now);
  const pause = createPause(now);
  let loaded: LoadedKeys | undefined;
  let loading: Promise<LoadedKeys> | undefined;

  const load = (): Promise<LoadedKeys> => {
    loading ??= fetchKeys(getUrl)
      .then(
        find => {
          pause.reset();
          loaded = { find, at: now() };
          return loaded;
        },
        (error: unknown) => {
          pause.extend(error);
          throw pause.error();
        },
      )
      .finally(() => {
        loading = undefined;
      });
    return loading;
  };

  const current = async (): Promise<LoadedKeys> => {
    const age = loaded ? now() - loaded.at : Infinity;
    if (loaded && age < maxAgeMs) return loaded;
    const stale = loaded && age < maxStaleMs ? loaded : undefined;
    if (pause.isOver()) return stale ? load().catch(() => stale) : load();
    if (stale) return stale;
    throw pause.error();
  };

  return async (header, token) => {
    const { errors } = await import('jose');
    const keys = await current();
    try {
      return await keys.find(header, token);
    } catch (error) {
      if (!(error instanceof errors.JWKSNoMatchingKey)) throw error;
      const newer = loaded !== undefined && loaded !== keys ? loaded : undefined;
      if (!newer && !loading && !(pause.isOver() && budget.take())) throw error;
      const reloaded = newer ?? (await load());
      return reloaded.find(header, token);
    }
  };
}

async function fetchKeys(getUrl: () => Promise<string | URL>): Promise<JWTVerifyGetKey> {
  const { createLocalJWKSet } = await import('jose');
  const url = await getUrl();
  const response = await fetch(url, {
    headers: { accept: 'application/json' },
    redirect: 'error',
    signal: AbortSignal.timeout(requestTimeoutMs),
  });
  // Nobody is there who could have signed: the token is to blame, not the network.
  if (response.status === 404) return createLocalJWKSet({ keys: [] });
  if (!response.ok) throw new Error(`'${String(url)}' answered with status ${response.status}`);
  return createLocalJWKSet((await response.json()) as JSONWebKeySet);
}

/** Grants a number of takes in any minute. */
function createBudget(perMinute: number, now: () => number): { take(): boolean } {
  let taken: number[] = [];
  return {
    take() {
      taken = taken.filter(at => at > now() - 60_000);
      if (taken.length >= perMinute) return false;
      taken.push(now());
      return true;
    },
  };
}

/** Keeps the time between attempts, which doubles with each failure. */
function createPause(now: () => number): {
  isOver(): boolean;
  extend(error: unknown): void;
  reset(): void;
  error(): Error;
} {
  let until = 0;
  let next = firstPauseMs;
  let cause: unknown;
  return {
    isOver: () => now() >= until,
    extend(error) {
      until = now() + next;
      next = Math.min(next * 2, longestPauseMs);
      cause = error;
    },
    reset() {
      until = 0;
      next = firstPauseMs;
    },
    error: () =>
      new ServiceUnavailableError(
        `Cannot load the keys that verify the token, ${stringifyError(cause)}. Check that the plugin there has started`,
        cause,
      ),
  };
}
