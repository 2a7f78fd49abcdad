import { useMemo } from 'react';
import { useLocation, useParams } from 'react-router';
import { routeResolutionApiRef } from '../apis/route-resolution.ts';
import { useApi } from '../apis/use-api.ts';
import type { ExternalRouteRef } from './external-route-ref.ts';
import type { AnyRouteRefParams, RouteFunc } from './route-params.ts';
import type { RouteRef } from './route-ref.ts';
import type { SubRouteRef } from './sub-route-ref.ts';

/**
 * Gives the function that builds links to a route; `undefined` when the route
 * is not part of the app, or an external route is not bound. Links to a page
 * below the present one keep the present parameters.
 */
export function useRouteRef<Params extends AnyRouteRefParams>(
  ref: RouteRef<Params> | SubRouteRef<Params> | ExternalRouteRef<Params>,
): RouteFunc<Params> | undefined {
  const { pathname } = useLocation();
  const routes = useApi(routeResolutionApiRef);
  return useMemo(() => routes.resolve(ref, { sourcePath: pathname }), [routes, ref, pathname]);
}

/** The parameters of the route in the present URL, decoded. */
export function useRouteRefParams<Params extends AnyRouteRefParams>(
  _ref: RouteRef<Params> | SubRouteRef<Params>,
): Params {
  // The ref is on the page, so its parameters are in the URL.
  return useParams() as Params;
}
