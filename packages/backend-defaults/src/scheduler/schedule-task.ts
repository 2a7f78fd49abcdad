import type { LoggerService, SchedulerSchedule, SchedulerTask } from '@portico/backend-plugin-api';
import { InputError } from '@portico/errors';
import type { GlobalTasks } from './global-tasks.ts';
import { startLocalTask, type LocalTask } from './local-tasks.ts';
import { observeTask } from './observe-task.ts';
import { toTaskSettings, type TaskSettings } from './task-settings.ts';

/** A task that a scheduler knows. */
export interface KnownTask {
  scope: 'global' | 'local';
  settings: TaskSettings;
  local?: LocalTask;
}

/** Starts a task in its scope, and adds it to the tasks of its scheduler. */
export async function scheduleTask(
  { id, fn, signal, ...timing }: SchedulerSchedule & SchedulerTask,
  context: {
    tasks: Map<string, KnownTask>;
    logger: LoggerService;
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
  const known: KnownTask = { scope, settings };
  if (scope === 'global') await (await context.globalTasks()).add(task);
  else known.local = startLocalTask(task, context.stopping);
  tasks.set(id, known);
  signal?.addEventListener('abort', () => tasks.get(id) === known && tasks.delete(id), { once: true });
  logger.debug(`Scheduled task '${id}' (${scope}): ${JSON.stringify(settings)}`);
}

function assertTaskId(id: unknown): void {
  if (typeof id === 'string' && id.trim() !== '') return;
  throw new InputError(`'${String(id)}' is not the id of a task. Give it a name that is not empty.`);
}
