import { setTimeout } from 'node:timers/promises';
import { createPace, type Pace, yieldToOthers } from '../engine/yield-to-others.ts';
import type { StitchChoice, StitchedBatch } from './stitch-batch.ts';
import type { WriteLane } from '../engine/write-lane.ts';

/** Stitches what waits, in batches that leave room for others. */
export interface StitchLoop {
  /**
   * Resolves when what waited at the call is stitched; while held, only `ids`, or when it is held no longer.
   * What others have changed the relations of, and has very many, may follow up to two seconds later, unless `all` is wanted.
   */
  drain(which?: StitchChoice): Promise<void>;
  /** While held, what waits stays: more is coming that would have it stitched twice. */
  hold(): Disposable;
  stop(): Promise<void>;
}

/** How a loop works. */
export interface StitchLoopOptions {
  /** How many batches may be under way at a time: 1 or 2. */
  atOnce: number;
  /** Resolves when what others have begun to stitch is visible; tells whether some of the entities still wait. */
  awaitOthers(ids: readonly number[]): Promise<boolean>;
  onError(error: unknown): void;
  /** Hears what came of a batch, and how many milliseconds it took. */
  onStitched(batch: StitchedBatch, ms: number): void;
}

// Others may be busy with what refers to an entity, so that it cannot be taken; not for long.
const maxRounds = 50;

/** Makes a loop on the lane that is current at the time. What fails with an error is tried again, later each time. */
export function createStitchLoop(laneNow: () => WriteLane, options: StitchLoopOptions): StitchLoop {
  const paces = new WeakMap<WriteLane, Pace>();
  let running: Promise<void> | undefined;
  let again = false;
  let holds = 0;
  let isStopped = false;
  let all = false;
  let released = Promise.withResolvers<void>();
  let later: NodeJS.Timeout | undefined;

  function paceOf(lane: WriteLane): Pace {
    const known = paces.get(lane);
    if (known) return known;
    const pace = createPace({ start: 25, max: lane.maxBatch, targetMs: lane.targetMs });
    paces.set(lane, pace);
    return pace;
  }

  async function run(): Promise<void> {
    try {
      do {
        await stitchAll();
      } while (again && !isStopped);
    } catch (error) {
      options.onError(error);
    }
    // Without a pause after the last look at `again`: who asks from now on starts another run.
    running = undefined;
    all = false;
    comeBack();
  }

  /** When those that rest have rested. */
  function comeBack(): void {
    clearTimeout(later);
    const ms = laneNow().msToRest();
    if (ms === undefined || isStopped) return;
    later = globalThis.setTimeout(() => void drain(), Math.max(ms, 10));
    later.unref();
  }

  /** While one batch is being written, another is prepared, if `atOnce` says so. */
  async function stitchAll(mayBeJoined = options.atOnce > 1): Promise<void> {
    let other: Promise<void> | undefined;
    let failures = 0;
    while (!isStopped) {
      again = false;
      try {
        const lane = laneNow();
        const pace = paceOf(lane);
        const limit = pace.size;
        const { done, ms } = await stitchOn(lane, limit, { all });
        pace.took(done, ms);
        failures = 0;
        if (done < limit && !again) break;
        if (mayBeJoined) other ??= stitchAll(false);
      } catch (error) {
        options.onError(error);
        failures += 1;
        if (failures > 5) break;
        await setTimeout(50 * 2 ** failures, undefined, { ref: false });
      }
      await yieldToOthers();
    }
    await other;
  }

  async function stitchOn(
    lane: WriteLane,
    limit: number,
    which: StitchChoice,
  ): Promise<{ done: number; ms: number }> {
    const start = performance.now();
    const batch = await lane.stitch(limit, which);
    const ms = performance.now() - start;
    options.onStitched(batch, ms);
    return { done: batch.waitedMs.length, ms };
  }

  async function drain(which: StitchChoice = {}): Promise<void> {
    const { ids = [] } = which;
    for (let round = 0; round < maxRounds; round += 1) {
      if (isStopped) return;
      if (holds > 0 && !which.all) {
        if (ids.length === 0) return;
        await stitchOn(laneNow(), ids.length, which);
      } else {
        while (holds > 0) await released.promise;
        all ||= which.all ?? false;
        again = true;
        running ??= run();
        await running;
      }
      if (!(await isLeft(ids))) return;
    }
  }

  async function isLeft(ids: readonly number[]): Promise<boolean> {
    try {
      return await options.awaitOthers(ids);
    } catch (error) {
      options.onError(error);
      return false;
    }
  }

  return {
    drain,
    hold() {
      holds += 1;
      return {
        [Symbol.dispose]() {
          holds -= 1;
          if (holds > 0) return;
          released.resolve();
          released = Promise.withResolvers<void>();
        },
      };
    },
    async stop() {
      isStopped = true;
      clearTimeout(later);
      await running;
    },
  };
}
