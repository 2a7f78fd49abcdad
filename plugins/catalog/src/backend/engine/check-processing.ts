import type { LoggerService, StatementRunner } from '@portico/backend-plugin-api';
import { ANNOTATION_LOCATION, type Entity, stringifyEntityRef } from '@portico/catalog-model';
import { type Check, finishChecks, postponeCheck } from '../database/checks.ts';
import { findRefsById } from '../database/refs.ts';
import { findStates } from '../database/states.ts';
import type { ChangeCause } from '../database/stitch-queue.ts';
import type { CatalogEvents } from './catalog-events.ts';
import type { EngineMeter } from './engine-meter.ts';
import { type FinishedCheck, toFinishedCheck } from './finished-check.ts';
import { type CheckPolicy, planNextCheck } from './next-check.ts';
import type { Outcome } from './outcome.ts';
import type { OutcomeStore } from './outcome-store.ts';
import type { EntityProcessing } from './process-entity.ts';

/** What processing a due entity works with. */
export interface CheckProcessingOptions {
  db: StatementRunner;
  process: EntityProcessing;
  /** Runs the processing of a check; knows whether somebody waits for it. */
  within(check: Check, work: () => Promise<Outcome>): Promise<Outcome>;
  checks: CheckPolicy;
  events: CatalogEvents;
  logger: LoggerService;
  outcomes: OutcomeStore;
  now(): number;
  meter?: EngineMeter;
}

/** Makes the function that processes one due entity, and resolves when what came of it is stored. */
export function createCheckProcessing(
  options: CheckProcessingOptions,
): (check: Check, claim: string) => Promise<void> {
  const { outcomes } = options;
  return async (check, claim) => {
    options.meter?.checkBegan(Math.max(0, options.now() - check.dueAt));
    let storing: Promise<void> | undefined;
    {
      using _expected = outcomes.expect();
      const finished = await finish(options, check, claim);
      storing = finished && outcomes.add(finished);
    }
    await storing;
  };
}

async function finish(
  options: CheckProcessingOptions,
  check: Check,
  claim: string,
): Promise<FinishedCheck | undefined> {
  const { db, process, events, checks: policy } = options;
  const { id } = check;
  const row = (await findRefsById(db, [id])).get(id);
  const state = (await findStates(db, [id])).get(id);
  if (!row || row.uid === null || !state) {
    await finishChecks(db, claim, [{ id, dueAt: null, attempts: 0 }]);
    return undefined;
  }
  const entity = JSON.parse(state.unprocessed) as Entity;
  const outcome = await options.within(check, () => process(entity, state.cache));
  if (outcome.postponedUntil !== undefined) {
    await postponeCheck(db, claim, { id, dueAt: outcome.postponedUntil });
    return undefined;
  }
  const isLocation = entity.kind === 'Location';
  const [fault] = outcome.errors;
  // Once, and not at every check: who starts the portal hears of what is missing, and the catalog shows it from then on.
  if (isLocation && fault && state.errors === null) {
    options.logger.warn(
      `'${row.ref}' cannot be read as it is: ${fault.message}. 'portico catalog explain ${row.ref}' tells more`,
    );
  }
  const next = planNextCheck({ ...check, now: options.now(), isLocation }, outcome, policy);
  if (fault) {
    events.failed({
      entityRef: stringifyEntityRef(entity),
      location: entity.metadata.annotations?.[ANNOTATION_LOCATION],
      entity,
      errors: outcome.errors,
    });
  }
  const { ref, uid, inputHash } = row;
  const cause = causeOf(check, entity);
  const { resultHash, processedAt: knownAt } = state;
  return toFinishedCheck(outcome, { id, ref, uid, inputHash, resultHash, knownAt, claim, next, cause });
}

function causeOf(check: Check, entity: Entity): ChangeCause {
  if (check.cause !== null)
    return { cause: check.cause, ...(check.actor !== null && { actor: check.actor }) };
  const location = entity.metadata.annotations?.[ANNOTATION_LOCATION];
  return { cause: location ? `location:${location}` : 'processing' };
}
