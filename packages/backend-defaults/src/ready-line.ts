import { coreServices, createServiceFactory, createServiceRef } from '@portico/backend-plugin-api';

/**
 * Logs where the portal is and how long the process took to get there, once
 * everything has started; and that it stops, when that is asked for.
 */
export const readyLineServiceFactory = createServiceFactory({
  service: createServiceRef<object>({ id: 'portico.readyLine', scope: 'root' }),
  deps: {
    config: coreServices.rootConfig,
    lifecycle: coreServices.rootLifecycle,
    logger: coreServices.rootLogger,
  },
  factory({ config, lifecycle, logger }) {
    lifecycle.addStartupHook(() => {
      const address = config.getOptionalString('backend.baseUrl');
      const where = address === undefined ? '' : ` at ${address}`;
      logger.info(`Ready${where}, ${Math.round(performance.now())} ms after the process began`);
    });
    lifecycle.addBeforeShutdownHook(() => {
      logger.info('Stopping; what is in flight is finished first');
    });
    return {};
  },
});
