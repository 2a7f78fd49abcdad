import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { createTestDatabases } from '@portico/backend-test-utils/databases';
import knexFactory from 'knex';
import { describe, expect, it, vi } from 'vitest';
import { createGate, describeScheduler, startInstance } from './testing/scheduler-contract.ts';

const databases = createTestDatabases();
for (const id of ['SQLITE_FILE', 'POSTGRES'] as const) describeScheduler(id, () => databases.init(id));

const timeout = { seconds: 30 };
const manual = { trigger: 'manual' } as const;

async function startInstances(count: number) {
  const database = await databases.init('POSTGRES');
  const pools = Array.from({ length: count }, () =>
    knexFactory({ client: 'pg', connection: database.connection, pool: { min: 0, max: 3 } }),
  );
  const instances = pools.map(pool => startInstance(pool, { lookAgainMs: 50 }));
  return {
    database,
    instances,
    async [Symbol.asyncDispose]() {
      await Promise.all(instances.map(instance => instance.stop()));
      await Promise.all(pools.map(pool => pool.destroy()));
      await database[Symbol.asyncDispose]();
    },
  };
}

describe('several instances on one PostgreSQL', () => {
  it('never run a task twice at once', async () => {
    await using world = await startInstances(3);
    let running = 0;
    let most = 0;
    let runs = 0;
    const fn = async () => {
      running += 1;
      runs += 1;
      most = Math.max(most, running);
      await new Promise(resolve => setTimeout(resolve, 5));
      running -= 1;
    };
    await Promise.all(
      world.instances.map(({ scheduler }) =>
        scheduler.scheduleTask({ id: 'shared', frequency: { milliseconds: 1 }, timeout, fn }),
      ),
    );
    await vi.waitFor(() => expect(runs).toBeGreaterThan(50));
    expect(most).toBe(1);
  });

  it('trigger and cancel for one another', async () => {
    await using world = await startInstances(2);
    const [first, second] = world.instances;
    const gate = createGate();
    await first?.scheduler.scheduleTask({ id: 'there', frequency: manual, timeout, fn: gate.fn });
    await second?.scheduler.triggerTask('there');
    await vi.waitFor(() => expect(gate.signals).toHaveLength(1));
    await second?.scheduler.cancelTask('there');
    await vi.waitFor(() => expect(gate.signals[0]?.aborted).toBe(true));
    gate.end();
  });

  it('take over from one that was killed', async () => {
    await using world = await startInstances(1);
    const child = spawn(
      process.execPath,
      [
        '--input-type=module-typescript',
        '--eval',
        `import knexFactory from 'knex';
       import { createScheduler } from ${JSON.stringify(join(import.meta.dirname, 'scheduler-service.ts'))};
       const knex = knexFactory({ client: 'pg', connection: ${JSON.stringify(world.database.connection)} });
       const quiet = () => undefined;
       const logger = { error: quiet, warn: quiet, info: quiet, debug: quiet, child: () => logger };
       const scheduler = createScheduler({ pluginId: 'test', logger, database: { getClient: async () => knex },
         lifecycle: { addShutdownHook: quiet, addStartupHook: quiet } });
       await scheduler.scheduleTask({ id: 'taken', frequency: { hours: 1 }, timeout: { minutes: 5 },
         fn: () => new Promise(() => { console.log('running'); setInterval(quiet, 1000); }) });`,
      ],
      { stdio: ['ignore', 'pipe', 'inherit'] },
    );
    const fn = vi.fn();
    const closed = new Promise(resolve => child.on('close', resolve));
    await new Promise<void>(resolve => child.stdout.once('data', () => resolve()));
    await world.instances[0]?.scheduler.scheduleTask({ id: 'taken', frequency: { hours: 1 }, timeout, fn });
    child.kill('SIGKILL');
    await closed;
    expect(fn).not.toHaveBeenCalled();
    // As if its five minutes were over.
    await world.database
      .knex('backstage_backend_tasks__tasks')
      .update({ current_run_expires_at: '2020-01-01 00:00:01' });
    await vi.waitFor(() => expect(fn).toHaveBeenCalledTimes(1));
  });

  it('go on when the database was away', async () => {
    await using world = await startInstances(1);
    const [instance] = world.instances;
    const gate = createGate();
    await instance?.scheduler.scheduleTask({
      id: 'steady',
      frequency: { milliseconds: 1 },
      timeout,
      fn: gate.fn,
    });
    await vi.waitFor(() => expect(gate.signals).toHaveLength(1));
    await world.database.knex.raw(
      'select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid()',
    );
    gate.end();
    await vi.waitFor(() => expect(gate.signals).toHaveLength(2));
    gate.end();
  });
});

describe('at rest', () => {
  it('asks the database nothing until something is due', async () => {
    await using database = await databases.init('SQLITE_MEMORY');
    const instance = startInstance(database.knex);
    const fn = vi.fn();
    await instance.scheduler.scheduleTask({ id: 'rare', frequency: { hours: 1 }, timeout, fn });
    await vi.waitFor(async () => {
      const [report] = await instance.scheduler.report();
      expect(report?.taskState).toMatchObject({ status: 'idle', lastRunEndedAt: expect.any(String) });
    });
    const queries = vi.fn();
    database.knex.on('query', queries);
    // The last words of the run may still be on their way. Who asks now and then never rests.
    await vi.waitFor(async () => {
      queries.mockClear();
      await new Promise(resolve => setTimeout(resolve, 300));
      expect(queries).not.toHaveBeenCalled();
    });
    await instance.stop();
  });
});
