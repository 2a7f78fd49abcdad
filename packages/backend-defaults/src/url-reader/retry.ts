import { setTimeout as sleep } from 'node:timers/promises';
import type { GitlabRetryConfig } from '@portico/integration';
import { readRetryAfter, type GuardedFetch } from '@portico/integration/node';

/** No answer is worth a longer wait; the caller can come back later. */
const longestWait = 30_000;

/**
 * Repeats requests as `integrations.gitlab[].retry` says: for the given
 * statuses, as often as given, after the time that the host asks for (half a
 * minute at most) or else longer each time; and lets no more requests start in
 * a minute than given.
 */
export function withRetries(fetch: GuardedFetch, config: GitlabRetryConfig | undefined): GuardedFetch {
  if (config === undefined) return fetch;
  const take = createPace(config.maxApiRequestsPerMinute);
  return async (url, request) => {
    for (let attempt = 0; ; attempt += 1) {
      await take(request?.signal);
      const response = await fetch(url, request);
      if (attempt >= config.maxRetries || !config.retryStatusCodes.includes(response.status)) return response;
      await response.body?.cancel();
      const wait = response.headers.has('retry-after')
        ? readRetryAfter(response.headers)
        : 100 * 2 ** attempt;
      await sleep(Math.min(wait, longestWait), undefined, request?.signal ? { signal: request.signal } : {});
    }
  };
}

/** Waits until one more may start. */
function createPace(perMinute: number): (signal: AbortSignal | undefined) => Promise<void> {
  let next = 0;
  return async signal => {
    if (perMinute < 1) return;
    const start = Math.max(Date.now(), next);
    next = start + 60_000 / perMinute;
    if (start > Date.now()) await sleep(start - Date.now(), undefined, signal ? { signal } : {});
  };
}
