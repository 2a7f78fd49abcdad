import type { Config, JsonObject } from '@portico/config';
import { InputError } from '@portico/errors';
import type { LogLevelOverride } from './log-filter.ts';
import { logLevels, parseLogLevel, type LogLevel } from './log-level.ts';

/** What `backend.logger` and `LOG_LEVEL` say. */
export interface LoggerConfig {
  level: LogLevel;
  meta: JsonObject;
  overrides: LogLevelOverride[];
}

/**
 * Reads `backend.logger`. The environment variable `LOG_LEVEL` stands above
 * `level`; a value that is no level leaves it at `info`, since other programs
 * have names of their own. Throws `InputError` for an unknown level in the
 * configuration.
 */
export function readLoggerConfig(config: Config, env: NodeJS.ProcessEnv): LoggerConfig {
  const logger = config.getOptionalConfig('backend.logger');
  const configured = logger?.getOptionalString('level');
  const overrides = logger?.getOptionalConfigArray('overrides') ?? [];
  return {
    level: env.LOG_LEVEL
      ? (parseLogLevel(env.LOG_LEVEL) ?? 'info')
      : readLevel(configured ?? 'info', 'backend.logger.level'),
    meta: logger?.getOptional<JsonObject>('meta') ?? {},
    overrides: overrides.map((override, index) => ({
      matchers: override.get<JsonObject>('matchers'),
      level: readLevel(override.getString('level'), `backend.logger.overrides[${index}].level`),
    })),
  };
}

function readLevel(name: string, key: string): LogLevel {
  const level = parseLogLevel(name);
  if (level) return level;
  throw new InputError(
    `Invalid config at ${key}, '${name}' is no log level; use one of ${logLevels.join(', ')}`,
  );
}
