import type { LoggerService, StatementRunner } from '@portico/backend-plugin-api';
import { type CatalogModel, type Entity, stringifyEntityRef } from '@portico/catalog-model';
import type { DeferredEntity } from '../../node/processing.ts';
import type { EntityProviderMutation } from '../../node/providers.ts';
import { dropHeldMutation, holdMutation } from '../database/held-mutations.ts';
import { clearRefusals } from '../database/refusals.ts';
import { findRefs } from '../database/refs.ts';
import { type MutationSummary, noteMutation, ownedIdsAfter, sourceIdOf } from '../database/sources.ts';
import type { ChangeCause } from '../database/stitch-queue.ts';
import type { StitchChoice } from '../stitch/stitch-batch.ts';
import type { Conflict } from './accept-desired.ts';
import { keepHeldBack } from './held-mutations.ts';
import { createBreather } from './breather.ts';
import { type DesiredEntity, toDesiredEntity } from './desired-entity.ts';
import { toStoredOutcome } from './to-stored-outcome.ts';
import { assertEnvelopes, placesInOrder, planFirstMutation, planFullMutation } from './plan-mutation.ts';
import type { EntityProcessing } from './process-entity.ts';
import { createRelationPacker, type RelationPacker } from './relation-names.ts';
import type { LaneLease } from './lanes.ts';
import type { WriteLane } from './write-lane.ts';
import { createPace, type Pace, yieldToOthers } from './yield-to-others.ts';

/** What mutations are applied with. */
export interface MutationOptions {
  db: StatementRunner;
  model: CatalogModel;
  process: EntityProcessing;
  /** Whether an entity is processed without waiting for anything, and without children. */
  isQuick(entity: Entity): boolean;
  /** Hears, as it is found out, how many changes a mutation has at least. */
  expectChanges(changes: number): void;
  /** The lane for a mutation of so many changes. */
  takeLane(changes: number): Promise<LaneLease>;
  guard: MassChangeGuard;
  logger: LoggerService;
  now(): number;
  onConflict(claimant: string, conflict: Conflict, entity: Entity): void;
  /** Called when entities may be due: those that were accepted, and those that wanted what was removed. */
  onAccepted(scheduled: number): void;
  /** While more of a mutation is coming. */
  holdStitching(): Disposable;
  /** Resolves when what was stored is visible. */
  stitch(which: StitchChoice): Promise<void>;
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

const removalBatch = 200;
const fewChanges = 500;

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
    const run: Run = { ...options, ...request, sourceId, summary, changedIds: [] };
    if (request.mutation.type === 'full') await applyFull(run, request.mutation.entities);
    else await applyDelta(run, request.mutation);
    summary.ms = Math.round(performance.now() - start);
    await noteMutation(options.db, sourceId, summary, options.now());
    return summary;
  };
}

type Run = MutationOptions &
  MutationRequest & {
    sourceId: number;
    summary: MutationSummary;
    /** What is to be visible at the end; of a large mutation everything is. */
    changedIds: number[];
  };

async function applyFull(run: Run, entities: readonly DeferredEntity[]): Promise<void> {
  const { db, sourceId, summary } = run;
  const ownsNothing = (await ownedIdsAfter(db, sourceId, -1, 1)).length === 0;
  if (ownsNothing) run.expectChanges(entities.length);
  await assertEnvelopes(run.model, entities);
  const plan = ownsNothing
    ? await planFirstMutation(entities)
    : await planFullMutation(db, sourceId, entities, run.expectChanges);
  summary.received = entities.length;
  summary.unchanged = plan.unchanged;
  const removals = await guardRemovals(run, plan);
  // It says again what it wants of all that was refused to it.
  await clearRefusals(db, `provider:${run.sourceKey}`);
  await applyChanges(run, removals, plan.upserts, entities);
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
  const rows = await findRefs(db, removed);
  const added = mutation.added.map(({ entity }) => stringifyEntityRef(entity));
  // It says anew what it wants of these.
  await clearRefusals(db, `provider:${run.sourceKey}`, [...removed, ...added]);
  await keepHeldBack(db, run.sourceKey, added);
  await applyChanges(
    run,
    [...rows.values()].map(row => row.id),
    await placesInOrder(mutation.added),
    mutation.added,
  );
}

async function applyChanges(
  run: Run,
  removals: readonly number[],
  upserts: readonly number[],
  entities: readonly DeferredEntity[],
): Promise<void> {
  const changes = removals.length + upserts.length;
  if (changes === 0) return;
  using lease = await run.takeLane(changes);
  {
    using _hold = run.holdStitching();
    await removeAll(run, lease.lane, removals);
    await upsertAll(run, lease.lane, upserts, entities);
  }
  await run.stitch(changes <= fewChanges ? { ids: run.changedIds } : { all: true });
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

async function removeAll(run: Run, lane: WriteLane, ids: readonly number[]): Promise<void> {
  const { sourceId, cause } = run;
  for (let start = 0; start < ids.length; start += removalBatch) {
    const part = ids.slice(start, start + removalBatch);
    await lane.remove({ sourceId, ids: part, cause });
    run.changedIds.push(...part);
    run.summary.removed += part.length;
    await yieldToOthers();
  }
  run.onAccepted(ids.length);
}

/** Prepares one part while the one before is being written. */
async function upsertAll(
  run: Run,
  lane: WriteLane,
  places: readonly number[],
  entities: readonly DeferredEntity[],
): Promise<void> {
  const { targetMs, maxBatch } = lane;
  const pace = createPace({ start: 50, max: maxBatch, targetMs });
  const breathe = createBreather();
  let writing: Promise<void> | undefined;
  for (let start = 0; start < places.length;) {
    const part = places.slice(start, start + pace.size);
    start += part.length;
    const prepared: Prepared = { desired: [], packer: createRelationPacker() };
    for (const place of part) {
      const deferred = entities[place];
      if (deferred) await prepare(run, deferred, prepared);
      await breathe();
    }
    await writing;
    writing = write(run, lane, prepared, pace);
    // It is awaited a little later; until then it must not count as unhandled.
    writing.catch(() => undefined);
  }
  await writing;
}

interface Prepared {
  desired: DesiredEntity[];
  packer: RelationPacker;
}

/** What can be processed on the spot is; faults are left to the regular way, which tells of them. */
async function prepare(run: Run, { entity, locationKey }: DeferredEntity, prepared: Prepared): Promise<void> {
  const desired = toDesiredEntity(entity, locationKey);
  const outcome = run.isQuick(entity) && toStoredOutcome(await run.process(entity, null), prepared.packer);
  prepared.desired.push(outcome ? { ...desired, outcome } : desired);
}

async function write(run: Run, lane: WriteLane, { desired, packer }: Prepared, pace: Pace): Promise<void> {
  const { sourceId, sourceKey, cause, summary } = run;
  const began = performance.now();
  const { ids, lost, scheduled, conflicts } = await lane.accept({
    owner: { type: 'provider', id: sourceId, sourceKey },
    desired: desired.map(({ entity: _entity, ...stored }) => stored),
    names: packer.names,
    cause,
    now: run.now(),
  });
  pace.took(desired.length, performance.now() - began);
  run.changedIds.push(...ids, ...lost);
  summary.changed += ids.length;
  summary.conflicts += conflicts.length;
  for (const conflict of conflicts) {
    const rejected = desired.find(({ ref }) => ref === conflict.ref);
    if (rejected) run.onConflict(`provider:${sourceKey}`, conflict, rejected.entity);
  }
  run.onAccepted(scheduled);
}
