import type { Config, JsonValue } from '@portico/config';
import type {
  AnyRouteRefParams,
  ExternalRouteRef,
  InstallableExternalRouteRef,
  RouteRef,
  SubRouteRef,
} from '@portico/frontend-plugin-api';
import type { ReportError } from '../app-error.ts';
import type { RouteIds } from './route-ids.ts';

/** What external routes may lead to: routes with the same parameters, or nowhere. */
export type RouteTargets<ExternalRoutes> = {
  [Name in keyof ExternalRoutes]?: ExternalRoutes[Name] extends ExternalRouteRef<
    infer Params extends AnyRouteRefParams
  >
    ? RouteRef<Params> | SubRouteRef<Params> | false
    : never;
};

/** Leads external routes of a plugin to routes of others; `false` leads nowhere. */
export type BindRoutes = <ExternalRoutes extends Record<string, ExternalRouteRef>>(
  externalRoutes: ExternalRoutes,
  targets: RouteTargets<ExternalRoutes>,
) => void;

/** Where each external route leads; those that lead nowhere are not in it. */
export type RouteBindings = ReadonlyMap<ExternalRouteRef, RouteRef | SubRouteRef>;

type Decisions = Map<ExternalRouteRef, RouteRef | SubRouteRef | false>;

/** Decides where external routes lead: by code, else `app.routes.bindings`, else their own default. */
export function resolveRouteBindings(options: {
  bindRoutes?: ((context: { bind: BindRoutes }) => void) | undefined;
  config: Config;
  routeIds: RouteIds;
  report: ReportError;
}): RouteBindings {
  const { bindRoutes, config, routeIds, report } = options;
  const decisions: Decisions = new Map();
  bindRoutes?.({
    bind: (externalRoutes, targets) => bindInCode(decisions, { externalRoutes, targets }, report),
  });
  const configured = config.getOptionalConfig('app.routes.bindings')?.get<Record<string, JsonValue>>() ?? {};
  for (const [from, to] of Object.entries(configured))
    bindInConfig(decisions, { from, to, routeIds }, report);
  for (const ref of routeIds.externalRoutes.values()) {
    // The marker stands for this structure, whichever package made it.
    const target = (ref as InstallableExternalRouteRef).getDefaultTarget();
    const route = target === undefined ? undefined : routeIds.routes.get(target);
    if (route && !decisions.has(ref)) decisions.set(ref, route);
  }
  return new Map([...decisions].flatMap(([ref, target]) => (target ? [[ref, target] as const] : [])));
}

function bindInCode(
  decisions: Decisions,
  given: { externalRoutes: Record<string, ExternalRouteRef>; targets: object },
  report: ReportError,
): void {
  for (const [name, target] of Object.entries(given.targets) as [
    string,
    RouteRef | SubRouteRef | false | undefined,
  ][]) {
    const ref = given.externalRoutes[name];
    if (!ref)
      report('ROUTE_NOT_FOUND', `bindRoutes binds '${name}', which is no external route`, { routeId: name });
    else if (target !== undefined) decisions.set(ref, target);
  }
}

function bindInConfig(
  decisions: Decisions,
  binding: { from: string; to: JsonValue; routeIds: RouteIds },
  report: ReportError,
): void {
  const { from, to, routeIds } = binding;
  const at = `'app.routes.bindings' at '${from}'`;
  if (to !== false && (typeof to !== 'string' || to === '')) {
    report(
      'ROUTE_BINDING_INVALID_VALUE',
      `${at} is ${JSON.stringify(to)}, and must be the id of a route, or false`,
      {
        routeId: from,
      },
    );
    return;
  }
  const ref = routeIds.externalRoutes.get(from);
  if (!ref) {
    report('ROUTE_NOT_FOUND', `${at} names an external route that no plugin has`, { routeId: from });
    return;
  }
  if (decisions.has(ref)) return;
  const target = to === false ? false : routeIds.routes.get(to);
  if (target === undefined) {
    report('ROUTE_NOT_FOUND', `${at} leads to '${String(to)}', a route that no plugin has`, {
      routeId: String(to),
    });
    return;
  }
  decisions.set(ref, target);
}
