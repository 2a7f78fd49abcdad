import { extname } from 'node:path';
import { Worker } from 'node:worker_threads';
import type { StatementRunner } from '@portico/backend-plugin-api';
import type { LaneDatabase } from '../database/open-lane-runner.ts';
import type { WriteLane } from './write-lane.ts';

/** A call to the lane of the worker. */
export type LaneCall =
  | {
      [TMethod in LaneMethod]: { id: number; method: TMethod; args: Parameters<WriteLane[TMethod]> };
    }[LaneMethod]
  | { id: number; method: 'checkpoint'; args: [] };

/** The end of a call. */
export type LaneAnswer = { id: number; result: unknown } | { id: number; error: Error };

type LaneMethod = 'accept' | 'remove' | 'stitch';

/** A lane in a thread of its own, that ends when it has had nothing to do for a while. */
export interface WorkerLane extends WriteLane {
  /** Before the first of many calls: from now on the thread tidies up a file. */
  begin(): Promise<void>;
  /** After the last of them. */
  end(): Promise<void>;
  stop(): Promise<void>;
}

const idleMs = 30_000;
// Without these the thread lets garbage pile up for as long as there is memory.
const resourceLimits = { maxOldGenerationSizeMb: 512, maxYoungGenerationSizeMb: 64 };

/**
 * A lane that writes from another thread, so that nobody in this thread waits
 * for it: to a SQLite file in large transactions, which write each page of the
 * file once, while other writers of this process wait without blocking; to
 * PostgreSQL over connections of its own. `undefined` for a database that
 * another thread cannot reach.
 */
export function createWorkerLane(db: StatementRunner): WorkerLane | undefined {
  const { file } = db;
  if (file) {
    return createThreadLane({
      database: { filename: file.filename },
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
    targetMs: 1000,
    within: work => work(),
    begin: nothing,
    end: nothing,
  });
}

interface ThreadLaneOptions {
  database: LaneDatabase;
  targetMs: number;
  /** Runs what the thread does. */
  within<T>(work: () => Promise<T>): Promise<T>;
  begin(): Promise<void>;
  end(call: (method: 'checkpoint') => Promise<void>): Promise<void>;
}

function createThreadLane({ database, targetMs, within, begin, end }: ThreadLaneOptions): WorkerLane {
  const calls = new Map<number, { resolve(value: unknown): void; reject(error: Error): void }>();
  let worker: Worker | undefined;
  let lastId = 0;
  let idle: NodeJS.Timeout | undefined;

  function start(): Worker {
    const url = new URL(`./lane-worker${extname(import.meta.url)}`, import.meta.url);
    const started = new Worker(url, { workerData: database, resourceLimits });
    started.unref();
    started.on('message', (answer: LaneAnswer) => {
      const call = calls.get(answer.id);
      calls.delete(answer.id);
      if ('error' in answer) call?.reject(answer.error);
      else call?.resolve(answer.result);
    });
    const fail = (error: Error): void => {
      if (worker === started) worker = undefined;
      for (const call of calls.values()) call.reject(error);
      calls.clear();
    };
    started.on('error', fail);
    started.on('exit', code =>
      fail(new Error(`The thread that writes to the catalog ended with code ${code}`)),
    );
    return started;
  }

  async function call<T>(method: LaneCall['method'], args: unknown[]): Promise<T> {
    clearTimeout(idle);
    return within(async () => {
      worker ??= start();
      const id = (lastId += 1);
      const answer = new Promise((resolve, reject) => calls.set(id, { resolve, reject }));
      worker.postMessage({ id, method, args });
      try {
        // The thread answers with what the lane returns.
        return (await answer) as T;
      } finally {
        clearTimeout(idle);
        idle = setTimeout(() => {
          if (calls.size === 0) void stop();
        }, idleMs);
        idle.unref();
      }
    });
  }

  async function stop(): Promise<void> {
    clearTimeout(idle);
    const stopped = worker;
    worker = undefined;
    await stopped?.terminate();
  }

  return {
    targetMs,
    maxBatch: 1000,
    begin,
    end: () => end(method => call(method, [])),
    accept: request => call('accept', [request]),
    remove: request => call('remove', [request]),
    // Many changes are stitched once, when they are all there.
    stitch: (limit, which) => call('stitch', [limit, { ...which, all: true }]),
    msToRest: () => undefined,
    stop,
  };
}
