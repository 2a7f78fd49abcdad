import type { StatementRunner } from '@portico/backend-plugin-api';
import { createInternedNames, type InternedNames } from '../database/interned-names.ts';
import { retryTransaction } from '../database/retry-transaction.ts';
import type { ChangeCause } from '../database/stitch-queue.ts';
import { createStitcher, type StitchChoice, type StitchedBatch } from '../stitch/stitch-batch.ts';
import { type Acceptance, acceptDesired, type AcceptOptions } from './accept-desired.ts';
import { removeProvided } from './remove-entities.ts';
import { repairTransaction } from './repair-transaction.ts';
import { storeInHalves } from './store-in-halves.ts';
import type { ProcessedCheck, StoredOutcomes } from './store-outcomes.ts';

/** What mutations and checks do to the database, one transaction a call. Arguments and results can be sent to a thread. */
export interface WriteLane {
  accept(request: AcceptRequest): Promise<Acceptance>;
  remove(request: RemoveRequest): Promise<void>;
  store(request: StoreRequest): Promise<StoredOutcomes>;
  /** Stitches some of those that wait. */
  stitch(limit: number, which?: StitchChoice): Promise<StitchedBatch>;
  /** In how many milliseconds something that rests may be stitched again, if there is anything. */
  msToRest(): number | undefined;
  /** How long a call may take, in milliseconds. */
  readonly targetMs: number;
  /** How many entities a call may be about. */
  readonly maxBatch: number;
}

/** What is to be accepted. */
export type AcceptRequest = Omit<AcceptOptions, 'relationTypes' | 'isRepair'>;

/** What processing led to. */
export interface StoreRequest {
  checks: readonly ProcessedCheck[];
  now: number;
}

/** What a provider no longer wants. */
export interface RemoveRequest {
  sourceId: number;
  ids: readonly number[];
  cause: ChangeCause;
}

/**
 * A lane that writes in this thread, with calls that are short enough for
 * others not to notice: on SQLite all of a call takes the thread, on
 * PostgreSQL only making its statements does.
 */
export function createLocalLane(
  db: StatementRunner,
  options: { relationTypes?: InternedNames; now?: () => number } = {},
): WriteLane {
  const { relationTypes = createInternedNames('catalog_relation_types', 'type') } = options;
  const stitcher = createStitcher(db, options);
  return {
    ...(db.dialect === 'sqlite' ? { targetMs: 8, maxBatch: 400 } : { targetMs: 1000, maxBatch: 500 }),
    accept: request =>
      repairTransaction(db, (tx, isRepair) => acceptDesired(tx, { ...request, relationTypes, isRepair })),
    async remove(request) {
      await retryTransaction(db, tx => removeProvided(tx, request));
    },
    store: ({ checks, now }) => storeInHalves(db, checks, { relationTypes, now }),
    stitch: (limit, which) => stitcher.stitchBatch(limit, which),
    msToRest: () => stitcher.msToRest(),
  };
}
