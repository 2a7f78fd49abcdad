import type { StatementRunner } from '@portico/backend-plugin-api';
import { type Check, claimChecks, nextDueAt, postponeCheck, renewClaims } from '../database/checks.ts';

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
  /** Whether so much waits to be stored that nothing more is to be read for the time being. */
  isFull?(): boolean;
  /** Called at least once a minute, for what other instances may have left behind. */
  onWake?(): void;
  concurrency: number;
  leaseMs: number;
  now(): number;
}

interface ClaimedCheck {
  id: number;
  claim: string;
}

// Other instances schedule checks that this one's timer does not know of.
const longestNapMs = 60_000;
// A check that takes longer waits for somebody, and does not keep others from being processed meanwhile.
const patienceMs = 2000;
const maxWaiting = 200;

/** Makes a loop that sleeps until the next check is due, and does not ask the database before. */
export function createCheckLoop(options: CheckLoopOptions): CheckLoop {
  const { db, concurrency, leaseMs, now } = options;
  const running = new Map<Promise<void>, ClaimedCheck>();
  const waiting = new Map<Promise<void>, ClaimedCheck>();
  let timer: NodeJS.Timeout | undefined;
  let filling: Promise<void> | undefined;
  let isPoked = false;
  let isStopped = false;

  function start(check: Check, claim: string): void {
    const work = options
      .process(check, claim)
      .catch(options.onError)
      .finally(() => {
        clearTimeout(patience);
        running.delete(work);
        waiting.delete(work);
        if (running.size < concurrency / 2) poke();
      });
    const claimed = { id: check.id, claim };
    running.set(work, claimed);
    const patience = setTimeout(() => {
      if (waiting.size >= maxWaiting) return;
      running.delete(work);
      waiting.set(work, claimed);
      poke();
    }, patienceMs);
    patience.unref();
  }

  const renewal = setInterval(() => {
    const claims = [...running.values(), ...waiting.values()];
    if (claims.length > 0) renewClaims(db, claims, now() + leaseMs).catch(options.onError);
  }, leaseMs / 3);
  renewal.unref();

  async function fill(): Promise<void> {
    while (isPoked && !isStopped) {
      isPoked = false;
      const limit = concurrency - running.size;
      if (limit <= 0 || options.isFull?.()) return;
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
    timer = setTimeout(wake, nap);
    timer.unref();
  }

  function wake(): void {
    options.onWake?.();
    poke();
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
      const working = (): Promise<void>[] => [...running.keys(), ...waiting.keys()];
      while (filling ?? working().length > 0) await (filling ?? Promise.race(working()));
    },
    async stop() {
      isStopped = true;
      clearTimeout(timer);
      clearInterval(renewal);
      await filling;
      const left = new Map([...running, ...waiting]);
      await Promise.all(left.keys());
      // What was not stored any more is due at the next start, or for another instance at once.
      for (const { id, claim } of left.values()) {
        await postponeCheck(db, claim, { id, dueAt: now() }).catch(options.onError);
      }
    },
  };
}
