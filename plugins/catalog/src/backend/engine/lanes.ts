import type { StatementRunner } from '@portico/backend-plugin-api';
import type { InternedNames } from '../database/interned-names.ts';
import { createWorkerLane } from './worker-lane.ts';
import { createLocalLane, type WriteLane } from './write-lane.ts';

/** The lanes of an engine. */
export interface Lanes {
  /** The lane for stitching: that of the largest mutation that is under way. */
  readonly current: WriteLane;
  /** Says that a mutation will change so many entities at least, so that its lane is ready when it is taken. */
  expect(changes: number): void;
  /** Takes a lane for a mutation that changes so many entities, until it is disposed of. */
  take(changes: number): Promise<LaneLease>;
  stop(): Promise<void>;
}

/** A lane that is in use. */
export interface LaneLease extends Disposable {
  lane: WriteLane;
}

/** More changes than these are written in another thread, if it can reach the database. */
const bulkFrom = 500;

/** Makes the lanes over a database. */
export function createLanes(
  db: StatementRunner,
  options: {
    relationTypes: InternedNames;
    now: () => number;
    /** Hears why the file was not tidied up after a mutation, which is stored all the same. */
    onUntidy(error: unknown): void;
  },
): Lanes {
  const local = createLocalLane(db, options);
  const worker = createWorkerLane(db);
  let bulks = 0;
  let tidying = Promise.resolve();
  return {
    get current() {
      return bulks > 0 && worker ? worker : local;
    },
    expect(changes) {
      if (changes >= bulkFrom) worker?.warmUp();
    },
    async take(changes) {
      if (changes < bulkFrom || !worker) return { lane: local, [Symbol.dispose]: () => undefined };
      bulks += 1;
      try {
        if (bulks === 1) {
          await tidying;
          await worker.begin();
        }
      } catch (error) {
        bulks -= 1;
        throw error;
      }
      return {
        lane: worker,
        // All is stored and visible: nobody waits for the file to be tidied up.
        [Symbol.dispose]() {
          bulks -= 1;
          if (bulks === 0) tidying = worker.end().catch(options.onUntidy);
        },
      };
    },
    async stop() {
      await tidying;
      await worker?.stop();
    },
  };
}
