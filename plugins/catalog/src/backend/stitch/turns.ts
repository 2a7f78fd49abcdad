/** Lets one after the other have their turn, in the order in which they ask. */
export interface Turns {
  /** Resolves to one's turn, which ends when it is disposed of. */
  take(): Promise<Disposable>;
}

/** Makes a queue that nobody waits in. */
export function createTurns(): Turns {
  let last = Promise.resolve();
  return {
    async take() {
      const before = last;
      const { promise, resolve } = Promise.withResolvers<void>();
      last = promise;
      await before;
      return { [Symbol.dispose]: resolve };
    },
  };
}
