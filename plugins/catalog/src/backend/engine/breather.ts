import { setImmediate } from 'node:timers/promises';

/** Lets everything else that waits for the thread go first, if this has been running for a while. */
export type Breather = () => Promise<void> | undefined;

/** Makes a breather for work that takes many steps; `sliceMs` is how long others may be kept waiting. */
export function createBreather(sliceMs = 5): Breather {
  let since = performance.now();
  return () => {
    if (performance.now() - since < sliceMs) return undefined;
    return setImmediate().then(() => {
      since = performance.now();
    });
  };
}
