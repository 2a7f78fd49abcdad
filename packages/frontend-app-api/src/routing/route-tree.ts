import {
  coreExtensionData,
  type AppNode,
  type InstallableRouteRef,
  type RouteRef,
} from '@portico/frontend-plugin-api';
import { matchRoutes } from 'react-router';
import type { ReportError } from '../app-error.ts';
import type { RouteIds } from './route-ids.ts';

/** Where a route is in the app. */
export interface RouteMount {
  ref: RouteRef;
  /** The path below the parent, without a slash at the start. */
  path: string;
  /** The route that it lies below. */
  parent?: RouteMount;
}

/** One level of the paths of an app, as the router matches it. */
interface RouteObject {
  path: string;
  caseSensitive: false;
  children: RouteObject[];
  node?: AppNode;
  mounts: RouteMount[];
}

/** The part of a path that one level of the app matches. */
export interface RouteMatch {
  /** The path up to and including this level. */
  pathname: string;
  node?: AppNode;
  mounts: readonly RouteMount[];
}

/** The routes of an app. */
export interface RouteTree {
  find(ref: RouteRef): RouteMount | undefined;
  /** The levels that a path leads through, outermost first. */
  match(pathname: string): RouteMatch[];
}

interface Place {
  objects: RouteObject[];
  current?: RouteObject;
  /** The route that deeper paths are relative to, and the paths since. */
  parent?: RouteMount;
  segments: string[];
  /** The first route of the present level, which deeper levels lie below. */
  owner?: RouteMount;
}

/** Reads the routes of a tree from the paths and refs that its nodes provide. */
export function createRouteTree(root: AppNode, routeIds: RouteIds, report: ReportError): RouteTree {
  const objects: RouteObject[] = [];
  const mounts = new Map<RouteRef, RouteMount>();
  const visit = (node: AppNode, place: Place): void => {
    const next = enterPath(node, place);
    const ref = node.instance?.getData(coreExtensionData.routeRef);
    const target = ref && resolveAlias(ref, node.spec.plugin.pluginId, { routeIds, report });
    if (ref && target && next.current) {
      const mount: RouteMount = {
        ref: target,
        path: joinPath(next.segments),
        ...(next.parent && { parent: next.parent }),
      };
      mounts.set(target, mount);
      // The alias is another name for the same place.
      mounts.set(ref, mount);
      next.current.mounts.push(mount);
      next.owner ??= mount;
    }
    for (const children of node.edges.attachments.values())
      for (const child of children) visit(child, { ...next });
  };
  visit(root, { objects, segments: [] });
  return { find: ref => mounts.get(ref), match: pathname => matchPath(objects, pathname) };
}

function enterPath(node: AppNode, place: Place): Place {
  const path = node.instance?.getData(coreExtensionData.routePath);
  if (path === undefined) return { ...place };
  const trimmed = path.replace(/^\/+/, '');
  const current: RouteObject = { path: trimmed, caseSensitive: false, children: [], mounts: [], node };
  place.objects.push(current);
  const parent = place.owner ?? place.parent;
  return {
    objects: current.children,
    current,
    ...(parent && { parent }),
    segments: place.owner ? [trimmed] : [...place.segments, trimmed],
  };
}

/** Follows a ref that stands for another of the same plugin. One that leads nowhere is reported. */
function resolveAlias(ref: RouteRef, pluginId: string, at: { routeIds: RouteIds; report: ReportError }) {
  const seen = new Set<RouteRef>();
  let current = ref;
  for (;;) {
    // The marker stands for this structure, whichever package made it.
    const { alias } = current as InstallableRouteRef;
    if (alias === undefined) return current;
    const target = at.routeIds.routes.get(alias);
    const isUsable = alias.startsWith(`${pluginId}.`) && target?.$$type === '@backstage/RouteRef';
    if (!isUsable || seen.has(current)) {
      const why = seen.has(current) ? 'stands for itself' : 'is no page of that plugin';
      at.report('ROUTE_NOT_FOUND', `A route of '${pluginId}' stands for '${alias}', which ${why}`, {
        routeId: alias,
      });
      return undefined;
    }
    seen.add(current);
    current = target;
  }
}

function matchPath(objects: RouteObject[], pathname: string): RouteMatch[] {
  const matches =
    matchRoutes(objects.map(withRest), pathname.startsWith('/') ? pathname : `/${pathname}`) ?? [];
  return matches.flatMap(({ pathname: matched, route }) => {
    const { node, mounts } = route as Partial<RouteObject>;
    return mounts ? [{ pathname: matched, mounts, ...(node && { node }) }] : [];
  });
}

interface MatchableRoute {
  path: string;
  caseSensitive: false;
  children: MatchableRoute[];
}

/** Lets each level match what lies below it but is no level of its own. */
function withRest(object: RouteObject): MatchableRoute {
  return {
    ...object,
    children: [...object.children.map(withRest), { path: '*', caseSensitive: false, children: [] }],
  };
}

/** Joins the parts of a path with single slashes; the result does not start with one. */
export function joinPath(parts: readonly string[]): string {
  return parts.flatMap(part => part.split('/').filter(Boolean)).join('/');
}
