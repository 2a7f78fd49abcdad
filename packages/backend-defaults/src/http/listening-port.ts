import type { RootHttpRouterService } from '@portico/backend-plugin-api';

/** The port that a router's server listens on; `undefined` for a router that does not tell. */
export function listeningPort(router: RootHttpRouterService): number | undefined {
  return 'port' in router && typeof router.port === 'function' ? Number(router.port()) : undefined;
}
