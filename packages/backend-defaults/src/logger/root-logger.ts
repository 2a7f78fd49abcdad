import { pino, type Logger } from 'pino';
import type { RootLoggerService } from '@portico/backend-plugin-api';
import type { JsonObject } from '@portico/config';
import { serializeErrors } from './error-fields.ts';
import { createIsoClock } from './iso-clock.ts';
import { type LazyLogger, writeLazily } from './lazy-fields.ts';
import { createLogFilter, type LogFilter, type LogLevelOverride } from './log-filter.ts';
import type { LogLevel } from './log-level.ts';
import { createRedaction } from './redaction.ts';
import { createTerminalFormat } from './terminal-line.ts';

/** How a root logger is made. */
export interface RootLoggerOptions {
  /** `json`: one object a line; `terminal`: for people. */
  format: 'json' | 'terminal';
  /** Whether the terminal shows colours. */
  colors?: boolean;
  /** Fields of every entry. */
  meta?: JsonObject;
  /** Entries of this level and above are written. Default: `info`. */
  level?: LogLevel;
  overrides?: readonly LogLevelOverride[];
  /** Takes each finished line, line break included. Default: writes to the standard output. */
  write?: (line: string) => void;
}

/** The logger of the process, with what its owner may do with it. */
export interface OwnedRootLogger extends RootLoggerService {
  /** Masks these texts from now on, in messages, fields and errors. */
  addRedactions(secrets: Iterable<string>): void;
  /** Masks them in a text that goes another way than through the log, as the initializer asks for. */
  redact(text: string): string;
  /** Changes what is written. */
  setLevels(level: LogLevel, overrides: readonly LogLevelOverride[]): void;
}

/** What all loggers of one root share. */
interface Shared {
  filter: LogFilter;
}

/** Makes the logger of a process. */
export function createRootLogger(options: RootLoggerOptions): OwnedRootLogger {
  const { format, colors = false, meta = {}, level = 'info', overrides } = options;
  const destination = options.write ?? createStandardOutput();
  const redaction = createRedaction();
  const clock = createIsoClock();
  const toText = format === 'json' ? (line: string) => line : createTerminalFormat({ colors });
  const output = pino(
    {
      level: 'debug',
      base: null,
      messageKey: 'message',
      timestamp: () => `,"timestamp":"${clock()}"`,
      formatters: { level: label => ({ level: label }) },
    },
    { write: (line: string) => destination(toText(redaction.redact(line))) },
  );
  const shared: Shared = { filter: createLogFilter(level, overrides) };
  const logger = createLogger(output, { service: 'portico', ...meta }, shared);
  return {
    ...logger,
    addRedactions: secrets => redaction.add(secrets),
    redact: text => redaction.redactText(text),
    setLevels(newLevel, newOverrides) {
      shared.filter = createLogFilter(newLevel, newOverrides);
    },
  };
}

function createLogger(
  parent: Logger,
  bindings: Record<string, unknown>,
  shared: Shared,
): RootLoggerService & LazyLogger {
  const output = parent.child(serializeErrors(bindings));
  const log = (level: LogLevel, message: string, meta: Error | JsonObject | undefined): void => {
    const fields = meta instanceof Error ? { error: meta } : (meta ?? {});
    if (!shared.filter(level, () => ({ ...bindings, ...fields, level, message }))) return;
    output[level](serializeErrors(fields), message);
  };
  return {
    error: (message, meta) => log('error', message, meta),
    warn: (message, meta) => log('warn', message, meta),
    info: (message, meta) => log('info', message, meta),
    debug: (message, meta) => log('debug', message, meta),
    child: meta => createLogger(parent, { ...bindings, ...meta }, shared),
    [writeLazily](level, message, getFields) {
      let fields: JsonObject | undefined;
      const isWritten = shared.filter(level, () => ({
        ...bindings,
        ...(fields ??= getFields()),
        level,
        message,
      }));
      if (isWritten) output[level](serializeErrors(fields ?? getFields()), message);
    },
  };
}

/** How long a line waits for others to be written with, in milliseconds. */
const gatherMs = 10;

/**
 * Writes the lines of a moment together: with a system call for each, a busy
 * server would spend most of its time on its request log. They are out before
 * the process ends.
 */
function createStandardOutput(): (line: string) => void {
  const destination = pino.destination({ fd: 1, sync: true });
  let pending = '';
  const flush = (): void => {
    process.off('exit', flush);
    const lines = pending;
    pending = '';
    if (lines !== '') destination.write(lines);
  };
  return line => {
    if (pending === '') {
      setTimeout(flush, gatherMs).unref();
      process.on('exit', flush);
    }
    pending += line;
  };
}
