/** How many requests a host is asked to bear. */
export interface HostBudgetOptions {
  requestsPerSecond: number;
  /** So many at once. */
  burst: number;
  now(): number;
}

/** When a request may be made. */
export interface Turn {
  /** Milliseconds since 1970. */
  at: number;
  /** The host has asked to be left alone until then. */
  isPause: boolean;
}

/** Spreads requests over time, for each host. */
export interface HostBudget {
  /**
   * Takes a turn to read a URL. Returns when it may be read instead, if that is not
   * now: each is given a time of its own, and has its turn when it is asked for
   * again from then on. Urgent ones do not wait for the others: they have a
   * budget of their own, as large. If the host has asked for a pause, all wait.
   */
  take(host: string, request: { url: string; urgent?: boolean }): Turn | undefined;
  /** The host has asked to be left alone. */
  pause(host: string, until: number): void;
}

interface Queue {
  /** When the next turn is. */
  next: number;
  /** The times that URLs were given, in their order. */
  given: Map<string, number>;
}

// Who does not come back, as a location that was removed, has lost its turn.
const keptMs = 10 * 60_000;

/** Makes a budget, a virtual queue for each host: a turn is worth its time, and `burst` of them may be taken in advance. */
export function createHostBudget(options: HostBudgetOptions): HostBudget {
  const { requestsPerSecond, burst, now } = options;
  const cost = 1000 / requestsPerSecond;
  const regular = new Map<string, Queue>();
  const urgently = new Map<string, Queue>();
  const pausedUntil = new Map<string, number>();
  return {
    take(host, { url, urgent = false }) {
      const at = now();
      const pause = pausedUntil.get(host) ?? 0;
      if (pause > at) return { at: pause + Math.random() * cost * burst, isPause: true };
      const queue = queueOf(urgent ? urgently : regular, host);
      const own = queue.given.get(url) ?? giveTurn(queue, { url, at });
      if (own > at) return { at: own, isPause: false };
      queue.given.delete(url);
      return undefined;
    },
    pause(host, until) {
      pausedUntil.set(host, Math.max(until, pausedUntil.get(host) ?? 0));
    },
  };

  function giveTurn(queue: Queue, { url, at }: { url: string; at: number }): number {
    for (const [other, time] of queue.given) {
      if (time > at - keptMs) break;
      queue.given.delete(other);
    }
    const turn = Math.max(queue.next, at);
    queue.next = turn + cost;
    const own = turn - cost * (burst - 1);
    if (own > at) queue.given.set(url, own);
    return own;
  }
}

function queueOf(queues: Map<string, Queue>, host: string): Queue {
  const known = queues.get(host);
  if (known) return known;
  const queue: Queue = { next: 0, given: new Map() };
  queues.set(host, queue);
  return queue;
}
