import type {
  ExternalRouteRef,
  InstallableExternalRouteRef,
  InstallableRouteRef,
  RouteRef,
  SubRouteRef,
} from '@portico/frontend-plugin-api';
import type { ReportError } from '../app-error.ts';
import type { InstalledPlugin } from '../features/read-features.ts';

/** The routes of all plugins by `<plugin id>.<name>`. */
export interface RouteIds {
  routes: Map<string, RouteRef | SubRouteRef>;
  externalRoutes: Map<string, ExternalRouteRef>;
}

/** Names the routes of plugins. A name that is there already is reported, and the first one counts. */
export function collectRouteIds(plugins: readonly InstalledPlugin[], report: ReportError): RouteIds {
  const routes: RouteIds['routes'] = new Map();
  const externalRoutes: RouteIds['externalRoutes'] = new Map();
  for (const { pluginId, routes: own, externalRoutes: external } of plugins) {
    for (const [name, ref] of Object.entries(own)) {
      const routeId = `${pluginId}.${name}`;
      nameRoute(routes, { routeId, ref }, report);
      // The marker stands for this structure, whichever package made it.
      if (ref.$$type === '@backstage/RouteRef') setId(ref as InstallableRouteRef, routeId, report);
    }
    for (const [name, ref] of Object.entries(external)) {
      const routeId = `${pluginId}.${name}`;
      nameRoute(externalRoutes, { routeId, ref }, report);
      setId(ref as InstallableExternalRouteRef, routeId, report);
    }
  }
  return { routes, externalRoutes };
}

function nameRoute<Ref>(
  names: Map<string, Ref>,
  route: { routeId: string; ref: Ref },
  report: ReportError,
): void {
  const { routeId, ref } = route;
  if (names.has(routeId)) report('ROUTE_DUPLICATE', `There are two routes '${routeId}'`, { routeId });
  else names.set(routeId, ref);
}

function setId(ref: { setId(id: string): void }, routeId: string, report: ReportError): void {
  try {
    ref.setId(routeId);
  } catch (error) {
    report('ROUTE_DUPLICATE', error instanceof Error ? error.message : String(error), { routeId });
  }
}
