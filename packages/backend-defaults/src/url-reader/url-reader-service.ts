import { coreServices, createServiceFactory } from '@portico/backend-plugin-api';
import { createUrlReader } from './create-url-reader.ts';
import { createHostAccess } from './host-access.ts';
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
  createRootContext({ config, rootLogger }) {
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
  factory({ config, logger, factories }, { access }) {
    return createUrlReader({ config, logger, access, factories });
  },
});

function asError(error: unknown): Error {
  return error instanceof Error ? error : new Error(String(error));
}
