import { createServiceFactory, type ServiceFactory, type ServiceRef } from '@portico/backend-plugin-api';
import { createMockFunction, type MockFunction } from './mock-function.ts';

/** A service whose methods record their calls, with the factory that gives it to a backend. */
export type ServiceMock<TService> = {
  [K in keyof TService]: TService[K] extends (...args: infer TArgs) => infer TResult
    ? MockFunction<TArgs, TResult> & TService[K]
    : TService[K];
} & { factory: ServiceFactory<TService> };

/**
 * Makes what makes mocks of a service: the named methods record their calls
 * and return `undefined`, unless the caller gives implementations.
 */
export function createServiceMock<TService extends object>(
  service: ServiceRef<TService>,
  methods: readonly (keyof TService)[],
): (partial?: Partial<TService>) => ServiceMock<TService> {
  return (partial = {}) => {
    const mock: Record<string, unknown> = {};
    for (const name of new Set([...methods, ...(Object.keys(partial) as (keyof TService)[])])) {
      const given: unknown = partial[name];
      mock[String(name)] =
        given === undefined || typeof given === 'function'
          ? createMockFunction(given as ((...args: unknown[]) => unknown) | undefined)
          : given;
    }
    const factory = createServiceFactory({ service, deps: {}, factory: () => mock as TService });
    return Object.assign(mock, { factory }) as ServiceMock<TService>;
  };
}
