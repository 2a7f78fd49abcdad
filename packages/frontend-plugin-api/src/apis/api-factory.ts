import type { ApiRef } from './api-ref.ts';

/** The refs of what a factory needs, by the name under which it is given. */
export type ApiRefsOf<Deps> = { [Name in keyof Deps]: ApiRef<Deps[Name]> };

/** Makes one utility API from others. Runs once, when the API is first used. */
export interface ApiFactory<Api, Deps = object> {
  api: ApiRef<Api>;
  deps: ApiRefsOf<Deps>;
  factory(deps: Deps): NoInfer<Api>;
}

/** A factory whose types are not known, as the app handles it. */
export type AnyApiFactory = ApiFactory<unknown, Record<string, unknown>>;

/**
 * Types the factory of an API, whose dependencies are inferred:
 * `createApiFactory({ api: ref, deps: { config: configApiRef }, factory: ({ config }) => … })`.
 * An API that needs nothing can be given as it is: `createApiFactory(ref, implementation)`.
 */
export function createApiFactory<Api, Deps = object>(factory: ApiFactory<Api, Deps>): ApiFactory<Api, Deps>;
export function createApiFactory<Api>(api: ApiRef<Api>, implementation: NoInfer<Api>): ApiFactory<Api>;
export function createApiFactory(
  apiOrFactory: AnyApiFactory | ApiRef,
  implementation?: unknown,
): AnyApiFactory {
  if ('factory' in apiOrFactory) return apiOrFactory;
  return { api: apiOrFactory, deps: {}, factory: () => implementation };
}
