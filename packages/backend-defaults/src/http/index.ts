import { discoveryServiceFactory } from './discovery.ts';
import { httpRouterServiceFactory } from './http-router.ts';
import { rootHealthServiceFactory } from './root-health.ts';
import { createRootHttpRouterFactory } from './root-http-router.ts';

export { createDiscovery, discoveryServiceFactory, type DiscoveryOptions } from './discovery.ts';
export { httpRouterServiceFactory } from './http-router.ts';
export { rootHealthServiceFactory } from './root-health.ts';
export {
  createRootHttpRouterFactory,
  type ListeningHttpRouter,
  type RootHttpRouterOptions,
} from './root-http-router.ts';

/** The services of the HTTP server: `core.rootHttpRouter`, `core.httpRouter`, `core.rootHealth` and `core.discovery`. */
export const httpServiceFactories = [
  createRootHttpRouterFactory(),
  httpRouterServiceFactory,
  rootHealthServiceFactory,
  discoveryServiceFactory,
];
