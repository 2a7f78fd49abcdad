/** Lets so many at a time have their turn, in the order in which they ask. */
export interface Turns {
  /** Resolves to one's turn, which ends when it is disposed of, once or more. */
  take(): Promise<Disposable>;
}

/** Makes a queue that nobody waits in. */
export function createTurns(atOnce = 1): Turns {
  const waiting: (() => void)[] = [];
  let free = atOnce;

  function begin(): Disposable {
    let isOver = false;
    return {
      [Symbol.dispose]() {
        if (isOver) return;
        isOver = true;
        const next = waiting.shift();
        if (next) next();
        else free += 1;
      },
    };
  }

  return {
    async take() {
      if (free > 0) free -= 1;
      else await new Promise<void>(resolve => waiting.push(resolve));
      return begin();
    },
  };
}
