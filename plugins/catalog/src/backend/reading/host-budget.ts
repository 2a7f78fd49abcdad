/** How many requests a host is asked to bear. */
export interface HostBudgetOptions {
  requestsPerSecond: number;
  /** So many at once. */
  burst: number;
  now(): number;
}

/** Spreads requests over time, for each host. */
export interface HostBudget {
  /**
   * Takes a turn. Returns when a request may be made instead, if that is not
   * now: each caller is given a time of its own. Urgent ones do not wait for
   * the others: they have a budget of their own, as large. If the host has asked
   * for a pause, all wait.
   */
  take(host: string, options?: { urgent?: boolean }): number | undefined;
  /** The host has asked to be left alone. */
  pause(host: string, until: number): void;
}

/** Makes a budget, a virtual queue for each host: a turn is worth its time, and `burst` of them may be taken in advance. */
export function createHostBudget(options: HostBudgetOptions): HostBudget {
  const { requestsPerSecond, burst, now } = options;
  const cost = 1000 / requestsPerSecond;
  const regularTurns = new Map<string, number>();
  const urgentTurns = new Map<string, number>();
  const pausedUntil = new Map<string, number>();
  return {
    take(host, { urgent = false } = {}) {
      const at = now();
      const pause = pausedUntil.get(host) ?? 0;
      if (pause > at) return pause + Math.random() * cost * burst;
      const turns = urgent ? urgentTurns : regularTurns;
      const turn = Math.max(turns.get(host) ?? 0, at);
      turns.set(host, turn + cost);
      const early = turn - at - cost * (burst - 1);
      return early <= 0 ? undefined : at + early;
    },
    pause(host, until) {
      pausedUntil.set(host, Math.max(until, pausedUntil.get(host) ?? 0));
    },
  };
}
