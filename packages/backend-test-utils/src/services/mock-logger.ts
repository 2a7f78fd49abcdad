import { createRootLogger, type LogLevel } from '@portico/backend-defaults';
import type { RootLoggerService } from '@portico/backend-plugin-api';

/** A logger that is silent unless given a level, and then writes lines for people to the standard error. */
export function createMockLogger(options: { level?: LogLevel | 'none' } = {}): RootLoggerService {
  const { level = 'none' } = options;
  if (level === 'none') return silent;
  return createRootLogger({ format: 'terminal', level, write: line => void process.stderr.write(line) });
}

const silent: RootLoggerService = {
  error: () => undefined,
  warn: () => undefined,
  info: () => undefined,
  debug: () => undefined,
  child: () => silent,
};
