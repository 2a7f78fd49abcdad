import type { ServiceFactory } from './service-factory.ts';
import type { ServiceRef, ServiceScope } from './service-ref.ts';

/** A service reference with what only the initializer reads. */
export interface InternalServiceRef extends ServiceRef<unknown> {
  __defaultFactory?: (ref: ServiceRef<unknown>) => Promise<ServiceFactory | (() => ServiceFactory)>;
}

/** How {@link createServiceRef} is called. */
export interface ServiceRefOptions<
  TService,
  TScope extends ServiceScope,
  TInstances extends 'singleton' | 'multiton',
> {
  id: string;
  scope?: TScope;
  multiton?: TInstances extends 'multiton' ? true : false;
  /** Makes the factory that is used when the backend was given none for this service. */
  defaultFactory?(ref: ServiceRef<TService, TScope, TInstances>): Promise<ServiceFactory>;
}

/**
 * Makes a reference to a service: of plugin scope unless told, a singleton
 * unless told.
 */
export function createServiceRef<TService>(
  options: ServiceRefOptions<TService, 'plugin', 'singleton'> & { scope?: 'plugin'; multiton?: false },
): ServiceRef<TService, 'plugin', 'singleton'>;
export function createServiceRef<TService>(
  options: ServiceRefOptions<TService, 'root', 'singleton'> & { scope: 'root'; multiton?: false },
): ServiceRef<TService, 'root', 'singleton'>;
export function createServiceRef<TService>(
  options: ServiceRefOptions<TService, 'plugin', 'multiton'> & { scope?: 'plugin'; multiton: true },
): ServiceRef<TService, 'plugin', 'multiton'>;
export function createServiceRef<TService>(
  options: ServiceRefOptions<TService, 'root', 'multiton'> & { scope: 'root'; multiton: true },
): ServiceRef<TService, 'root', 'multiton'>;
export function createServiceRef(options: {
  id: string;
  scope?: ServiceScope;
  multiton?: boolean;
  defaultFactory?: unknown;
}): unknown {
  const { id, scope = 'plugin', multiton = false, defaultFactory } = options;
  return {
    id,
    scope,
    multiton,
    get T(): never {
      throw new Error(`tried to read ServiceRef.T of serviceRef{${id}}; it carries a type and has no value`);
    },
    toString: () => `serviceRef{${id}}`,
    toJSON: () => `serviceRef{${id}}`,
    $$type: '@backstage/ServiceRef',
    __defaultFactory: defaultFactory,
  };
}
