import type {
  AnyRouteRefParams,
  ExternalRouteRef,
  InstallableRouteRef,
  InstallableSubRouteRef,
  RouteFunc,
  RouteRef,
  RouteResolutionApi,
  SubRouteRef,
} from '@portico/frontend-plugin-api';
import { buildPath } from './build-path.ts';
import type { RouteBindings } from './route-bindings.ts';
import { joinPath, type RouteMatch, type RouteMount, type RouteTree } from './route-tree.ts';

/** Builds links to the routes of a tree. */
export function createRouteResolver(options: {
  tree: RouteTree;
  bindings: RouteBindings;
  /** The path under which the app is, without a slash at the end. */
  basePath: string;
}): RouteResolutionApi {
  const { tree, bindings, basePath } = options;
  const match = rememberLast((path: string) => tree.match(trimBase(path, basePath)));
  return {
    resolve<Params extends AnyRouteRefParams>(
      ref: RouteRef<Params> | SubRouteRef<Params> | ExternalRouteRef<Params>,
      { sourcePath = '' }: { sourcePath?: string } = {},
    ): RouteFunc<Params> | undefined {
      const target = findTarget(ref, tree, bindings);
      if (!target) return undefined;
      const base = findBase(target.mount, () => match(sourcePath));
      const build = (params?: Record<string, string>) =>
        `/${joinPath([base, buildPath(target.path, params)])}`;
      // Routes without parameters are called without.
      return build as unknown as RouteFunc<Params>;
    },
  };
}

/** Hundreds of links on one page ask about the same path, which takes long to match. */
function rememberLast<Result>(compute: (path: string) => Result): (path: string) => Result {
  let last: { path: string; result: Result } | undefined;
  return path => {
    if (last?.path !== path) last = { path, result: compute(path) };
    return last.result;
  };
}

/** A path without the part under which the app is. */
export function trimBase(path: string, basePath: string): string {
  const isBelow = basePath !== '' && (path === basePath || path.startsWith(`${basePath}/`));
  return isBelow ? path.slice(basePath.length) : path;
}

function findTarget(
  ref: RouteRef | SubRouteRef | ExternalRouteRef,
  tree: RouteTree,
  bindings: RouteBindings,
): { mount: RouteMount; path: string } | undefined {
  const bound = ref.$$type === '@backstage/ExternalRouteRef' ? bindings.get(ref) : ref;
  if (!bound) return undefined;
  // The marker stands for this structure, whichever package made it.
  const page =
    bound.$$type === '@backstage/SubRouteRef' ? (bound as InstallableSubRouteRef).getParent() : bound;
  const mount = tree.find(page);
  if (!mount) return undefined;
  return {
    mount,
    path: bound.$$type === '@backstage/SubRouteRef' ? joinPath([mount.path, bound.path]) : mount.path,
  };
}

/**
 * The path of what a route lies below: with the present parameters, as far as
 * the present page lies below it too.
 */
function findBase(mount: RouteMount, matches: () => readonly RouteMatch[]): string {
  const { parent } = mount;
  if (!parent) return '';
  const match = matches().find(({ mounts }) => mounts.includes(parent));
  if (match) return match.pathname;
  if (parent.path.includes(':')) throw new Error(describeMissing(mount, parent));
  return joinPath([findBase(parent, matches), parent.path]);
}

function describeMissing(mount: RouteMount, parent: RouteMount): string {
  const name = (ref: RouteRef) => (ref as InstallableRouteRef).getDescription();
  return `There is no link to the route '${name(mount.ref)}' from here: it lies below '/${parent.path}' of '${name(parent.ref)}', whose parameters this page does not have. Link to that route instead`;
}
