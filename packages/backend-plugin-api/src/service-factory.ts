import type { BackendFeature } from './feature.ts';
import type { ServiceOf, ServiceRef, ServiceScope } from './service-ref.ts';

/** A feature that provides one service. */
export interface ServiceFactory<
  TService = unknown,
  TScope extends ServiceScope = ServiceScope,
> extends BackendFeature {
  service: ServiceRef<TService, TScope>;
}

/** A service factory with what only the initializer reads. */
export interface InternalServiceFactory extends ServiceFactory {
  version: 'v1';
  featureType: 'service';
  /** `always`: created when the backend (root) or the plugin starts; `lazy`: when first asked for. */
  initialization?: 'always' | 'lazy';
  deps: Record<string, ServiceRef<unknown>>;
  createRootContext?(deps: Record<string, unknown>): Promise<unknown>;
  factory(deps: Record<string, unknown>, context: unknown): Promise<unknown>;
}

type Dependencies = Record<string, ServiceRef<unknown>>;
type Resolved<TDeps extends Dependencies> = { [K in keyof TDeps]: ServiceOf<TDeps[K]> };
type RootOnly<TDeps extends Dependencies> = {
  [K in keyof TDeps as TDeps[K]['scope'] extends 'root' ? K : never]: ServiceOf<TDeps[K]>;
};

/** How {@link createServiceFactory} is called; `C` is what `createRootContext` makes, once for all plugins. */
export interface ServiceFactoryOptions<TRef extends ServiceRef<unknown>, TDeps extends Dependencies, C> {
  service: TRef;
  initialization?: 'always' | 'lazy';
  deps: TDeps;
  createRootContext?(deps: RootOnly<TDeps>): C | Promise<C>;
  factory(deps: Resolved<TDeps>, context: Awaited<C>): TRef['T'] | Promise<TRef['T']>;
}

/** Makes a factory for a service. A root service may depend on root services only. */
export function createServiceFactory<
  TRef extends ServiceRef<any>, // oxlint-disable-line no-explicit-any -- any service at all
  TDeps extends Dependencies,
  C = undefined,
>(options: ServiceFactoryOptions<TRef, TDeps, C>): ServiceFactory<TRef['T'], TRef['scope']> {
  const { service, initialization, deps, createRootContext, factory } = options;
  const internal: InternalServiceFactory = {
    $$type: '@backstage/BackendFeature',
    version: 'v1',
    featureType: 'service',
    service,
    deps,
    ...(initialization ? { initialization } : {}),
    ...(createRootContext
      ? { createRootContext: async rootDeps => createRootContext(rootDeps as RootOnly<TDeps>) }
      : {}),
    factory: async (resolved, context) => factory(resolved as Resolved<TDeps>, context as Awaited<C>),
  };
  return internal;
}
