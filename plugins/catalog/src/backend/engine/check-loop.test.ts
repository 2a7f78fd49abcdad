import { createStatementRunner, runMigrations, type StatementRunner } from '@portico/backend-plugin-api';
import { createTestDatabases } from '@portico/backend-test-utils/databases';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { claimChecks, scheduleChecks } from '../database/checks.ts';
import { migrationsDirectory } from '../migrations-directory.ts';
import { type CheckLoopOptions, createCheckLoop } from './check-loop.ts';

const leaseMs = 60_000;

// The database answers in its own time; what the loops wait for comes when the test says so.
beforeEach(() => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'setInterval', 'clearInterval', 'Date'] });
});
afterEach(() => {
  vi.useRealTimers();
});

async function openDatabase() {
  const database = await createTestDatabases().init('SQLITE_FILE');
  await runMigrations(database.knex, { directory: migrationsDirectory });
  return {
    db: createStatementRunner(database.knex),
    [Symbol.asyncDispose]: () => database[Symbol.asyncDispose](),
  };
}

function createLoop(
  { db }: { db: StatementRunner },
  options: Pick<CheckLoopOptions, 'process'> & Partial<CheckLoopOptions>,
) {
  return createCheckLoop({
    db,
    concurrency: 2,
    leaseMs,
    now: Date.now,
    onError: () => undefined,
    ...options,
  });
}

describe('two loops on one database', () => {
  it('leave what takes ten minutes to the one that has it, since it renews its lease', async () => {
    await using world = await openDatabase();
    const { promise: read, resolve: answer } = Promise.withResolvers<void>();
    const taken: string[] = [];
    const createNamed = (name: string) =>
      createLoop(world, {
        onError: error => taken.push(String(error)),
        async process() {
          taken.push(name);
          await read;
        },
      });
    await scheduleChecks(world.db, [1], Date.now());
    const loops = [createNamed('one'), createNamed('two')];
    for (const loop of loops) loop.poke();
    await vi.waitFor(() => expect(taken).toHaveLength(1));
    for (let seconds = 0; seconds < 600; seconds += 5) {
      await vi.advanceTimersByTimeAsync(5_000);
      for (const loop of loops) loop.poke();
    }
    expect(taken).toHaveLength(1);
    answer();
    for (const loop of loops) await loop.stop();
  });

  it('leave to each other what is slow, however much of it there is', async () => {
    await using world = await openDatabase();
    const { promise: read, resolve: answer } = Promise.withResolvers<void>();
    const taken: number[] = [];
    const create = () =>
      createLoop(world, {
        async process(check) {
          taken.push(check.id);
          await read;
        },
      });
    // As many as may wait for somebody, and as many as are processed at a time.
    const ids = Array.from({ length: 202 }, (_, index) => index + 1);
    const loops = [create(), create()];
    await scheduleChecks(world.db, ids, Date.now());
    while (taken.length < ids.length) {
      loops[0]?.poke();
      await vi.advanceTimersByTimeAsync(1_000);
    }
    for (let seconds = 0; seconds < 180; seconds += 5) {
      for (const loop of loops) loop.poke();
      await vi.advanceTimersByTimeAsync(5_000);
    }
    expect(taken.toSorted((a, b) => a - b)).toEqual(ids);
    answer();
    for (const loop of loops) await loop.stop();
  });

  it('take what somebody had who died, when the lease is over and not before', async () => {
    await using world = await openDatabase();
    await scheduleChecks(world.db, [1], Date.now());
    await claimChecks(world.db, { now: Date.now(), leaseMs, limit: 1 });
    const taken: number[] = [];
    const loop = createLoop(world, {
      async process(check) {
        taken.push(check.id);
      },
    });
    loop.poke();
    await vi.advanceTimersByTimeAsync(leaseMs - 1_000);
    expect(taken).toEqual([]);
    await vi.advanceTimersByTimeAsync(2_000);
    await vi.waitFor(() => expect(taken[0]).toBe(1));
    await loop.stop();
  });
});

it('takes nothing while there is too much to store', async () => {
  await using world = await openDatabase();
  await scheduleChecks(world.db, [1], Date.now());
  const taken: number[] = [];
  let isFull = true;
  const loop = createLoop(world, {
    isFull: () => isFull,
    async process(check) {
      taken.push(check.id);
    },
  });
  loop.poke();
  await loop.idle();
  expect(taken).toEqual([]);
  isFull = false;
  loop.poke();
  await loop.idle();
  expect(taken).toEqual([1]);
  await loop.stop();
});

it('gives back what it did not finish when it is stopped', async () => {
  await using world = await openDatabase();
  await scheduleChecks(world.db, [1], Date.now(), { cause: 'api:refresh', actor: 'user:default/ana' });
  const { promise: stopped, resolve: stop } = Promise.withResolvers<void>();
  const taken: number[] = [];
  const loop = createLoop(world, {
    async process(check) {
      taken.push(check.id);
      await stopped;
    },
  });
  loop.poke();
  await vi.waitFor(() => expect(taken).toEqual([1]));
  const ending = loop.stop();
  stop();
  await ending;
  expect(
    await world.db.get('select due_at <= ? as due, claim, cause from catalog_checks', [Date.now()]),
  ).toEqual({ due: 1, claim: null, cause: 'api:refresh' });
});
