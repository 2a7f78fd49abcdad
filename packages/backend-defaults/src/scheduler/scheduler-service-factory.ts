import { coreServices, createServiceFactory } from '@portico/backend-plugin-api';
import { createCredentialsBarrier } from '../http/credentials-barrier.ts';
import { createSchedulerRouter } from './scheduler-router.ts';
import { createScheduler } from './scheduler-service.ts';

/** Gives each plugin a scheduler, and serves its endpoints among the plugin's routes. */
export const schedulerServiceFactory = createServiceFactory({
  service: coreServices.scheduler,
  deps: {
    config: coreServices.rootConfig,
    database: coreServices.database,
    httpAuth: coreServices.httpAuth,
    httpRouter: coreServices.httpRouter,
    lifecycle: coreServices.lifecycle,
    logger: coreServices.logger,
    plugin: coreServices.pluginMetadata,
  },
  factory({ config, database, httpAuth, httpRouter, lifecycle, logger, plugin }) {
    const scheduler = createScheduler({ pluginId: plugin.getId(), database, lifecycle, logger });
    httpRouter.use(createSchedulerRouter(scheduler, createCredentialsBarrier(httpAuth, config).handler));
    return scheduler;
  },
});
