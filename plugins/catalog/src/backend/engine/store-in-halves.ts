import type { StatementRunner } from '@portico/backend-plugin-api';
import { type SerializedError, toError } from '@portico/errors';
import { finishChecks } from '../database/checks.ts';
import { isFaultOfData } from '../database/is-fault-of-data.ts';
import { findRefsById, lockRefs } from '../database/refs.ts';
import { retryTransaction } from '../database/retry-transaction.ts';
import { findStates, writeFailure } from '../database/states.ts';
import { queueStitching } from '../database/stitch-queue.ts';
import { repairTransaction } from './repair-transaction.ts';
import { storeChildrenApart, toFault } from './store-children-apart.ts';
import {
  isWanted,
  type ProcessedCheck,
  retryMs,
  type StoredOutcomes,
  storeOutcomes,
  type StoreOptions,
} from './store-outcomes.ts';

/**
 * Stores what processing led to, in one transaction. One outcome that can never
 * be stored would keep all others from it: it is found by halves, noted as a
 * fault of its entity, and tried again with the next check. If it is because of
 * some of its children, the others come in.
 */
export async function storeInHalves(
  db: StatementRunner,
  checks: readonly ProcessedCheck[],
  options: StoreOptions,
): Promise<StoredOutcomes> {
  try {
    return await store(db, checks, options);
  } catch (error) {
    const [first] = checks;
    if (!first || !isFaultOfData(error)) throw error;
    if (checks.length === 1) return storeOne(db, first, { ...options, error });
    const half = Math.ceil(checks.length / 2);
    const one = await storeInHalves(db, checks.slice(0, half), options);
    const other = await storeInHalves(db, checks.slice(half), options);
    return {
      scheduled: one.scheduled + other.scheduled,
      conflicts: [...one.conflicts, ...other.conflicts],
      faults: [...one.faults, ...other.faults],
      children: [...one.children, ...other.children],
    };
  }
}

function store(
  db: StatementRunner,
  checks: readonly ProcessedCheck[],
  options: StoreOptions,
): Promise<StoredOutcomes> {
  return repairTransaction(db, (tx, isRepair) => storeOutcomes(tx, checks, { ...options, isRepair }));
}

async function storeOne(
  db: StatementRunner,
  check: ProcessedCheck,
  { error, ...options }: StoreOptions & { error: unknown },
): Promise<StoredOutcomes> {
  let fault = error;
  if (check.children.desired.length > 0) {
    try {
      return await storeChildrenApart(check, one => store(db, [one], options));
    } catch (other) {
      if (!isFaultOfData(other)) throw other;
      fault = other;
    }
  }
  await retryTransaction(db, tx => noteFault(tx, check, { error: fault, now: options.now }));
  return { scheduled: 0, conflicts: [], faults: [], children: [toError(fault)] };
}

/** The last good version stays, with all that came of it. */
async function noteFault(
  tx: StatementRunner,
  check: ProcessedCheck,
  { error, now }: { error: unknown; now: number },
): Promise<void> {
  const { id, cause, claim, next } = check;
  await lockRefs(tx, [id]);
  const row = (await findRefsById(tx, [id])).get(id);
  const state = (await findStates(tx, [id])).get(id);
  if (state && (await isWanted(tx, check, { row, state }))) {
    const { emitted, cache, trail } = state;
    const fault = toFault(error, 'What came of the entity');
    const errors = JSON.stringify([...(JSON.parse(check.errors ?? '[]') as SerializedError[]), fault]);
    await writeFailure(tx, {
      id,
      emitted,
      resultHash: null,
      errors,
      cache,
      trail: trail ?? '{}',
      processedAt: now,
    });
    if (errors !== state.errors) await queueStitching(tx, { changed: [id], cause });
  }
  const dueAt = row?.uid ? (next.dueAt ?? now + retryMs) : null;
  await finishChecks(tx, claim, [{ ...next, dueAt }]);
}
