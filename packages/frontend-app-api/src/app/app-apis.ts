import type { AppTreeApi, RouteResolutionApi } from '@portico/frontend-plugin-api';
import { toProblem, type AppError, type ReportError } from '../app-error.ts';
import type { RouteBindings } from '../routing/route-bindings.ts';
import type { RouteIds } from '../routing/route-ids.ts';
import { createRouteResolver, trimBase } from '../routing/route-resolver.ts';
import { createRouteTree, type RouteTree } from '../routing/route-tree.ts';
import type { MutableTree } from '../tree/build-tree.ts';

/** The APIs that tell about the tree itself. They answer once it was made. */
export interface PhaseApis {
  appTree: AppTreeApi;
  routeResolution: RouteResolutionApi;
  /** Reads the routes of the tree as it is now. */
  update(): void;
}

/** Makes the APIs that tell about the tree. */
export function createPhaseApis(options: {
  tree: MutableTree;
  errors: readonly AppError[];
  basePath: string;
  bindings: RouteBindings;
  routeIds: RouteIds;
  report: ReportError;
}): PhaseApis {
  const { tree, errors, basePath, bindings, routeIds } = options;
  let current: { routes: RouteTree; resolver: RouteResolutionApi } | undefined;
  const require = (what: string) => {
    if (current) return current;
    throw new Error(
      `${what} is asked while the extensions are being made. Ask in a component or a callback instead`,
    );
  };
  return {
    appTree: {
      getTree: () => {
        require('The app tree');
        return { tree, problems: errors.map(toProblem) };
      },
      getNodesByRoutePath: routePath => ({
        nodes: require('The app tree')
          .routes.match(trimBase(routePath, basePath))
          .flatMap(({ node }) => (node ? [node] : [])),
      }),
    },
    routeResolution: {
      resolve: (ref, resolveOptions) => require('The route resolution').resolver.resolve(ref, resolveOptions),
    },
    update: () => {
      const routes = createRouteTree(tree.root, routeIds, options.report);
      current = { routes, resolver: createRouteResolver({ tree: routes, bindings, basePath }) };
    },
  };
}
