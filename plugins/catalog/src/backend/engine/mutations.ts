import type { LoggerService, StatementRunner } from '@portico/backend-plugin-api';
import { type CatalogModel, type Entity, stringifyEntityRef } from '@portico/catalog-model';
import type { DeferredEntity } from '../../node/processing.ts';
import type { EntityProviderMutation } from '../../node/providers.ts';
import { dropHeldMutation, holdMutation } from '../database/held-mutations.ts';
import type { InternedNames } from '../database/interned-names.ts';
import { findRefs } from '../database/refs.ts';
import { retryTransaction } from '../database/retry-transaction.ts';
import { type MutationSummary, noteMutation, sourceIdOf } from '../database/sources.ts';
import type { ChangeCause } from '../database/stitch-queue.ts';
import { type Acceptance, acceptDesired, type Conflict } from './accept-desired.ts';
import { type DesiredEntity, toDesiredEntity } from './desired-entity.ts';
import type { Outcome } from './outcome.ts';
import { assertEnvelopes, placesByRef, planFullMutation } from './plan-mutation.ts';
import type { EntityProcessing } from './process-entity.ts';
import { removeProvided } from './remove-entities.ts';
import { createPace, yieldToOthers } from './yield-to-others.ts';

/** What mutations are applied with. */
export interface MutationOptions {
  db: StatementRunner;
  model: CatalogModel;
  process: EntityProcessing;
  /** Whether an entity is processed without waiting for anything, and without children. */
  isQuick(entity: Entity): boolean;
  relationTypes: InternedNames;
  guard: MassChangeGuard;
  logger: LoggerService;
  now(): number;
  onConflict(claimant: string, conflict: Conflict): void;
  /** Called after each transaction. */
  onAccepted(scheduled: number): void;
  /** While more of a large mutation is coming. */
  holdStitching(): Disposable;
}

/** How much a full mutation may remove of what its provider owns. */
export interface MassChangeGuard {
  /** Between 0 and 1; more than this is held back. */
  share: number;
  /** So many entities may always go. */
  allowance: number;
}

/** What a mutation is, and who made it. */
export interface MutationRequest {
  sourceKey: string;
  mutation: EntityProviderMutation;
  cause: ChangeCause;
  /** Removes as much as it says. */
  unguarded?: boolean;
}

const largeFrom = 500;
const removalBatch = 200;

/** Makes the function that applies mutations. It resolves when they are stored. */
export function createMutations(
  options: MutationOptions,
): (request: MutationRequest) => Promise<MutationSummary> {
  return async request => {
    const start = performance.now();
    const sourceId = await sourceIdOf(options.db, request.sourceKey);
    const summary: MutationSummary = {
      type: request.mutation.type,
      received: 0,
      unchanged: 0,
      changed: 0,
      removed: 0,
      held: 0,
      conflicts: 0,
      ms: 0,
    };
    const run: Run = { ...options, ...request, sourceId, summary };
    if (request.mutation.type === 'full') await applyFull(run, request.mutation.entities);
    else await applyDelta(run, request.mutation);
    summary.ms = Math.round(performance.now() - start);
    await noteMutation(options.db, sourceId, summary, options.now());
    return summary;
  };
}

type Run = MutationOptions & MutationRequest & { sourceId: number; summary: MutationSummary };

async function applyFull(run: Run, entities: readonly DeferredEntity[]): Promise<void> {
  const { db, sourceId, summary } = run;
  await assertEnvelopes(run.model, entities);
  const plan = await planFullMutation(db, sourceId, entities);
  summary.received = entities.length;
  summary.unchanged = plan.unchanged;
  const removals = await guardRemovals(run, plan);
  using _hold = plan.upserts.length + removals.length > largeFrom ? run.holdStitching() : undefined;
  await removeAll(run, removals);
  await upsertAll(run, plan.upserts, entities);
}

async function applyDelta(
  run: Run,
  mutation: Extract<EntityProviderMutation, { type: 'delta' }>,
): Promise<void> {
  const { db, summary } = run;
  await assertEnvelopes(run.model, mutation.added);
  summary.received = mutation.added.length + mutation.removed.length;
  const removed = mutation.removed.map(item =>
    'entityRef' in item ? item.entityRef.toLowerCase() : stringifyEntityRef(item.entity),
  );
  const rows = removed.length > 0 ? await findRefs(db, removed) : new Map();
  using _hold = summary.received > largeFrom ? run.holdStitching() : undefined;
  await removeAll(
    run,
    [...rows.values()].map(row => row.id),
  );
  const places = await placesByRef(mutation.added);
  const ordered = [...places].sort((a, b) => (a[0] < b[0] ? -1 : 1)).map(([, place]) => place);
  await upsertAll(run, ordered, mutation.added);
}

async function guardRemovals(
  run: Run,
  plan: Awaited<ReturnType<typeof planFullMutation>>,
): Promise<number[]> {
  const { db, sourceId, guard, summary, logger, sourceKey } = run;
  const ids = plan.removals.filter(id => !plan.replaced.has(id));
  const isTooMuch = ids.length > guard.allowance && ids.length > guard.share * plan.owned;
  if (!isTooMuch || run.unguarded) {
    await dropHeldMutation(db, sourceId);
    return plan.removals;
  }
  await holdMutation(db, sourceId, { owned: plan.owned, ids, at: run.now() });
  summary.held = ids.length;
  logger.warn(
    `Provider '${sourceKey}' would remove ${ids.length} of its ${plan.owned} entities, more than catalog.massChangeGuard allows. They stay until this is released, or until the provider wants them again`,
  );
  return [...plan.replaced];
}

async function removeAll(run: Run, ids: readonly number[]): Promise<void> {
  for (let start = 0; start < ids.length; start += removalBatch) {
    const part = ids.slice(start, start + removalBatch);
    const { sourceId, cause } = run;
    await retryTransaction(run.db, tx => removeProvided(tx, { sourceId, ids: part, cause }));
    run.summary.removed += part.length;
    await yieldToOthers();
  }
}

async function upsertAll(
  run: Run,
  places: readonly number[],
  entities: readonly DeferredEntity[],
): Promise<void> {
  const pace = createPace({ start: 50, max: 400, targetMs: 8 });
  for (let start = 0; start < places.length;) {
    const began = performance.now();
    const part = places.slice(start, start + pace.size);
    const desired = part.flatMap(place => {
      const deferred = entities[place];
      return deferred ? [toDesiredEntity(deferred.entity, deferred.locationKey)] : [];
    });
    await upsert(run, desired);
    start += part.length;
    pace.took(part.length, performance.now() - began);
    await yieldToOthers();
  }
}

async function upsert(run: Run, desired: readonly DesiredEntity[]): Promise<void> {
  const { sourceId, sourceKey, relationTypes, cause } = run;
  const outcomes = await processQuick(run, desired);
  const acceptance: Acceptance = await retryTransaction(run.db, async tx => {
    try {
      return await acceptDesired(tx, {
        owner: { type: 'provider', id: sourceId, sourceKey },
        desired,
        outcomes,
        relationTypes,
        cause,
        now: run.now(),
      });
    } catch (error) {
      relationTypes.forget();
      throw error;
    }
  });
  run.summary.changed += acceptance.ids.length;
  run.summary.conflicts += acceptance.conflicts.length;
  for (const conflict of acceptance.conflicts) run.onConflict(`provider:${sourceKey}`, conflict);
  run.onAccepted(acceptance.scheduled.length);
}

/** What can be processed on the spot is; faults are left to the regular way, which tells of them. */
async function processQuick(run: Run, desired: readonly DesiredEntity[]): Promise<Map<string, Outcome>> {
  const outcomes = new Map<string, Outcome>();
  for (const item of desired) {
    if (!run.isQuick(item.entity)) continue;
    const outcome = await run.process(item.entity, null);
    if (outcome.errors.length === 0 && outcome.children.length === 0) outcomes.set(item.ref, outcome);
  }
  return outcomes;
}
