import { join } from 'node:path';
import {
  runMigrations,
  type DatabaseService,
  type LifecycleService,
  type LoggerService,
  type SchedulerSchedule,
  type SchedulerService,
  type SchedulerTask,
} from '@portico/backend-plugin-api';
import { InputError } from '@portico/errors';
import { GlobalTasks } from './global-tasks.ts';
import { startLocalTask, type LocalTask } from './local-tasks.ts';
import { startLongTimer } from './long-timer.ts';
import { observeTask } from './observe-task.ts';
import type { TaskState, WorkerState } from './scheduled-task.ts';
import { toTaskSettings, type TaskSettings } from './task-settings.ts';
import { TaskTable } from './task-table.ts';

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

interface Known {
  scope: 'global' | 'local';
  settings: TaskSettings;
  local?: LocalTask;
}

// A task that does not listen to its signal must not keep the process from ending.
const patienceAtStopMs = 5000;

/**
 * The scheduler of one plugin. Global tasks are kept in the plugin's database,
 * which is first connected to when there is one. At shutdown it waits for what
 * runs, for at most five seconds.
 */
export function createScheduler(options: SchedulerOptions): PluginScheduler {
  const { pluginId, lifecycle } = options;
  const tasks = new Map<string, Known>();
  const stopping = new AbortController();
  let global: Promise<GlobalTasks> | undefined;

  const globalTasks = () => {
    global ??= openGlobalTasks(options).catch((error: Error) => {
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
    scheduleTask: definition =>
      schedule(definition, { ...options, tasks, stopping: stopping.signal, globalTasks }),
    createScheduledTaskRunner: runnerSchedule => ({
      run: task => scheduler.scheduleTask({ ...task, ...runnerSchedule }),
    }),
    getScheduledTasks: async () =>
      [...tasks].map(([id, { scope, settings }]) => ({ id, scope, settings: { ...settings } })),
    report: async () => reportTasks(pluginId, tasks, await global),
  };
  return scheduler;
}

async function schedule(
  { id, fn, signal, ...timing }: SchedulerSchedule & SchedulerTask,
  context: SchedulerOptions & {
    tasks: Map<string, Known>;
    stopping: AbortSignal;
    globalTasks(): Promise<GlobalTasks>;
  },
): Promise<void> {
  const { logger, tasks } = context;
  assertTaskId(id);
  if (signal?.aborted) return;
  const scope = timing.scope ?? 'global';
  const settings = toTaskSettings(timing);
  if (tasks.has(id)) logger.warn(`Task '${id}' is scheduled twice; the later takes the place of the earlier`);
  const task = {
    id,
    settings,
    fn: observeTask({ id, scope, fn }),
    logger: logger.child({ task: id }),
    ...(signal ? { signal } : {}),
  };
  const known: Known = { scope, settings };
  if (scope === 'global') await (await context.globalTasks()).add(task);
  else known.local = startLocalTask(task, context.stopping);
  tasks.set(id, known);
  signal?.addEventListener('abort', () => tasks.get(id) === known && tasks.delete(id), { once: true });
  logger.debug(`Scheduled task '${id}' (${scope}): ${JSON.stringify(settings)}`);
}

async function reportTasks(
  pluginId: string,
  tasks: Map<string, Known>,
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

async function openGlobalTasks({
  database,
  logger,
  lookAgainMs = 10_000,
}: SchedulerOptions): Promise<GlobalTasks> {
  const knex = await database.getClient();
  if (!database.migrations?.skip) {
    await runMigrations(knex, {
      directory: join(import.meta.dirname, 'migrations'),
      tableName: 'backstage_backend_tasks__knex_migrations',
    });
  }
  const isShared = knex.client.config.client === 'pg';
  return new GlobalTasks({
    table: new TaskTable(knex),
    logger,
    lookAgainMs: isShared ? lookAgainMs : Infinity,
  });
}

function assertTaskId(id: unknown): void {
  if (typeof id === 'string' && id.trim() !== '') return;
  throw new InputError(`'${String(id)}' is not the id of a task. Give it a name that is not empty.`);
}
