import type { LoggerService, SchedulerTaskFunction } from '@portico/backend-plugin-api';
import { startLongTimer } from './long-timer.ts';
import { toMilliseconds, type TaskSettings } from './task-settings.ts';

/** A task of this instance. */
export interface ScheduledTask {
  id: string;
  settings: TaskSettings;
  fn: SchedulerTaskFunction;
  logger: LoggerService;
  /** Ends the schedule when aborted. */
  signal?: AbortSignal;
}

/** Whether a task runs, anywhere, and when it did and will. Times are ISO 8601. */
export interface TaskState {
  status: 'running' | 'idle';
  startedAt?: string;
  timesOutAt?: string;
  startsAt?: string;
  lastRunEndedAt?: string;
  /** The error as JSON text. */
  lastRunError?: string;
}

/** What this instance does about a task. */
export interface WorkerState {
  status: 'initial-wait' | 'idle' | 'running';
}

/** A run of a task that is going on. */
export interface TaskRun {
  abort(): void;
  /** Settles when the run is over; never rejects. */
  done: Promise<{ error?: unknown }>;
}

/** Runs a task once. Its signal is aborted by `abort`, by the given signals, and when the timeout is over. */
export function startRun(task: ScheduledTask, signals: readonly (AbortSignal | undefined)[]): TaskRun {
  const own = new AbortController();
  const timer = startLongTimer(toMilliseconds(task.settings.timeoutAfterDuration), () => own.abort());
  const given = signals.filter(signal => signal !== undefined);
  const signal = AbortSignal.any([own.signal, ...given]);
  const run = async () => {
    try {
      await task.fn(signal);
      return {};
    } catch (error) {
      task.logger.error(
        `Task '${task.id}' failed`,
        error instanceof Error ? error : new Error(String(error)),
      );
      return { error };
    } finally {
      timer.cancel();
    }
  };
  return { abort: () => own.abort(), done: run() };
}
