import { QueryClient } from '@tanstack/react-query';

/** How long an answer counts as fresh, in milliseconds: going back and forth asks nothing anew. */
const freshFor = 20_000;
const mostRetries = 2;

/** Makes the cache of answers from servers that all plugins share. */
export function createServerState(): QueryClient {
  return new QueryClient({
    defaultOptions: {
      queries: {
        staleTime: freshFor,
        retry: (count, error) => count < mostRetries && mayPass(error),
        // The portal may be on this machine or in its network: what is not reached fails, and does not wait.
        networkMode: 'always',
      },
      mutations: { networkMode: 'always' },
    },
  });
}

/** A server that refuses will refuse again; one that is not there, or too busy, may answer the next time. */
function mayPass(error: Error): boolean {
  const status = 'statusCode' in error ? Number(error.statusCode) : 503;
  return status === 429 || status === 502 || status === 503 || status === 504;
}
