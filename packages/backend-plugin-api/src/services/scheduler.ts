import type { Duration } from 'luxon';
import type { HumanDuration, JsonObject } from '@portico/config';

/** What a task does. The signal is aborted at shutdown and when the timeout is over. */
export type SchedulerTaskFunction = (abortSignal: AbortSignal) => void | Promise<void>;

/** When a task runs. */
export interface SchedulerSchedule {
  /** A cron expression, a pause between starts, or only when triggered. */
  frequency: { cron: string } | Duration | HumanDuration | { trigger: 'manual' };
  /** After this, another instance may take the task over. */
  timeout: Duration | HumanDuration;
  initialDelay?: Duration | HumanDuration;
  /** `global` (default): one run at a time over all instances; `local`: each instance for itself. */
  scope?: 'global' | 'local';
}

/** A task to be scheduled. Its id is unique within the plugin. */
export interface SchedulerTask {
  id: string;
  fn: SchedulerTaskFunction;
  /** Ends the schedule when aborted. */
  signal?: AbortSignal;
}

/** Runs tasks on one schedule. */
export interface SchedulerTaskRunner {
  run(task: SchedulerTask): Promise<void>;
}

/** Runs what is to be done again and again. */
export interface SchedulerService {
  /** Throws `NotFoundError` for an unknown task, `ConflictError` for one that runs already. */
  triggerTask(id: string): Promise<void>;
  cancelTask(id: string): Promise<void>;
  scheduleTask(task: SchedulerSchedule & SchedulerTask): Promise<void>;
  createScheduledTaskRunner(schedule: SchedulerSchedule): SchedulerTaskRunner;
  getScheduledTasks(): Promise<
    { id: string; scope: 'global' | 'local'; settings: { version: number } & JsonObject }[]
  >;
}
