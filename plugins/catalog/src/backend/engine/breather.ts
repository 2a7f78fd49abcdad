import { setImmediate } from 'node:timers/promises';

/** Lets everything else that waits for the thread go first, if this has been running for a while. */
export type Breather = () => Promise<void> | undefined;

/**
 * Makes a breather for work that takes many steps.
 *
 * @param sliceMs - how long others may be kept waiting.
 * @param mostMs - how long where the others take long themselves: half of that, at most this. Work that many wait for
 * would otherwise take the longer the more of them there are.
 */
export function createBreather(sliceMs = 5, mostMs = 20): Breather {
  let since = performance.now();
  let slice = sliceMs;
  return () => {
    const paused = performance.now();
    if (paused - since < slice) return undefined;
    return setImmediate().then(() => {
      since = performance.now();
      slice = Math.min(Math.max(sliceMs, (since - paused) / 2), mostMs);
    });
  };
}
