import type { StatementRunner } from '@portico/backend-plugin-api';
import { type Check, claimChecks, nextDueAt } from '../database/checks.ts';

/** Processes what is due, when it is due. */
export interface CheckLoop {
  /** Looks now: something has become due. */
  poke(): void;
  /** Resolves when nothing is due and nothing is being processed. */
  idle(): Promise<void>;
  stop(): Promise<void>;
}

/** What the loop works with. */
export interface CheckLoopOptions {
  db: StatementRunner;
  /** Processes one entity and stores what came of it. */
  process(check: Check, claim: string): Promise<void>;
  onError(error: unknown): void;
  concurrency: number;
  leaseMs: number;
  now(): number;
}

// Other instances schedule checks that this one's timer does not know of.
const longestNapMs = 60_000;

/** Makes a loop that sleeps until the next check is due, and does not ask the database before. */
export function createCheckLoop(options: CheckLoopOptions): CheckLoop {
  const { db, concurrency, leaseMs, now } = options;
  const running = new Set<Promise<void>>();
  let timer: NodeJS.Timeout | undefined;
  let filling: Promise<void> | undefined;
  let isPoked = false;
  let isStopped = false;

  function start(check: Check, claim: string): void {
    const work = options
      .process(check, claim)
      .catch(options.onError)
      .finally(() => {
        running.delete(work);
        if (running.size < concurrency / 2) poke();
      });
    running.add(work);
  }

  async function fill(): Promise<void> {
    while (isPoked && !isStopped) {
      isPoked = false;
      const limit = concurrency - running.size;
      if (limit <= 0) return;
      const { claim, checks } = await claimChecks(db, { now: now(), leaseMs, limit });
      for (const check of checks) start(check, claim);
      if (checks.length === 0) await sleepUntilDue();
    }
  }

  async function sleepUntilDue(): Promise<void> {
    const dueAt = await nextDueAt(db);
    clearTimeout(timer);
    if (isStopped) return;
    const nap = dueAt === undefined ? longestNapMs : Math.min(Math.max(dueAt - now(), 5), longestNapMs);
    timer = setTimeout(poke, nap);
    timer.unref();
  }

  function poke(): void {
    isPoked = true;
    if (isStopped || filling) return;
    filling = fill()
      .catch(options.onError)
      .finally(() => {
        filling = undefined;
        if (isPoked && running.size < concurrency) poke();
      });
  }

  return {
    poke,
    async idle() {
      while (filling ?? running.size > 0) await (filling ?? Promise.race(running));
    },
    async stop() {
      isStopped = true;
      clearTimeout(timer);
      await filling;
      await Promise.all(running);
    },
  };
}
