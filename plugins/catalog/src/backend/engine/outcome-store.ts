import { setTimeout } from 'node:timers/promises';
import type { FinishedCheck } from './finished-check.ts';
import type { LaneLease } from './lanes.ts';
import {
  type BatchWrite,
  type OutcomeBatchOptions,
  type OutcomePiece,
  prepareBatch,
  sizeOf,
  takePieces,
  type WaitingOutcome,
} from './outcome-batch.ts';
import type { WriteLane } from './write-lane.ts';
import { createPace, type Pace } from './yield-to-others.ts';

/** Stores what processing led to. What comes while something is being stored goes together. */
export interface OutcomeStore {
  /** Says that something is on its way, until it is disposed of. */
  expect(): Disposable;
  /** Resolves when it is stored, or left after a stop; it is visible soon. */
  add(check: FinishedCheck): Promise<void>;
  /**
   * From now on only what is small is stored. What is not is left where it is,
   * for the next start: its check remains, and counts as not done.
   */
  stop(): void;
  /** How many entities wait to be stored. */
  readonly size: number;
  /** Resolves when all that was added is visible. */
  idle(): Promise<void>;
}

/** What outcomes are stored with. */
export interface OutcomeStoreOptions extends OutcomeBatchOptions {
  /** The lane for so many changes. */
  takeLane(changes: number): Promise<LaneLease>;
  /** Resolves when what was stored is visible; the ids are of some that were processed. */
  stitch(ids: readonly number[]): Promise<void>;
  onError(error: unknown): void;
}

// While there is more to store, stitching has a third of the time: much of what is stitched then is stitched again
// when what it refers to is stored.
const pauseFactor = 2;
const longestPauseMs = 5000;
const lingerMs = 1000;
const maxAwaited = 50;
// As many children as a transaction stores at the most.
const smallSize = 500;

/** Makes a store with nothing in it. */
export function createOutcomeStore(options: OutcomeStoreOptions): OutcomeStore {
  const waiting: WaitingOutcome[] = [];
  const unstitched = new Set<number>();
  const paces = new WeakMap<WriteLane, Pace>();
  const stitching = { endedAt: 0, ms: 0 };
  let expected = 0;
  let isStopped = false;
  let woken = Promise.withResolvers<void>();
  let running: Promise<void> | undefined;

  function paceOf(lane: WriteLane): Pace {
    const { maxBatch: max, targetMs } = lane;
    const pace = paces.get(lane) ?? createPace({ start: 50, max, targetMs });
    paces.set(lane, pace);
    return pace;
  }

  /** Keeps its lane while more is coming. One batch is prepared while the one before is being written. */
  async function run(): Promise<void> {
    let lease: LaneLease | undefined;
    let writing = Promise.resolve();
    let amount = 0;
    try {
      do {
        while (waiting.length > 0) {
          const before = lease;
          lease = await options.takeLane(amount + sizeOf(waiting));
          before?.[Symbol.dispose]();
          const { lane } = lease;
          const pieces = takePieces(waiting, paceOf(lane).size);
          const size = pieces.reduce((sum, { children }) => sum + 1 + children.length, 0);
          const writes = await prepare(pieces);
          await writing;
          writing = write(lane, { pieces, size, writes }).then(stitchIfDue);
          amount += size;
        }
        await writing;
        await stitchIfDue();
      } while (await isMoreComing());
    } catch (error) {
      refuse([...waiting], error);
      await writing;
      await stitchNow();
    } finally {
      await writing;
      lease?.[Symbol.dispose]();
      running = undefined;
      if (waiting.length > 0) start();
    }
  }

  async function prepare(pieces: readonly OutcomePiece[]): Promise<BatchWrite> {
    try {
      return await prepareBatch(pieces, options);
    } catch (error) {
      refuse(outcomesOf(pieces), error);
      throw error;
    }
  }

  async function write(
    lane: WriteLane,
    { pieces, size, writes }: { pieces: readonly OutcomePiece[]; size: number; writes: BatchWrite },
  ): Promise<void> {
    const began = performance.now();
    try {
      await writes(lane);
      paceOf(lane).took(size, performance.now() - began);
      for (const { check } of outcomesOf(pieces)) if (!check.isKnown) unstitched.add(check.id);
    } catch (error) {
      refuse(outcomesOf(pieces), error);
    }
  }

  /** The checks remain, and are due again when their claims end. */
  function refuse(outcomes: readonly WaitingOutcome[], error: unknown): void {
    for (const outcome of outcomes) {
      drop(outcome);
      outcome.end.reject(error);
    }
  }

  function drop(outcome: WaitingOutcome): void {
    const place = waiting.indexOf(outcome);
    if (place !== -1) waiting.splice(place, 1);
    outcome.hasFailed = true;
  }

  function isSmall({ children }: FinishedCheck): boolean {
    return children.length <= smallSize;
  }

  function msToStitching(): number {
    if (waiting.length === 0 && expected === 0) return 0;
    const pauseMs = Math.min(pauseFactor * stitching.ms, longestPauseMs);
    return Math.max(stitching.endedAt + pauseMs - performance.now(), 0);
  }

  async function stitchIfDue(): Promise<void> {
    if (msToStitching() === 0) await stitchNow();
  }

  async function stitchNow(): Promise<void> {
    if (unstitched.size === 0) return;
    const ids = [...unstitched].slice(0, maxAwaited);
    unstitched.clear();
    const began = performance.now();
    try {
      await options.stitch(ids);
    } catch (error) {
      options.onError(error);
    }
    stitching.endedAt = performance.now();
    stitching.ms = stitching.endedAt - began;
  }

  async function isMoreComing(): Promise<boolean> {
    if (waiting.length > 0) return true;
    if (expected > 0) {
      const pauseMs = unstitched.size > 0 ? msToStitching() : lingerMs;
      await Promise.race([woken.promise, setTimeout(pauseMs, undefined, { ref: false })]);
    }
    return waiting.length > 0 || unstitched.size > 0;
  }

  function start(): void {
    running ??= run();
  }

  function wake(): void {
    woken.resolve();
    woken = Promise.withResolvers<void>();
  }

  return {
    expect() {
      expected += 1;
      return {
        [Symbol.dispose]() {
          expected -= 1;
          wake();
        },
      };
    },
    async add(check) {
      if (isStopped && !isSmall(check)) return;
      const end = Promise.withResolvers<void>();
      waiting.push({ check, taken: 0, stored: [], faults: [], hasFailed: false, end });
      start();
      wake();
      await end.promise;
    },
    stop() {
      isStopped = true;
      for (const outcome of waiting.filter(({ check }) => !isSmall(check))) {
        drop(outcome);
        outcome.end.resolve();
      }
    },
    get size() {
      return sizeOf(waiting);
    },
    async idle() {
      while (running) await running;
    },
  };
}

function outcomesOf(pieces: readonly OutcomePiece[]): WaitingOutcome[] {
  return pieces.map(({ of }) => of);
}
