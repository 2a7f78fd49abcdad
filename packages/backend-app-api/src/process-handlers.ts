import { stringifyError, toError } from '@portico/errors';
import type { StartedBackend } from './start-backend.ts';

// The process is one for all backends in it: it may end only when the last of them has stopped.
const running = new Set<symbol>();

/**
 * Lets a backend end with its process: a signal or an empty event loop stops it
 * and exits, with 1 when stopping failed. Errors that nobody handles are logged
 * and not fatal, but for the failure of the start itself: its message is
 * printed, and the process exits with 1. Does nothing when `NODE_ENV` is
 * `test`. Gives a function that takes the handlers away.
 */
export function attachToProcess(backend: StartedBackend, stop: () => Promise<void>): () => void {
  if (process.env.NODE_ENV === 'test') return () => undefined;
  const id = Symbol('backend');
  running.add(id);
  let startupFailure: { reason: unknown } | undefined;
  backend.result.catch((reason: unknown) => (startupFailure = { reason }));

  async function end(exitCode: number): Promise<void> {
    try {
      await stop();
    } catch (error) {
      process.stderr.write(`Failed to stop: ${stringifyError(error)}\n`);
      process.exitCode = 1;
    }
    if (exitCode !== 0) process.exitCode = exitCode;
    if (running.size === 0) process.exit();
  }

  async function onUnhandled(type: string, what: string, reason: unknown): Promise<void> {
    if (startupFailure && reason === startupFailure.reason) {
      process.stderr.write(`${describeStartupError(reason)}\n`);
      return end(1);
    }
    const logger = await backend.logger();
    if (logger) logger.child({ type }).error(what, toError(reason));
    else process.stderr.write(`${what}: ${stringifyError(reason)}\n`);
  }

  const listeners: [string, (reason: unknown) => void][] = [
    ...['SIGTERM', 'SIGINT', 'beforeExit'].map((event): [string, () => void] => [event, () => void end(0)]),
    ['unhandledRejection', reason => void onUnhandled('unhandledRejection', 'Unhandled rejection', reason)],
    ['uncaughtException', error => void onUnhandled('uncaughtException', 'Uncaught exception', error)],
  ];
  for (const [event, listener] of listeners) process.on(event, listener);
  return () => {
    running.delete(id);
    for (const [event, listener] of listeners) process.off(event, listener);
  };
}

/** The message, which tells what to do; the stack of what nobody foresaw, such as a `TypeError`. */
function describeStartupError(reason: unknown): string {
  const { name, message, stack = message } = toError(reason);
  const isUnforeseen = name !== 'Error' && name in globalThis;
  return isUnforeseen ? stack : message;
}
