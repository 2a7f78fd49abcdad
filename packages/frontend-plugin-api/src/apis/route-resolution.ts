import type { ExternalRouteRef } from '../routing/external-route-ref.ts';
import type { AnyRouteRefParams, RouteFunc } from '../routing/route-params.ts';
import type { RouteRef } from '../routing/route-ref.ts';
import type { SubRouteRef } from '../routing/sub-route-ref.ts';
import { createApiRef } from './api-ref.ts';

/** Finds where routes are mounted. */
export interface RouteResolutionApi {
  /**
   * The function that builds links to a route, or `undefined` when there is none.
   *
   * @param options.sourcePath - The page that links, whose parameters are kept.
   * @throws Error when the route lies below one with parameters that the source does not have.
   */
  resolve<Params extends AnyRouteRefParams>(
    ref: RouteRef<Params> | SubRouteRef<Params> | ExternalRouteRef<Params>,
    options?: { sourcePath?: string },
  ): RouteFunc<Params> | undefined;
}

/** {@link RouteResolutionApi}. */
export const routeResolutionApiRef = createApiRef<RouteResolutionApi>().with({
  id: 'core.route-resolution',
  pluginId: 'app',
});
