import type { LaneDatabase } from '../database/open-lane-runner.ts';
import { startThread } from '../start-thread.ts';
import type { WriteLane } from './write-lane.ts';

/** A call to the lane of the thread. */
export type LaneCall =
  | {
      [TMethod in LaneMethod]: { id: number; method: TMethod; args: Parameters<WriteLane[TMethod]> };
    }[LaneMethod]
  | { id: number; method: 'checkpoint'; args: [] };

/** The end of a call. */
export type LaneAnswer = { id: number; result: unknown } | { id: number; error: Error };

type LaneMethod = 'accept' | 'remove' | 'store' | 'stitch';

/** A thread that writes to the catalog. */
export interface LaneThread {
  /** Resolves with the answer. Rejects if there is none, because the thread has ended. */
  call(method: LaneCall['method'], args: unknown[]): Promise<unknown>;
  /** Whether there are calls under way. */
  readonly isBusy: boolean;
  readonly hasEnded: boolean;
  end(): Promise<void>;
}

// Without a limit the thread lets garbage pile up for as long as there is memory; with a lower one it collects it four
// times as often, though it never needs a tenth of this. What is young outlives a statement that is awaited: on SQLite
// nothing is, and more room for it would only touch more memory.
const limits = {
  sqlite: { maxOldGenerationSizeMb: 2048, maxYoungGenerationSizeMb: 16 },
  pg: { maxOldGenerationSizeMb: 2048, maxYoungGenerationSizeMb: 64 },
};

/** Starts a thread, which does not keep the process alive. */
export function startLaneThread(database: LaneDatabase): LaneThread {
  // Its own: the thread before it may still be ending.
  const calls = new Map<number, { resolve(value: unknown): void; reject(error: Error): void }>();
  let lastId = 0;
  let hasEnded = false;
  const worker = startThread('lane-worker', import.meta.url, {
    workerData: database,
    resourceLimits: 'server' in database ? limits.pg : limits.sqlite,
  });
  worker.on('message', (answer: LaneAnswer) => {
    const call = calls.get(answer.id);
    calls.delete(answer.id);
    if ('error' in answer) call?.reject(answer.error);
    else call?.resolve(answer.result);
  });
  const fail = (error: Error): void => {
    hasEnded = true;
    for (const call of calls.values()) call.reject(error);
    calls.clear();
  };
  worker.on('error', fail);
  worker.on('exit', code =>
    fail(
      new Error(`The thread that writes to the catalog ended with code ${code}. The change can be repeated.`),
    ),
  );
  return {
    call: (method, args) =>
      new Promise((resolve, reject) => {
        const id = (lastId += 1);
        worker.postMessage({ id, method, args });
        calls.set(id, { resolve, reject });
      }),
    get isBusy() {
      return calls.size > 0;
    },
    get hasEnded() {
      return hasEnded;
    },
    async end() {
      await worker.terminate();
    },
  };
}
