import type { LoggerService } from '@portico/backend-plugin-api';
import type { JsonObject } from '@portico/config';
import type { LogLevel } from './log-level.ts';

/** What a logger has that takes the fields of an entry as a function. */
export const writeLazily = Symbol('writeLazily');

/** A logger of this package. */
export interface LazyLogger {
  [writeLazily](level: LogLevel, message: string, getFields: () => JsonObject): void;
}

/** Writes an entry whose fields are made only if it is written; with loggers of another make they always are. */
export function logLazily(
  logger: LoggerService & Partial<LazyLogger>,
  level: LogLevel,
  { message, getFields }: { message: string; getFields: () => JsonObject },
): void {
  if (logger[writeLazily]) logger[writeLazily](level, message, getFields);
  else logger[level](message, getFields());
}
