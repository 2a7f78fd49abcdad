const longest = 2 ** 31 - 1;

/** A timer that is not limited to 24 days, and does not keep the process alive. */
export interface LongTimer {
  cancel(): void;
}

/** Calls back after so many milliseconds; never for `Infinity`. */
export function startLongTimer(milliseconds: number, callback: () => void): LongTimer {
  if (milliseconds === Infinity) return { cancel: () => undefined };
  let timer: NodeJS.Timeout;
  const wait = (left: number) => {
    const now = Math.min(Math.max(left, 0), longest);
    timer = setTimeout(() => (left > now ? wait(left - now) : callback()), now);
    timer.unref();
  };
  wait(Math.ceil(milliseconds));
  return { cancel: () => clearTimeout(timer) };
}
