import type { StatementRunner } from '@portico/backend-plugin-api';
import type { LaneDatabase } from '../database/open-lane-runner.ts';
import { type LaneThread, startLaneThread } from './lane-thread.ts';
import type { WriteLane } from './write-lane.ts';

/** A lane in a thread of its own, that ends when it has had nothing to do for a while. */
export interface WorkerLane extends WriteLane {
  /** Starts the thread, which takes a moment, before there is a call. */
  warmUp(): void;
  /** Before the first of many calls: from now on the thread tidies up a file. */
  begin(): Promise<void>;
  /** After the last of them. */
  end(): Promise<void>;
  /** Ends the thread, and refuses what is still to come. */
  stop(): Promise<void>;
}

/**
 * A lane that writes from another thread, so that nobody in this thread waits
 * for it: to a SQLite file in large transactions, which write each page of the
 * file once, while other writers of this process wait without blocking; to
 * PostgreSQL over connections of its own. `undefined` for a database that
 * another thread cannot reach. The thread ends after `idleMs` without a call.
 */
export function createWorkerLane(
  db: StatementRunner,
  { idleMs = 30_000 }: { idleMs?: number } = {},
): WorkerLane | undefined {
  const { file } = db;
  if (file) {
    return createThreadLane({
      database: { filename: file.filename },
      idleMs,
      targetMs: 200,
      within: work => file.lend(work),
      begin: () => file.checkpointIn('other'),
      async end(call) {
        try {
          await call('checkpoint');
        } finally {
          await file.checkpointIn('this');
        }
      },
    });
  }
  const server = db.server?.();
  if (!server) return undefined;
  const nothing = (): Promise<void> => Promise.resolve();
  return createThreadLane({
    database: { server },
    idleMs,
    targetMs: 1000,
    within: work => work(),
    begin: nothing,
    end: nothing,
  });
}

interface ThreadLaneOptions {
  database: LaneDatabase;
  idleMs: number;
  targetMs: number;
  /** Runs what the thread does. */
  within<T>(work: () => Promise<T>): Promise<T>;
  begin(): Promise<void>;
  end(call: (method: 'checkpoint') => Promise<void>): Promise<void>;
}

function createThreadLane(options: ThreadLaneOptions): WorkerLane {
  const { database, idleMs, targetMs, within, begin, end } = options;
  let thread: LaneThread | undefined;
  let isStopped = false;
  let idle: NodeJS.Timeout | undefined;

  function startThread(): LaneThread {
    clearTimeout(idle);
    if (!thread || thread.hasEnded) thread = startLaneThread(database);
    return thread;
  }

  function endWhenIdle(): void {
    clearTimeout(idle);
    idle = setTimeout(() => {
      if (!thread?.isBusy) void endThread();
    }, idleMs);
    idle.unref();
  }

  async function ask<T>(...[method, args]: Parameters<LaneThread['call']>): Promise<T> {
    if (isStopped)
      throw new Error('The catalog has stopped, and writes nothing more. Start it, and try again.');
    try {
      // The thread answers with what the lane returns.
      return (await startThread().call(method, args)) as T;
    } finally {
      endWhenIdle();
    }
  }

  const call: typeof ask = (...request) => within(() => ask(...request));

  async function endThread(): Promise<void> {
    clearTimeout(idle);
    const ended = thread;
    thread = undefined;
    await ended?.end();
  }

  return {
    targetMs,
    maxBatch: 'server' in database ? 300 : 500,
    warmUp() {
      if (isStopped) return;
      startThread();
      endWhenIdle();
    },
    begin,
    // Others may write meanwhile.
    end: () => end(method => ask(method, [])),
    accept: request => call('accept', [request]),
    remove: request => call('remove', [request]),
    store: request => call('store', [request]),
    // Many changes are stitched once, when they are all there.
    stitch: (limit, which) => call('stitch', [limit, { ...which, all: true }]),
    msToRest: () => undefined,
    async stop() {
      isStopped = true;
      await endThread();
    },
  };
}
