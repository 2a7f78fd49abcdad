import { ConflictError, serializeError } from '@portico/errors';
import { startLongTimer, type LongTimer } from './long-timer.ts';
import {
  startRun,
  type ScheduledTask,
  type TaskRun,
  type TaskState,
  type WorkerState,
} from './scheduled-task.ts';
import { nextRun, toMilliseconds } from './task-settings.ts';

/** A task that each instance runs for itself. */
export interface LocalTask {
  /** Runs it now; throws `ConflictError` if it runs. */
  trigger(): void;
  /** Aborts the run that is going on; throws `ConflictError` if there is none. */
  cancel(): void;
  taskState(): TaskState;
  workerState(): WorkerState;
  /** Settles when nothing runs any more. */
  idle(): Promise<void>;
}

/** Runs a task in this instance on its schedule, until one of the signals is aborted. */
export function startLocalTask(task: ScheduledTask, stopping: AbortSignal): LocalTask {
  let run: TaskRun | undefined;
  let timer: LongTimer | undefined;
  let state: TaskState = { status: 'idle' };
  let worker: WorkerState['status'] = 'idle';
  const isOver = () => stopping.aborted || task.signal?.aborted === true;

  const waitFor = (milliseconds: number, status: WorkerState['status'] = 'idle') => {
    worker = status;
    const startsAt = milliseconds === Infinity ? {} : { startsAt: isoAfter(milliseconds) };
    state = { ...lastRunOf(state), status: 'idle', ...startsAt };
    if (!isOver()) timer = startLongTimer(milliseconds, start);
  };
  const start = () => {
    timer?.cancel();
    const timeout = toMilliseconds(task.settings.timeoutAfterDuration);
    const begun = Date.now();
    worker = 'running';
    state = { ...lastRunOf(state), status: 'running', startedAt: isoAfter(0), timesOutAt: isoAfter(timeout) };
    run = startRun(task, [task.signal, stopping]);
    void run.done.then(({ error }) => {
      run = undefined;
      const failure = error === undefined ? {} : { lastRunError: JSON.stringify(serializeError(error)) };
      state = { status: 'idle', lastRunEndedAt: isoAfter(0), ...failure };
      waitFor(pauseAfter(task, Date.now() - begun));
    });
  };
  const stop = () => timer?.cancel();
  stopping.addEventListener('abort', stop, { once: true });
  task.signal?.addEventListener('abort', stop, { once: true });

  const delay = task.settings.initialDelayDuration;
  if (delay) waitFor(toMilliseconds(delay), 'initial-wait');
  else waitFor(task.settings.cadence.startsWith('P') ? 0 : pauseAfter(task, 0));
  return {
    trigger() {
      if (run) throw new ConflictError(`Task '${task.id}' is currently running. Wait until it has ended.`);
      start();
    },
    cancel() {
      if (!run) throw new ConflictError(`Task '${task.id}' is not running. There is nothing to cancel.`);
      run.abort();
    },
    taskState: () => state,
    workerState: () => ({ status: worker }),
    idle: async () => {
      await run?.done;
    },
  };
}

function pauseAfter(task: ScheduledTask, tookMs: number): number {
  const next = nextRun(task.settings.cadence);
  if (next.kind === 'manual') return Infinity;
  return next.kind === 'at' ? next.time.getTime() - Date.now() : Math.max(0, next.milliseconds - tookMs);
}

function isoAfter(milliseconds: number): string {
  return new Date(Date.now() + milliseconds).toISOString();
}

function lastRunOf({ lastRunEndedAt, lastRunError }: TaskState): Partial<TaskState> {
  return { ...(lastRunEndedAt ? { lastRunEndedAt } : {}), ...(lastRunError ? { lastRunError } : {}) };
}
