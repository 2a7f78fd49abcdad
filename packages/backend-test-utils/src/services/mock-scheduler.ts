import type {
  LifecycleService,
  SchedulerSchedule,
  SchedulerService,
  SchedulerTask,
} from '@portico/backend-plugin-api';
import { ConflictError, NotFoundError } from '@portico/errors';

/** Which tasks run once when the plugin has started; by default those that would soon run by themselves. */
export interface MockSchedulerOptions {
  skipTaskRunOnStartup?: boolean;
  includeManualTasksOnStartup?: boolean;
  includeInitialDelayedTasksOnStartup?: boolean;
}

/** A scheduler that runs tasks only when told. */
export interface MockScheduler extends SchedulerService {
  /** Resolves when the task has ended the next time; rejects with what it throws. */
  waitForTask(id: string): Promise<void>;
}

interface Task extends SchedulerTask, SchedulerSchedule {
  controller: AbortController;
  running: boolean;
}

/** Makes a scheduler without a clock; with a lifecycle, tasks run once at the start, and are aborted at the end. */
export function createMockScheduler(
  lifecycle?: LifecycleService,
  options: MockSchedulerOptions = {},
): MockScheduler {
  const tasks = new Map<string, Task>();
  const waiting = new Map<string, PromiseWithResolvers<void>>();

  function find(id: string): Task {
    const task = tasks.get(id);
    if (!task) throw new NotFoundError(`Task ${id} not found`);
    return task;
  }

  async function run(task: Task): Promise<void> {
    if (task.running) return;
    task.running = true;
    try {
      await task.fn(task.controller.signal);
      waiting.get(task.id)?.resolve();
    } catch (error) {
      waiting.get(task.id)?.reject(error);
    } finally {
      waiting.delete(task.id);
      task.running = false;
    }
  }

  lifecycle?.addShutdownHook(() => tasks.forEach(({ controller }) => controller.abort()));
  if (!options.skipTaskRunOnStartup) {
    lifecycle?.addStartupHook(async () => {
      await Promise.all([...tasks.values()].filter(task => runsAtStart(task, options)).map(run));
    });
  }
  const scheduleTask: SchedulerService['scheduleTask'] = async task =>
    void tasks.set(task.id, { ...task, controller: new AbortController(), running: false });
  return {
    scheduleTask,
    createScheduledTaskRunner: schedule => ({ run: task => scheduleTask({ ...schedule, ...task }) }),
    triggerTask: async id => run(find(id)),
    async cancelTask(id) {
      const task = find(id);
      if (!task.running) throw new ConflictError(`Task ${id} is not running`);
      task.controller.abort();
      task.controller = new AbortController();
    },
    getScheduledTasks: async () =>
      [...tasks.values()].map(({ id, scope = 'global' }) => ({ id, scope, settings: { version: 1 } })),
    waitForTask(id) {
      const existing = waiting.get(id) ?? Promise.withResolvers<void>();
      waiting.set(id, existing);
      return existing.promise;
    },
  };
}

function runsAtStart({ frequency, initialDelay }: Task, options: MockSchedulerOptions): boolean {
  if (initialDelay && !options.includeInitialDelayedTasksOnStartup) return false;
  return !('trigger' in frequency) || options.includeManualTasksOnStartup === true;
}
