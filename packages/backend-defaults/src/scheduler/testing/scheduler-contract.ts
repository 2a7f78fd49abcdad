import type { LifecycleHook, LifecycleService, LoggerService } from '@portico/backend-plugin-api';
import type { Knex } from 'knex';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { createScheduler, type PluginScheduler } from '../scheduler-service.ts';

const table = 'backstage_backend_tasks__tasks';
const timeout = { seconds: 30 };
const hourly = { hours: 1 };

/** A logger that only remembers. */
export function createQuietLogger(): LoggerService & { lines: string[] } {
  const lines: string[] = [];
  const log = (message: string) => void lines.push(message);
  const logger = { lines, error: log, warn: log, info: log, debug: log, child: () => logger };
  return logger;
}

/** An instance of a plugin with a scheduler, that can be stopped. */
export function startInstance(knex: Knex, options: { lookAgainMs?: number } = {}) {
  const hooks: LifecycleHook[] = [];
  const lifecycle: LifecycleService = {
    addStartupHook: () => undefined,
    addShutdownHook: hook => void hooks.push(hook),
  };
  const logger = createQuietLogger();
  const database = { getClient: async () => knex };
  const scheduler = createScheduler({ pluginId: 'test', database, logger, lifecycle, ...options });
  const stop = async () => {
    for (const hook of hooks) await hook();
  };
  return { scheduler, logger, stop };
}

/** A function for a task that says when it is called, and ends when told. */
export function createGate() {
  const signals: AbortSignal[] = [];
  const ends: ((error?: Error) => void)[] = [];
  const fn = (signal: AbortSignal) =>
    new Promise<void>((resolve, reject) => {
      signals.push(signal);
      ends.push(error => (error ? reject(error) : resolve()));
    });
  return { fn, signals, end: (error?: Error) => ends.at(-1)?.(error) };
}

/** What plugins rely on in the scheduler, whatever the database. */
export function describeScheduler(name: string, open: () => Promise<AsyncDisposable & { knex: Knex }>): void {
  describe(`the scheduler on ${name}`, () => {
    let database: Awaited<ReturnType<typeof open>>;
    let instance: ReturnType<typeof startInstance>;
    let scheduler: PluginScheduler;
    const reportOf = async (id: string) => (await scheduler.report()).find(task => task.taskId === id);

    beforeEach(async () => {
      database = await open();
      instance = startInstance(database.knex);
      scheduler = instance.scheduler;
    });
    afterEach(async () => {
      await instance.stop();
      await database[Symbol.asyncDispose]();
    });

    it.each(['global', 'local'] as const)(
      'runs a %s task at once, and again after its frequency',
      async scope => {
        const fn = vi.fn();
        await scheduler.scheduleTask({ id: 'often', scope, frequency: { milliseconds: 30 }, timeout, fn });
        await vi.waitFor(() => expect(fn.mock.calls.length).toBeGreaterThan(3));
      },
    );

    it.each(['global', 'local'] as const)('reports, triggers and cancels a manual %s task', async scope => {
      const gate = createGate();
      const frequency = { trigger: 'manual' } as const;
      await scheduler
        .createScheduledTaskRunner({ frequency, timeout, scope })
        .run({ id: 'manual', fn: gate.fn });
      expect(await reportOf('manual')).toEqual({
        taskId: 'manual',
        pluginId: 'test',
        scope,
        settings: { version: 2, cadence: 'manual', timeoutAfterDuration: 'PT30S' },
        taskState: { status: 'idle' },
        workerState: { status: 'idle' },
      });
      await expect(scheduler.cancelTask('manual')).rejects.toMatchObject({ name: 'ConflictError' });
      await scheduler.triggerTask('manual');
      await vi.waitFor(() => expect(gate.signals).toHaveLength(1));
      await expect(scheduler.triggerTask('manual')).rejects.toMatchObject({ name: 'ConflictError' });
      expect(await reportOf('manual')).toMatchObject({
        taskState: { status: 'running', startedAt: expect.any(String), timesOutAt: expect.any(String) },
        workerState: { status: 'running' },
      });
      await scheduler.cancelTask('manual');
      expect(gate.signals[0]?.aborted).toBe(true);
      gate.end(new Error('was told to stop'));
      await vi.waitFor(async () => {
        const { taskState, workerState } = (await reportOf('manual')) ?? {};
        expect(workerState).toEqual({ status: 'idle' });
        expect(taskState).toMatchObject({ status: 'idle', lastRunEndedAt: expect.any(String) });
        expect(taskState?.lastRunError).toMatch(/was cancelled|told to stop/);
        expect(taskState?.startsAt).toBeUndefined();
      });
    });

    it.each(['global', 'local'] as const)(
      'goes on after a failed %s run, and reports the error',
      async scope => {
        const fn = vi.fn().mockRejectedValueOnce(new TypeError('broken'));
        await scheduler.scheduleTask({ id: 'fails', scope, frequency: hourly, timeout, fn });
        await vi.waitFor(async () => {
          const { lastRunError = '{}' } = (await reportOf('fails'))?.taskState ?? {};
          expect(JSON.parse(lastRunError)).toMatchObject({ name: 'TypeError', message: 'broken' });
        });
        expect(instance.logger.lines).toContain("Task 'fails' failed");
        await scheduler.triggerTask('fails');
        await vi.waitFor(async () => {
          expect(fn).toHaveBeenCalledTimes(2);
          expect((await reportOf('fails'))?.taskState).not.toHaveProperty('lastRunError');
        });
      },
    );

    it.each(['global', 'local'] as const)('waits before the first %s run, unless triggered', async scope => {
      const fn = vi.fn();
      await scheduler.scheduleTask({
        id: 'later',
        scope,
        frequency: hourly,
        timeout,
        initialDelay: hourly,
        fn,
      });
      const report = await reportOf('later');
      expect(report).toMatchObject({
        settings: { cadence: 'PT1H', initialDelayDuration: 'PT1H', timeoutAfterDuration: 'PT30S' },
        workerState: { status: 'initial-wait' },
      });
      expect(Date.parse(report?.taskState?.startsAt ?? '')).toBeGreaterThan(Date.now() + 3_500_000);
      await scheduler.triggerTask('later');
      await vi.waitFor(() => expect(fn).toHaveBeenCalledTimes(1));
    });

    it.each(['global', 'local'] as const)('keeps to cron in UTC for a %s task', async scope => {
      const fn = vi.fn();
      await scheduler.scheduleTask({ id: 'cron', scope, frequency: { cron: '0 3 1 1 *' }, timeout, fn });
      const { startsAt = '' } = (await reportOf('cron'))?.taskState ?? {};
      expect(startsAt).toMatch(/^\d{4}-01-01T0(3:00:00|2:59:59)/);
      await scheduler.scheduleTask({
        id: 'every second',
        scope,
        frequency: { cron: '* * * * * *' },
        timeout,
        fn,
      });
      await vi.waitFor(() => expect(fn).toHaveBeenCalled());
    });

    it.each(['global', 'local'] as const)('aborts a %s run that takes too long', async scope => {
      const gate = createGate();
      const frequency = { trigger: 'manual' } as const;
      await scheduler.scheduleTask({
        id: 'slow',
        scope,
        frequency,
        timeout: { milliseconds: 50 },
        fn: gate.fn,
      });
      await scheduler.triggerTask('slow');
      await vi.waitFor(() => expect(gate.signals[0]?.aborted).toBe(true));
      gate.end();
    });

    it.each(['global', 'local'] as const)('ends a %s schedule with its signal', async scope => {
      const ends = new AbortController();
      const gate = createGate();
      const task = { id: 'ended', scope, frequency: { milliseconds: 1 }, timeout, signal: ends.signal };
      await scheduler.scheduleTask({ ...task, fn: gate.fn });
      await vi.waitFor(() => expect(gate.signals).toHaveLength(1));
      ends.abort();
      expect(gate.signals[0]?.aborted).toBe(true);
      expect(await scheduler.getScheduledTasks()).toEqual([]);
      gate.end();
      const { signal: _, ...again } = task;
      const fn = vi.fn();
      await scheduler.scheduleTask({ ...again, fn });
      await vi.waitFor(() => expect(fn).toHaveBeenCalled());
      expect(gate.signals).toHaveLength(1);
    });

    it('knows no task that was not scheduled', async () => {
      await expect(scheduler.triggerTask('none')).rejects.toMatchObject({ name: 'NotFoundError' });
      await expect(scheduler.cancelTask('none')).rejects.toMatchObject({ name: 'NotFoundError' });
      expect(await scheduler.report()).toEqual([]);
    });

    it('keeps when a task is due over a restart, and runs again what a stop interrupted', async () => {
      const fn = vi.fn();
      const gate = createGate();
      await scheduler.scheduleTask({ id: 'rare', frequency: hourly, timeout, fn });
      await scheduler.scheduleTask({ id: 'interrupted', frequency: hourly, timeout, fn: gate.fn });
      await vi.waitFor(() => expect([fn.mock.calls.length, gate.signals.length]).toEqual([1, 1]));
      gate.signals[0]?.addEventListener('abort', () => gate.end(new Error('stopped')));
      await instance.stop();
      instance = startInstance(database.knex);
      scheduler = instance.scheduler;
      const again = vi.fn();
      await scheduler.scheduleTask({ id: 'rare', frequency: hourly, timeout, fn });
      await scheduler.scheduleTask({ id: 'interrupted', frequency: hourly, timeout, fn: again });
      await vi.waitFor(() => expect(again).toHaveBeenCalledTimes(1));
      expect(fn).toHaveBeenCalledTimes(1);
    });

    it('runs sooner when the schedule was changed to be sooner', async () => {
      const fn = vi.fn();
      await scheduler.scheduleTask({ id: 'changed', frequency: hourly, initialDelay: hourly, timeout, fn });
      await instance.stop();
      instance = startInstance(database.knex);
      await instance.scheduler.scheduleTask({ id: 'changed', frequency: { milliseconds: 20 }, timeout, fn });
      await vi.waitFor(() => expect(fn).toHaveBeenCalled());
    });

    it('takes over from an instance that is gone, when its time is over', async () => {
      const manual = { trigger: 'manual' } as const;
      const fn = vi.fn();
      await scheduler.scheduleTask({ id: 'lost', frequency: manual, timeout: { milliseconds: 100 }, fn });
      // What a killed instance leaves behind.
      await database.knex(table).update({
        current_run_ticket: 'of the gone',
        current_run_started_at: '2020-01-01 00:00:00',
        current_run_expires_at: '2020-01-01 00:00:01',
        next_run_start_at: '2020-01-01 00:00:00',
      });
      await scheduler.scheduleTask({ id: 'another', frequency: manual, timeout, fn: vi.fn() });
      await vi.waitFor(() => expect(fn).toHaveBeenCalledTimes(1));
      expect(instance.logger.lines).toContain("Task 'lost' timed out, and is free to be run again");
    });
  });
}
