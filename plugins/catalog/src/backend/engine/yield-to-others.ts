import { setImmediate } from 'node:timers/promises';

/** Lets everything else that waits for the thread go first. */
export async function yieldToOthers(): Promise<void> {
  await setImmediate();
}

/** Finds the number of items that take about as long as they may. */
export interface Pace {
  readonly size: number;
  /** Learns from a batch. */
  took(items: number, ms: number): void;
}

/** Starts with a size, and keeps batches near `targetMs`. */
export function createPace(options: { start: number; max: number; targetMs: number }): Pace {
  let { start: size } = options;
  return {
    get size() {
      return size;
    },
    took(items, ms) {
      if (items === 0) return;
      const ideal = (items / Math.max(ms, 0.1)) * options.targetMs;
      // Half way only: a single pause of the machine must not throw the pace off.
      size = Math.round(Math.min(options.max, Math.max(5, (size + ideal) / 2)));
    },
  };
}
