import type {
  DatabaseService,
  LifecycleService,
  LoggerService,
  SchedulerService,
} from '@portico/backend-plugin-api';
import type { GlobalTasks } from './global-tasks.ts';
import { startLongTimer } from './long-timer.ts';
import type { KnownTask } from './schedule-task.ts';
import type { TaskState, WorkerState } from './scheduled-task.ts';
import type { TaskSettings } from './task-settings.ts';

/** What {@link createScheduler} needs. */
export interface SchedulerOptions {
  pluginId: string;
  database: DatabaseService;
  logger: LoggerService;
  lifecycle: LifecycleService;
  /** Milliseconds between looks at what other instances did, on PostgreSQL; 10,000 unless told. */
  lookAgainMs?: number;
}

/** A task with all there is to tell about it. */
export interface TaskReport {
  taskId: string;
  pluginId: string;
  scope: 'global' | 'local';
  settings: TaskSettings;
  taskState: TaskState | null;
  workerState: WorkerState | null;
}

/** The scheduler of a plugin, with the report that its endpoint serves. */
export interface PluginScheduler extends SchedulerService {
  report(): Promise<TaskReport[]>;
}

// A task that does not listen to its signal must not keep the process from ending.
const patienceAtStopMs = 5000;

/**
 * The scheduler of one plugin. Global tasks are kept in the plugin's database,
 * which is first connected to when there is one; what schedules is loaded with
 * the first task, too. At shutdown it waits for what runs, for at most five
 * seconds.
 */
export function createScheduler(options: SchedulerOptions): PluginScheduler {
  const { pluginId, lifecycle } = options;
  const tasks = new Map<string, KnownTask>();
  const stopping = new AbortController();
  let global: Promise<GlobalTasks> | undefined;

  const globalTasks = () => {
    global ??= import('./open-global-tasks.ts')
      .then(({ openGlobalTasks }) => openGlobalTasks(options))
      .catch((error: Error) => {
        global = undefined;
        throw error;
      });
    return global;
  };
  lifecycle.addShutdownHook(async () => {
    stopping.abort();
    const local = [...tasks.values()].map(task => task.local?.idle());
    const patience = new Promise<void>(resolve => startLongTimer(patienceAtStopMs, resolve));
    await Promise.race([Promise.all([(await global)?.stop(), ...local]), patience]);
  });
  const scheduler: PluginScheduler = {
    async triggerTask(id) {
      const local = tasks.get(id)?.local;
      if (local) local.trigger();
      else await (await globalTasks()).trigger(id);
    },
    async cancelTask(id) {
      const local = tasks.get(id)?.local;
      if (local) local.cancel();
      else await (await globalTasks()).cancel(id);
    },
    async scheduleTask(definition) {
      const { scheduleTask } = await import('./schedule-task.ts');
      await scheduleTask(definition, { ...options, tasks, stopping: stopping.signal, globalTasks });
    },
    createScheduledTaskRunner: runnerSchedule => ({
      run: task => scheduler.scheduleTask({ ...task, ...runnerSchedule }),
    }),
    getScheduledTasks: async () =>
      [...tasks].map(([id, { scope, settings }]) => ({ id, scope, settings: { ...settings } })),
    report: async () => reportTasks(pluginId, tasks, await global),
  };
  return scheduler;
}

async function reportTasks(
  pluginId: string,
  tasks: Map<string, KnownTask>,
  global: GlobalTasks | undefined,
): Promise<TaskReport[]> {
  const states = await global?.taskStates();
  return [...tasks].map(([taskId, { scope, settings, local }]) => ({
    taskId,
    pluginId,
    scope,
    settings,
    taskState: local?.taskState() ?? states?.get(taskId) ?? null,
    workerState: local?.workerState() ?? global?.workerState(taskId) ?? null,
  }));
}
