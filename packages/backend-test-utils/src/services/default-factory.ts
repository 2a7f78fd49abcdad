import { defaultServiceFactories } from '@portico/backend-defaults';
import type {
  InternalServiceFactory,
  ServiceFactory,
  ServiceRef,
  ServiceScope,
} from '@portico/backend-plugin-api';

/** The factory by which `createBackend` provides a service. Throws when it provides none. */
export function defaultFactoryOf<TService, TScope extends ServiceScope>(
  ref: ServiceRef<TService, TScope>,
): ServiceFactory<TService, TScope> {
  const found = defaultServiceFactories.find(factory => factory.service.id === ref.id);
  if (!found) throw new Error(`createBackend provides no service '${ref.id}'; give a factory of your own`);
  return found as ServiceFactory<TService, TScope>;
}

/** A factory that is given other dependencies than it asks for. */
export function withChangedDeps<TService, TScope extends ServiceScope>(
  factory: ServiceFactory<TService, TScope>,
  change: (deps: Record<string, unknown>) => Record<string, unknown>,
): ServiceFactory<TService, TScope> {
  const internal = factory as unknown as InternalServiceFactory;
  const { createRootContext } = internal;
  const changed: InternalServiceFactory = {
    ...internal,
    ...(createRootContext
      ? { createRootContext: deps => createRootContext.call(internal, change(deps)) }
      : {}),
    factory: (deps, context) => internal.factory(change(deps), context),
  };
  return changed as unknown as ServiceFactory<TService, TScope>;
}

/** A factory that shows what it made. */
export function withResult<TService, TScope extends ServiceScope>(
  factory: ServiceFactory<TService, TScope>,
  onResult: (service: unknown) => void,
): ServiceFactory<TService, TScope> {
  const internal = factory as unknown as InternalServiceFactory;
  const changed: InternalServiceFactory = {
    ...internal,
    async factory(deps, context) {
      const service = await internal.factory(deps, context);
      onResult(service);
      return service;
    },
  };
  return changed as unknown as ServiceFactory<TService, TScope>;
}
