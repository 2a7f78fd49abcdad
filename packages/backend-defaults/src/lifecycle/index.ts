import { coreServices, createServiceFactory } from '@portico/backend-plugin-api';
import { createLifecycle } from './lifecycle.ts';

export { createLifecycle, type RunningLifecycle } from './lifecycle.ts';

/** Hooks for the start and the end of the process. */
export const rootLifecycleServiceFactory = createServiceFactory({
  service: coreServices.rootLifecycle,
  deps: { logger: coreServices.rootLogger },
  factory: ({ logger }) => createLifecycle(logger),
});

/** Hooks for the start and the end of a plugin. */
export const lifecycleServiceFactory = createServiceFactory({
  service: coreServices.lifecycle,
  deps: { logger: coreServices.logger },
  factory: ({ logger }) => createLifecycle(logger),
});

/** The services for what happens at the start and at the end: `core.rootLifecycle` and `core.lifecycle`. */
export const lifecycleServiceFactories = [rootLifecycleServiceFactory, lifecycleServiceFactory];
