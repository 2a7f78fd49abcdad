import {
  coreExtensionData,
  createExtension,
  createRouteRef,
  type AnyExtensionDefinition,
  type ExternalRouteRef,
  type RouteRef,
} from '@portico/frontend-plugin-api';
import type { BindRoutes } from '@portico/frontend-app-api';

/** Routes of a test by path. Other plugins' pages need not be there to be linked to. */
export type MountedRoutes = Record<string, RouteRef | ExternalRouteRef>;

/** Mounts routes at paths where nothing is drawn, and binds external routes to them. */
export function mountRoutes(routes: MountedRoutes = {}): {
  extensions: AnyExtensionDefinition[];
  bindRoutes(context: { bind: BindRoutes }): void;
} {
  const mounted = Object.entries(routes).map(([path, given]) => {
    const isExternal = given.$$type === '@backstage/ExternalRouteRef';
    return { path, external: isExternal ? given : undefined, ref: isExternal ? createRouteRef() : given };
  });
  return {
    extensions: mounted.map(({ path, ref }, index) => createMount(path, ref, index)),
    bindRoutes: ({ bind }) => {
      for (const { external, ref } of mounted) if (external) bind({ external }, { external: ref });
    },
  };
}

function createMount(path: string, ref: RouteRef, index: number): AnyExtensionDefinition {
  return createExtension({
    kind: 'test-route',
    name: `route-${index}`,
    attachTo: { id: 'app/root', input: 'elements' },
    output: [coreExtensionData.reactElement, coreExtensionData.routePath, coreExtensionData.routeRef],
    factory: () => [
      coreExtensionData.reactElement(<></>),
      coreExtensionData.routePath(path),
      coreExtensionData.routeRef(ref),
    ],
  });
}
