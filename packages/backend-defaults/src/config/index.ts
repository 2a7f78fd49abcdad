import { configReportServiceRef, coreServices, createServiceFactory } from '@portico/backend-plugin-api';
import { createConfigReport } from './config-report.ts';
import { loadRootConfig } from './root-config.ts';

export { loadedConfigOf, loadRootConfig, type LoadedRootConfig } from './root-config.ts';

/** The configuration of the portal, from the files around the working folder or those that `--config` names. */
export const rootConfigServiceFactory = createServiceFactory({
  service: coreServices.rootConfig,
  deps: {},
  factory: loadRootConfig,
});

/** The report on the configuration, which also brings its warnings into the log. */
export const configReportServiceFactory = createServiceFactory({
  service: configReportServiceRef,
  deps: {
    config: coreServices.rootConfig,
    logger: coreServices.rootLogger,
    lifecycle: coreServices.rootLifecycle,
  },
  factory: createConfigReport,
});

/** The services of the configuration: `core.rootConfig` and the report on it. */
export const configServiceFactories = [rootConfigServiceFactory, configReportServiceFactory];
