import {
  coreServices,
  createServiceFactory,
  type LifecycleHook,
  type LoggerService,
  type RootLifecycleService,
  type ServiceFactory,
} from '@portico/backend-plugin-api';
import { createConfigReader, type JsonObject } from '@portico/config';

/** The services that the initializer itself uses, as plain as they can be, with what was logged. */
export function createPlainServices(config: JsonObject = {}): {
  factories: ServiceFactory[];
  logged: string[];
} {
  const logged: string[] = [];
  const logger: LoggerService = {
    error: message => void logged.push(`error ${message}`),
    warn: message => void logged.push(`warn ${message}`),
    info: message => void logged.push(`info ${message}`),
    debug: () => undefined,
    child: () => logger,
  };
  const factories = [
    createServiceFactory({
      service: coreServices.rootConfig,
      deps: {},
      factory: () => createConfigReader([{ context: 'test', data: config }]),
    }),
    createServiceFactory({ service: coreServices.rootLogger, deps: {}, factory: () => logger }),
    createServiceFactory({ service: coreServices.rootLifecycle, deps: {}, factory: createLifecycle }),
    createServiceFactory({ service: coreServices.lifecycle, deps: {}, factory: createLifecycle }),
  ];
  return { factories, logged };
}

function createLifecycle(): RootLifecycleService {
  const hooks = {
    startup: [] as LifecycleHook[],
    beforeShutdown: [] as LifecycleHook[],
    shutdown: [] as LifecycleHook[],
  };
  const run = (phase: keyof typeof hooks) => async () => {
    for (const hook of hooks[phase]) await hook();
  };
  const lifecycle = {
    addStartupHook: (hook: LifecycleHook) => void hooks.startup.push(hook),
    addBeforeShutdownHook: (hook: LifecycleHook) => void hooks.beforeShutdown.push(hook),
    addShutdownHook: (hook: LifecycleHook) => void hooks.shutdown.push(hook),
    startup: run('startup'),
    beforeShutdown: run('beforeShutdown'),
    shutdown: run('shutdown'),
  };
  return lifecycle;
}
