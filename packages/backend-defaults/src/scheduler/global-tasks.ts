import { randomUUID } from 'node:crypto';
import type { LoggerService } from '@portico/backend-plugin-api';
import { ConflictError, NotFoundError } from '@portico/errors';
import { startLongTimer, type LongTimer } from './long-timer.ts';
import {
  startRun,
  type ScheduledTask,
  type TaskRun,
  type TaskState,
  type WorkerState,
} from './scheduled-task.ts';
import { toMilliseconds } from './task-settings.ts';
import type { TaskRow, TaskTable } from './task-table.ts';

/** How {@link GlobalTasks} are made. */
export interface GlobalTasksOptions {
  table: TaskTable;
  logger: LoggerService;
  /**
   * Milliseconds after which to look at the table again even if nothing is
   * due, for what other instances did. `Infinity` where there are none.
   */
  lookAgainMs: number;
}

interface Entry {
  task: ScheduledTask;
  /** By `performance.now()`: the end of the initial delay. */
  notBefore: number;
  run?: TaskRun & { ticket: string };
}

const longestRetryMs = 30_000;

/**
 * The tasks that one instance at a time runs, out of all that share the
 * database. It sleeps until the next task is due or gives up on a run of
 * another instance, and looks at nothing meanwhile but once every `lookAgainMs`.
 */
export class GlobalTasks {
  readonly #table: TaskTable;
  readonly #logger: LoggerService;
  readonly #lookAgainMs: number;
  readonly #entries = new Map<string, Entry>();
  readonly #stopping = new AbortController();
  #timer: LongTimer | undefined;
  #looking = false;
  #woken = false;
  #failures = 0;

  constructor({ table, logger, lookAgainMs }: GlobalTasksOptions) {
    this.#table = table;
    this.#logger = logger;
    this.#lookAgainMs = lookAgainMs;
  }

  /** Registers a task, and runs it on its schedule until its signal is aborted. */
  async add(task: ScheduledTask): Promise<void> {
    await this.#table.register(task.id, task.settings);
    const delay = task.settings.initialDelayDuration;
    const entry: Entry = { task, notBefore: performance.now() + (delay ? toMilliseconds(delay) : 0) };
    this.#entries.set(task.id, entry);
    const forget = () => this.#entries.get(task.id) === entry && this.#entries.delete(task.id);
    task.signal?.addEventListener('abort', forget, { once: true });
    this.#wake();
  }

  /** Makes a task run now, here or elsewhere. Throws `NotFoundError`, and `ConflictError` if it runs. */
  async trigger(id: string): Promise<void> {
    const outcome = await this.#table.trigger(id);
    if (outcome === 'unknown') throw unknownTask(id);
    if (outcome === 'running') {
      throw new ConflictError(`Task '${id}' is currently running. Wait until it has ended.`);
    }
    const entry = this.#entries.get(id);
    if (entry) entry.notBefore = 0;
    this.#wake();
  }

  /** Ends a run, here or elsewhere. Throws `NotFoundError`, and `ConflictError` if there is none. */
  async cancel(id: string): Promise<void> {
    const outcome = await this.#table.cancel(id);
    if (outcome === 'unknown') throw unknownTask(id);
    if (outcome === 'idle') {
      throw new ConflictError(`Task '${id}' is not running. There is nothing to cancel.`);
    }
    this.#entries.get(id)?.run?.abort();
    this.#wake();
  }

  /** The states of all tasks in the database. */
  async taskStates(): Promise<Map<string, TaskState>> {
    return new Map((await this.#table.list()).map(row => [row.id, toTaskState(row)]));
  }

  /** What this instance does about a task. */
  workerState(id: string): WorkerState | undefined {
    const entry = this.#entries.get(id);
    if (!entry) return undefined;
    if (entry.run) return { status: 'running' };
    return { status: entry.notBefore > performance.now() ? 'initial-wait' : 'idle' };
  }

  /** Takes up nothing more, aborts what runs, and waits for its end. */
  async stop(): Promise<void> {
    this.#stopping.abort();
    this.#timer?.cancel();
    await Promise.all([...this.#entries.values()].flatMap(({ run }) => (run ? [run.done] : [])));
  }

  #wake(): void {
    this.#woken = true;
    this.#wakeIn(0);
  }

  #wakeIn(milliseconds: number): void {
    this.#timer?.cancel();
    if (this.#stopping.signal.aborted || this.#entries.size === 0) return;
    this.#timer = startLongTimer(milliseconds, () => void this.#look());
  }

  // One look at a time; being woken meanwhile means another right after.
  async #look(): Promise<void> {
    if (this.#looking || this.#stopping.signal.aborted) return;
    this.#looking = true;
    this.#woken = false;
    const pause = await this.#lookOnce().catch((error: Error) => this.#onLookFailed(error));
    this.#looking = false;
    this.#wakeIn(this.#woken ? 0 : pause);
  }

  async #lookOnce(): Promise<number> {
    let rows = await this.#table.list();
    if (rows.some(row => row.expiresIn !== undefined && row.expiresIn < 0)) {
      for (const id of await this.#table.expire()) {
        this.#logger.warn(`Task '${id}' timed out, and is free to be run again`);
      }
      rows = await this.#table.list();
    }
    if (this.#failures > 0) this.#logger.info('Looking after the scheduled tasks again');
    this.#failures = 0;
    const byId = new Map(rows.map(row => [row.id, row]));
    const entries = [...this.#entries.values()];
    const pauses = await Promise.all(entries.map(entry => this.#attend(entry, byId.get(entry.task.id))));
    return Math.min(this.#lookAgainMs, ...pauses);
  }

  #onLookFailed(error: Error): number {
    if (this.#failures === 0) {
      this.#logger.warn(`Cannot look after the scheduled tasks, will try again: ${error.message}`);
    }
    this.#failures += 1;
    return Math.min(1000 * 2 ** (this.#failures - 1), longestRetryMs);
  }

  /** Does what a task needs now, and tells after how many milliseconds to look at it again. */
  async #attend(entry: Entry, row: TaskRow | undefined): Promise<number> {
    if (!row) {
      await this.#table.register(entry.task.id, entry.task.settings);
      return 0;
    }
    if (entry.run && entry.run.ticket !== row.ticket) entry.run.abort();
    if (entry.run) return Infinity;
    if (row.ticket !== undefined) return afterwards(row.expiresIn);
    const pause = Math.max(row.dueIn ?? Infinity, entry.notBefore - performance.now());
    if (pause > 0) return afterwards(pause);
    const ticket = randomUUID();
    if (!(await this.#table.claim(entry.task.id, ticket, entry.task.settings))) return 1000;
    this.#execute(entry, ticket);
    return Infinity;
  }

  #execute(entry: Entry, ticket: string): void {
    const { task } = entry;
    const run = startRun(task, [task.signal, this.#stopping.signal]);
    const done = run.done.then(async result => {
      const end = { settings: task.settings, ...result, interrupted: this.#stopping.signal.aborted };
      await this.#release(task.id, () => this.#table.release(task.id, ticket, end));
      delete entry.run;
      this.#wake();
      return result;
    });
    entry.run = { abort: run.abort, done, ticket };
  }

  // Without this, a database that is away for a moment would make the task wait for its timeout.
  async #release(id: string, step: () => Promise<boolean>): Promise<void> {
    for (let pause = 250; ; pause = Math.min(pause * 2, longestRetryMs)) {
      try {
        await step();
        return;
      } catch (error) {
        if (this.#stopping.signal.aborted) return;
        this.#logger.warn(
          `Cannot record the end of task '${id}', will try again: ${(error as Error).message}`,
        );
        await new Promise<void>(resolve => startLongTimer(pause, resolve));
      }
    }
  }
}

// One millisecond late rather than early: early, it would have to look twice.
function afterwards(milliseconds: number | undefined): number {
  return milliseconds === undefined ? Infinity : Math.max(0, milliseconds) + 1;
}

function unknownTask(id: string): Error {
  return new NotFoundError(
    `Task '${id}' does not exist. See /.backstage/scheduler/v1/tasks for those that do.`,
  );
}

function toTaskState(row: TaskRow): TaskState {
  const last = {
    ...(row.lastRunEndedAt ? { lastRunEndedAt: row.lastRunEndedAt } : {}),
    ...(row.lastRunError ? { lastRunError: row.lastRunError } : {}),
  };
  if (!row.startedAt) return { status: 'idle', ...(row.nextAt ? { startsAt: row.nextAt } : {}), ...last };
  const timesOutAt = row.expiresAt ? { timesOutAt: row.expiresAt } : {};
  return { status: 'running', startedAt: row.startedAt, ...timesOutAt, ...last };
}
