import { type AnyRouteRefParams, type ParamNames } from './route-params.ts';
import type { InstallableRouteRef, RouteRef } from './route-ref.ts';

/** Stands for a path within a page. */
export interface SubRouteRef<Params extends AnyRouteRefParams = AnyRouteRefParams> {
  readonly $$type: '@backstage/SubRouteRef';
  /** Carries the type of the parameters; there is no value. */
  readonly T: Params;
  /** The path below the page. */
  readonly path: string;
}

/** The structure behind a sub-route ref that the app reads. */
export interface InstallableSubRouteRef extends SubRouteRef {
  readonly version: string;
  getParams(): string[];
  getParent(): RouteRef;
  getDescription(): string;
  toString(): string;
}

/** The parameters of a sub-route: those in its path, and those of its parent. */
export type SubRouteParams<Path extends string, Parent extends AnyRouteRefParams> = [
  ParamNames<Path> | keyof Parent,
] extends [never]
  ? undefined
  : { [Name in ParamNames<Path>]: string } & (Parent extends undefined ? unknown : Parent);

const paramPattern = /^\w+$/;

/**
 * Makes the ref of a path within a page: `createSubRouteRef({ parent, path: '/tasks/:taskId' })`.
 *
 * @throws Error when the path does not start with `/`, ends with one, or
 *   repeats a parameter of its parent.
 */
export function createSubRouteRef<
  const Path extends string,
  Parent extends AnyRouteRefParams = AnyRouteRefParams,
>(options: {
  path: Path;
  parent: RouteRef<Parent> | SubRouteRef<Parent>;
}): SubRouteRef<SubRouteParams<Path, Parent>> {
  const { path } = options;
  // The markers stand for these structures, whichever package made them.
  const parent = options.parent as unknown as InstallableRouteRef | InstallableSubRouteRef;
  const parentParams = parent.getParams();
  const own = readParams(path, parentParams);
  const root = parent.$$type === '@backstage/SubRouteRef' ? parent.getParent() : parent;
  const fullPath = parent.$$type === '@backstage/SubRouteRef' ? `${parent.path}${path}` : path;
  const ref: Omit<InstallableSubRouteRef, 'T'> = {
    $$type: '@backstage/SubRouteRef',
    version: 'v1',
    path: fullPath,
    getParams: () => [...parentParams, ...own],
    getParent: () => root,
    getDescription: () => `at ${fullPath} below ${parent.getDescription()}`,
    toString: () => `subRouteRef{path='${fullPath}',parent=${parent.getDescription()}}`,
  };
  // T exists in the type only.
  return ref as unknown as SubRouteRef<SubRouteParams<Path, Parent>>;
}

function readParams(path: string, parentParams: readonly string[]): string[] {
  if (!path.startsWith('/'))
    throw new Error(`The sub-route path '${path}' does not start with '/'. Write '/${path}'`);
  if (path.endsWith('/')) throw new Error(`The sub-route path '${path}' ends with '/'. Leave it out`);
  const params = path.split('/').flatMap(part => (part.startsWith(':') ? [part.slice(1)] : []));
  for (const param of params) {
    if (!paramPattern.test(param))
      throw new Error(`The sub-route path '${path}' has the parameter '${param}'. Use letters, digits and _`);
    if (parentParams.includes(param))
      throw new Error(
        `The sub-route path '${path}' repeats the parameter '${param}' of its parent. Rename it`,
      );
  }
  return params;
}
