import type { AnyRouteRefParams, ParamsOf } from './route-params.ts';
import { createRouteIdentity } from './route-ref.ts';

/** Stands for a page of another plugin, which the app binds it to. */
export interface ExternalRouteRef<Params extends AnyRouteRefParams = AnyRouteRefParams> {
  readonly $$type: '@backstage/ExternalRouteRef';
  /** Carries the type of the parameters; there is no value. */
  readonly T: Params;
}

/** The structure behind an external route ref that the app reads. */
export interface InstallableExternalRouteRef extends ExternalRouteRef {
  readonly version: string;
  getParams(): string[];
  getDescription(): string;
  setId(id: string): void;
  /** The id of the route that the ref leads to unless it is bound otherwise. */
  getDefaultTarget(): string | undefined;
}

/**
 * Makes a ref to a page that another plugin may provide. List it in the
 * `externalRoutes` of the plugin that links.
 *
 * @param options.defaultTarget - The id of the route it leads to unless the app
 *   says otherwise: `<plugin id>.<route name>`.
 */
export function createExternalRouteRef<const Name extends string = never>(options?: {
  readonly params?: readonly Name[];
  readonly defaultTarget?: string;
}): ExternalRouteRef<ParamsOf<Name>> {
  const ref: Omit<InstallableExternalRouteRef, 'T'> = {
    $$type: '@backstage/ExternalRouteRef',
    version: 'v1',
    getParams: () => [...(options?.params ?? [])],
    getDefaultTarget: () => options?.defaultTarget,
    ...createRouteIdentity('externalRouteRef'),
  };
  // T exists in the type only.
  return ref as unknown as ExternalRouteRef<ParamsOf<Name>>;
}
