import {
  createServiceFactory,
  type ServiceFactory,
  type ServiceRef,
  type ServiceScope,
} from '@portico/backend-plugin-api';
import { createServiceMock, type ServiceMock } from '../service-mock.ts';
import { defaultFactoryOf } from './default-factory.ts';

/** What there is for a service in tests: a factory that works, and mocks. */
export interface MockService<TService, TScope extends ServiceScope> {
  factory(): ServiceFactory<TService, TScope>;
  mock(partial?: Partial<TService>): ServiceMock<TService>;
}

/** Of a service that a test can have as it is. */
export function realService<TService extends object, TScope extends ServiceScope>(
  ref: ServiceRef<TService, TScope>,
  methods: readonly (keyof TService)[],
): MockService<TService, TScope> {
  return {
    factory: () => defaultFactoryOf(ref),
    mock: createServiceMock(ref as ServiceRef<TService>, methods),
  };
}

/** Of a service that has a fake, which is also a function of its own. */
export function fakeService<
  TService extends object,
  TFake extends TService,
  TScope extends ServiceScope,
  TOptions,
>(
  ref: ServiceRef<TService, TScope>,
  methods: readonly (keyof TService)[],
  create: (options?: TOptions) => TFake,
): ((options?: TOptions) => TFake) & {
  factory(options?: TOptions): ServiceFactory<TService, TScope>;
  mock(partial?: Partial<TService>): ServiceMock<TService>;
} {
  return Object.assign((options?: TOptions) => create(options), {
    factory: (options?: TOptions): ServiceFactory<TService, TScope> =>
      createServiceFactory<ServiceRef<TService, TScope>, Record<never, never>>({
        service: ref,
        deps: {},
        factory: () => create(options),
      }),
    mock: createServiceMock(ref as ServiceRef<TService>, methods),
  });
}
