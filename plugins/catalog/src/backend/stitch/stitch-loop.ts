import { setTimeout } from 'node:timers/promises';
import { createPace, type Pace, yieldToOthers } from '../engine/yield-to-others.ts';
import type { WriteLane } from '../engine/write-lane.ts';

/** Stitches what waits, in batches that leave room for others. */
export interface StitchLoop {
  /** Resolves when everything that waited at the call is stitched; while held, only `ids`. */
  drain(ids?: readonly number[]): Promise<void>;
  /** While held, what waits stays: more is coming that would have it stitched twice. */
  hold(): Disposable;
  stop(): Promise<void>;
}

/** Makes a loop on the lane that is current at the time. What fails with an error is tried again, later each time. */
export function createStitchLoop(
  laneNow: () => WriteLane,
  options: { onError(error: unknown): void },
): StitchLoop {
  const paces = new WeakMap<WriteLane, Pace>();
  let running: Promise<void> | undefined;
  let again = false;
  let holds = 0;
  let isStopped = false;

  function paceOf(lane: WriteLane): Pace {
    const known = paces.get(lane);
    if (known) return known;
    const pace = createPace({ start: 25, max: lane.maxBatch, targetMs: lane.targetMs });
    paces.set(lane, pace);
    return pace;
  }

  async function run(): Promise<void> {
    let failures = 0;
    while (!isStopped) {
      again = false;
      try {
        const lane = laneNow();
        const pace = paceOf(lane);
        const limit = pace.size;
        const start = performance.now();
        const done = await lane.stitch(limit);
        pace.took(done, performance.now() - start);
        failures = 0;
        if (done < limit && !again) return;
      } catch (error) {
        options.onError(error);
        failures += 1;
        if (failures > 5) return;
        await setTimeout(50 * 2 ** failures, undefined, { ref: false });
      }
      await yieldToOthers();
    }
  }

  async function drain(ids: readonly number[] = []): Promise<void> {
    if (isStopped) return;
    if (holds > 0) {
      if (ids.length > 0) await laneNow().stitch(ids.length, ids);
      return;
    }
    again = true;
    running ??= run().finally(() => {
      running = undefined;
    });
    await running;
  }

  return {
    drain,
    hold() {
      holds += 1;
      return {
        [Symbol.dispose]() {
          holds -= 1;
        },
      };
    },
    async stop() {
      isStopped = true;
      await running;
    },
  };
}
