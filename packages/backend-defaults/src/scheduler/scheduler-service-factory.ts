import { coreServices, createServiceFactory } from '@portico/backend-plugin-api';
import { createSchedulerRouter } from './scheduler-router.ts';
import { createScheduler } from './scheduler-service.ts';

/** Gives each plugin a scheduler, and serves its endpoints among the plugin's routes. */
export const schedulerServiceFactory = createServiceFactory({
  service: coreServices.scheduler,
  deps: {
    database: coreServices.database,
    httpRouter: coreServices.httpRouter,
    lifecycle: coreServices.lifecycle,
    logger: coreServices.logger,
    plugin: coreServices.pluginMetadata,
  },
  factory({ database, httpRouter, lifecycle, logger, plugin }) {
    const scheduler = createScheduler({ pluginId: plugin.getId(), database, lifecycle, logger });
    httpRouter.use(createSchedulerRouter(scheduler));
    return scheduler;
  },
});
