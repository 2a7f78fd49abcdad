import type { StatementRunner } from '@portico/backend-plugin-api';
import { ANNOTATION_LOCATION, type Entity, stringifyEntityRef } from '@portico/catalog-model';
import { type Check, finishChecks, postponeCheck } from '../database/checks.ts';
import type { InternedNames } from '../database/interned-names.ts';
import { findRefsById } from '../database/refs.ts';
import { retryTransaction } from '../database/retry-transaction.ts';
import { findStates } from '../database/states.ts';
import type { ChangeCause } from '../database/stitch-queue.ts';
import type { Conflict } from './accept-desired.ts';
import type { CatalogEvents } from './catalog-events.ts';
import type { EngineMeter } from './engine-meter.ts';
import { type CheckPolicy, planNextCheck } from './next-check.ts';
import type { Outcome } from './outcome.ts';
import type { EntityProcessing } from './process-entity.ts';
import { type ProcessedCheck, storeOutcomes } from './store-outcomes.ts';

/** What processing a due entity works with. */
export interface CheckProcessingOptions {
  db: StatementRunner;
  process: EntityProcessing;
  /** Runs the processing of a check; knows whether somebody waits for it. */
  within(check: Check, work: () => Promise<Outcome>): Promise<Outcome>;
  checks: CheckPolicy;
  relationTypes: InternedNames;
  events: CatalogEvents;
  now(): number;
  meter?: EngineMeter;
  onConflict(claimant: string, conflict: Conflict, entity: Entity): void;
  /** Called after each transaction, with the entities that changed and the number of those to be processed now. */
  onStored(changed: number[], scheduled: number): Promise<void>;
}

/** Makes the function that processes one due entity and stores what came of it. */
export function createCheckProcessing(
  options: CheckProcessingOptions,
): (check: Check, claim: string) => Promise<void> {
  const { db, process, events, checks: policy } = options;
  const store = createStore(options);
  return async (check, claim) => {
    options.meter?.checkBegan(Math.max(0, options.now() - check.dueAt));
    const row = (await findRefsById(db, [check.id])).get(check.id);
    const state = (await findStates(db, [check.id])).get(check.id);
    if (!row || row.uid === null || !state) {
      await finishChecks(db, claim, [{ id: check.id, dueAt: null, attempts: 0 }]);
      return;
    }
    const entity = JSON.parse(state.unprocessed) as Entity;
    const outcome = await options.within(check, () => process(entity, state.cache));
    if (outcome.postponedUntil !== undefined) {
      await postponeCheck(db, claim, { id: check.id, dueAt: outcome.postponedUntil });
      return;
    }
    const isLocation = entity.kind === 'Location';
    const next = planNextCheck({ ...check, now: options.now(), isLocation }, outcome, policy);
    const cause = causeOf(check, entity);
    if (outcome.errors.length > 0) {
      events.failed({
        entityRef: stringifyEntityRef(entity),
        location: entity.metadata.annotations?.[ANNOTATION_LOCATION],
        entity,
        errors: outcome.errors,
      });
    }
    await store({ id: check.id, inputHash: row.inputHash, outcome, claim, next, cause });
  };
}

/** Outcomes that arrive while a transaction runs are stored together in the next one. */
function createStore(options: CheckProcessingOptions): (checked: ProcessedCheck) => Promise<void> {
  const { db, relationTypes, now } = options;
  let waiting: ProcessedCheck[] = [];
  let flushing: Promise<void> | undefined;

  async function flush(): Promise<void> {
    const batch = waiting;
    waiting = [];
    const stored = await retryTransaction(
      db,
      tx => storeOutcomes(tx, batch, { relationTypes, now: now() }),
      () => relationTypes.forget(),
    );
    for (const { parentRef, conflict, entity } of stored.conflicts) {
      options.onConflict(parentRef, conflict, entity);
    }
    await options.onStored(
      batch.map(checked => checked.id),
      stored.scheduled.length,
    );
  }

  return async checked => {
    waiting.push(checked);
    while (waiting.includes(checked)) {
      flushing ??= flush().finally(() => {
        flushing = undefined;
      });
      await flushing;
    }
  };
}

function causeOf(check: Check, entity: Entity): ChangeCause {
  if (check.cause !== null)
    return { cause: check.cause, ...(check.actor !== null && { actor: check.actor }) };
  const location = entity.metadata.annotations?.[ANNOTATION_LOCATION];
  return { cause: location ? `location:${location}` : 'processing' };
}
