import { coreServices, createServiceFactory } from '@portico/backend-plugin-api';
import { urlReaderFactoriesServiceRef } from './url-reader-factory.ts';

/**
 * Reads from the configured hosts. Integrations and credentials are shared by
 * all plugins, and read anew when the configuration changes; while it cannot be
 * used, the last one that could stays in force.
 */
export const urlReaderServiceFactory = createServiceFactory({
  service: coreServices.urlReader,
  deps: {
    config: coreServices.rootConfig,
    rootLogger: coreServices.rootLogger,
    logger: coreServices.logger,
    factories: urlReaderFactoriesServiceRef,
  },
  async createRootContext({ config, rootLogger }) {
    const { createHostAccess } = await import('./host-access.ts');
    let access = createHostAccess(config);
    config.subscribe?.(() => {
      try {
        access = createHostAccess(config);
      } catch (error) {
        rootLogger.error(
          'The integrations cannot be used as they are now; the former ones stay',
          asError(error),
        );
      }
    });
    return { access: () => access };
  },
  async factory({ config, logger, factories }, { access }) {
    const { createUrlReader } = await import('./create-url-reader.ts');
    return createUrlReader({ config, logger, access, factories });
  },
});

/** The service that reads from source hosts and allowed URLs: `core.urlReader`. */
export const urlReaderServiceFactories = [urlReaderServiceFactory];

function asError(error: unknown): Error {
  return error instanceof Error ? error : new Error(String(error));
}
