/** Those who wait for an event of one of their topics. */
export interface TopicWaiters {
  readonly count: number;
  /** Resolves when one of the topics is notified, all are, or the signal is aborted. */
  wait(topics: readonly string[], signal: AbortSignal): Promise<void>;
  notify(topic: string): void;
  notifyAll(): void;
}

/** Makes a list of waiters, empty at first. */
export function createTopicWaiters(): TopicWaiters {
  const waiters = new Set<{ topics: ReadonlySet<string>; end: () => void }>();
  return {
    get count() {
      return waiters.size;
    },
    wait: (topics, signal) =>
      new Promise(resolve => {
        const waiter = {
          topics: new Set(topics),
          end: () => {
            waiters.delete(waiter);
            signal.removeEventListener('abort', waiter.end);
            resolve();
          },
        };
        waiters.add(waiter);
        signal.addEventListener('abort', waiter.end, { once: true });
        if (signal.aborted) waiter.end();
      }),
    notify(topic) {
      for (const waiter of waiters) if (waiter.topics.has(topic)) waiter.end();
    },
    notifyAll() {
      for (const waiter of waiters) waiter.end();
    },
  };
}
