import { callSite, type AnyRouteRefParams, type ParamsOf } from './route-params.ts';

/** Stands for a page, wherever the app mounts it. */
export interface RouteRef<Params extends AnyRouteRefParams = AnyRouteRefParams> {
  readonly $$type: '@backstage/RouteRef';
  /** Carries the type of the parameters; there is no value. */
  readonly T: Params;
}

/** The structure behind a route ref that the app reads. */
export interface InstallableRouteRef extends RouteRef {
  readonly version: string;
  getParams(): string[];
  /** The id, or where the ref was made. */
  getDescription(): string;
  setId(id: string): void;
  /** The id of the route that this one is another name for. */
  readonly alias?: string | undefined;
}

/**
 * Makes the ref of a page: give it to the page and to the `routes` of its plugin.
 *
 * @param options.params - Names of the parameters in the page's path.
 * @param options.aliasFor - The id of a route of the same plugin that this ref stands for.
 */
export function createRouteRef<const Name extends string = never>(options?: {
  readonly params?: readonly Name[];
  readonly aliasFor?: string;
}): RouteRef<ParamsOf<Name>> {
  const ref: Omit<InstallableRouteRef, 'T'> = {
    $$type: '@backstage/RouteRef',
    version: 'v1',
    getParams: () => [...(options?.params ?? [])],
    alias: options?.aliasFor,
    ...createRouteIdentity('routeRef'),
  };
  // T exists in the type only.
  return ref as unknown as RouteRef<ParamsOf<Name>>;
}

/** The id of a ref, which its plugin gives it when an app is made. */
export function createRouteIdentity(type: string): {
  getDescription(): string;
  setId(id: string): void;
  toString(): string;
} {
  const madeAt = callSite(3);
  let id: string | undefined;
  return {
    getDescription: () => id ?? `created at '${madeAt}'`,
    setId(next) {
      if (!next) throw new Error('A route has an empty id. Name it in the routes of its plugin');
      if (id && id !== next)
        throw new Error(`A route is listed as '${id}' and as '${next}'. List each route ref once`);
      id = next;
    },
    toString: () => `${type}{id=${id},at='${madeAt}'}`,
  };
}
