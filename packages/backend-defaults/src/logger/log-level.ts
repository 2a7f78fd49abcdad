/** How important a log entry is, most important first. */
export const logLevels = ['error', 'warn', 'info', 'debug'] as const;

/** One of {@link logLevels}. */
export type LogLevel = (typeof logLevels)[number];

/** Names that other loggers use, and what is the same here. */
const synonyms: Readonly<Record<string, LogLevel>> = {
  fatal: 'error',
  warning: 'warn',
  http: 'info',
  verbose: 'info',
  trace: 'debug',
  silly: 'debug',
};

/** Reads the name of a level, in any case, also the names that other loggers use; `undefined` for an unknown one. */
export function parseLogLevel(name: string): LogLevel | undefined {
  const lower = name.toLowerCase();
  return (
    logLevels.find(level => level === lower) ?? (Object.hasOwn(synonyms, lower) ? synonyms[lower] : undefined)
  );
}

/** Whether an entry of one level is written when entries down to another are. */
export function isAtLeast(level: LogLevel, threshold: LogLevel): boolean {
  return logLevels.indexOf(level) <= logLevels.indexOf(threshold);
}
