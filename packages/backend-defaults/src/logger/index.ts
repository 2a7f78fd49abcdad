import { coreServices, createServiceFactory } from '@portico/backend-plugin-api';
import { loadedConfigOf } from '../config/index.ts';
import { readLoggerConfig } from './logger-config.ts';
import { createRootLogger } from './root-logger.ts';

export type { LogLevelOverride } from './log-filter.ts';
export { logLevels, parseLogLevel, type LogLevel } from './log-level.ts';
export { createRootLogger, type OwnedRootLogger, type RootLoggerOptions } from './root-logger.ts';

/**
 * The logger of the process: JSON when `NODE_ENV` is `production`, lines for
 * people otherwise. Levels and the secrets that it masks follow the
 * configuration.
 */
export const rootLoggerServiceFactory = createServiceFactory({
  service: coreServices.rootLogger,
  deps: { config: coreServices.rootConfig },
  factory({ config }) {
    const secrets = () => loadedConfigOf(config)?.secrets() ?? [];
    const logger = createRootLogger({
      ...readLoggerConfig(config, process.env),
      format: process.env.NODE_ENV === 'production' ? 'json' : 'terminal',
      colors: process.stdout.hasColors?.() ?? false,
    });
    logger.addRedactions(secrets());
    config.subscribe?.(() => {
      logger.addRedactions(secrets());
      const { level, overrides } = readLoggerConfig(config, process.env);
      logger.setLevels(level, overrides);
    });
    return logger;
  },
});

/** The logger of a plugin: that of the process, with the field `plugin`. */
export const loggerServiceFactory = createServiceFactory({
  service: coreServices.logger,
  deps: { rootLogger: coreServices.rootLogger, plugin: coreServices.pluginMetadata },
  factory: ({ rootLogger, plugin }) => rootLogger.child({ plugin: plugin.getId() }),
});

/** The services that write logs: `core.rootLogger` and `core.logger`. */
export const loggerServiceFactories = [rootLoggerServiceFactory, loggerServiceFactory];
