import type { LoggerService, StatementRunner } from '@portico/backend-plugin-api';
import type { CatalogModel, Entity } from '@portico/catalog-model';
import type { EntityProviderConnection } from '../../node/providers.ts';
import { releaseClaims, scheduleChecks } from '../database/checks.ts';
import { createInternedNames } from '../database/interned-names.ts';
import { findIdsByRefreshKeys } from '../database/refresh-keys.ts';
import type { MutationSummary } from '../database/sources.ts';
import type { ChangeCause } from '../database/stitch-queue.ts';
import { awaitStitching } from '../stitch/lock-stitching.ts';
import { createSetAsideReport } from '../stitch/report-set-aside.ts';
import { createStitchLoop, type StitchLoop } from '../stitch/stitch-loop.ts';
import type { CatalogEvents } from './catalog-events.ts';
import { type CheckLoop, type CheckLoopOptions, createCheckLoop } from './check-loop.ts';
import { createCheckProcessing } from './check-processing.ts';
import type { Conflict } from './accept-desired.ts';
import type { EngineMeter } from './engine-meter.ts';
import { createLanes, type Lanes } from './lanes.ts';
import { createMutations, type MassChangeGuard, type MutationRequest } from './mutations.ts';
import { type HeldRemovals, listHeldRemovals, releaseHeldRemovals } from './held-mutations.ts';
import type { CheckPolicy } from './next-check.ts';
import type { Outcome } from './outcome.ts';
import { createOutcomeStore, type OutcomeStore } from './outcome-store.ts';
import type { EntityProcessing } from './process-entity.ts';

/** What the engine is made of. */
export interface EngineOptions {
  db: StatementRunner;
  model: CatalogModel;
  process: EntityProcessing;
  /** Whether processing an entity waits for nothing, so that it is done at once. */
  isQuick(entity: Entity): boolean;
  checks: CheckPolicy;
  guard: MassChangeGuard;
  events: CatalogEvents;
  logger: LoggerService;
  now?(): number;
  /** Runs the processing of a due entity; `isUrgent` when somebody waits for it. */
  reading?(work: () => Promise<Outcome>, options: { isUrgent: boolean }): Promise<Outcome>;
  meter?: EngineMeter;
  /** Nothing is processed nor made visible in this process: what it is given is stored, and waits for another one. */
  isOff?: boolean;
  /** How many entities are processed at a time, 50 unless given. */
  concurrency?: number;
}

/** Keeps the catalog true to what providers and locations say. */
export interface CatalogEngine {
  /** The connection of a provider to the catalog. */
  connect(sourceKey: string): EntityProviderConnection;
  /** Applies a mutation and makes it visible, but for what has to be read first. */
  mutate(request: MutationRequest): Promise<MutationSummary>;
  /** Has entities processed now. */
  check(ids: readonly number[], cause?: ChangeCause): Promise<void>;
  /** The removals that the guard holds back. */
  listHeld(): Promise<HeldRemovals[]>;
  /** Removes what the guard holds back for a provider; returns how much. @throws NotFoundError */
  releaseHeld(sourceKey: string, actor?: string): Promise<number>;
  /** Makes changes visible that were stored by other means. */
  stitch(ids?: readonly number[]): Promise<void>;
  /** Takes up what is due, until stopped. */
  start(): Promise<void>;
  /** Resolves when nothing is left to do now. */
  idle(): Promise<void>;
  stop(): Promise<void>;
}

// Entities of files that have been read take memory until they are stored.
const maxUnstored = 10_000;

/** Makes an engine over a database that has its tables. */
export function createCatalogEngine(options: EngineOptions): CatalogEngine {
  const { db, logger, events, now = Date.now } = options;
  const relationTypes = createInternedNames('catalog_relation_types', 'type');
  const onError = (error: unknown): void => {
    logger.error('The catalog could not store a change, and will try again', error as Error);
  };
  const lanes = createLanes(db, {
    relationTypes,
    now,
    onUntidy: error =>
      logger.warn(
        'The log of the SQLite file could not be emptied, and stays for the next time',
        error as Error,
      ),
  });
  const stitching = options.isOff ? noStitching : createStitching(options, lanes, onError);
  const isQuick = (entity: Entity): boolean => !options.isOff && options.isQuick(entity);
  const onConflict = (claimant: string, conflict: Conflict, entity: Entity): void =>
    reportConflict({ logger, events, now }, { claimant, conflict, entity });
  const outcomes = createOutcomeStore({
    ...options,
    isQuick,
    takeLane: changes => lanes.take(changes),
    now,
    onError,
    onConflict,
    onScheduled: () => checking.poke(),
    stitch: ids => stitching.drain({ ids }),
  });
  const onWake = (): void => void stitching.drain();
  const checking = createChecking({ ...options, now, onError, onWake }, outcomes);
  let isStarted = false;
  const poke = (): void => {
    if (isStarted) checking.poke();
  };
  const mutateNow = createMutations({
    ...options,
    isQuick,
    expectChanges: changes => lanes.expect(changes),
    takeLane: changes => lanes.take(changes),
    now,
    onConflict,
    onAccepted: scheduled => {
      if (scheduled > 0) poke();
    },
    holdStitching: () => stitching.hold(),
    stitch: which => stitching.drain(which),
  });
  const inTurn = createSourceTurns();
  const mutate = (request: MutationRequest): Promise<MutationSummary> =>
    inTurn(request.sourceKey, () => mutateNow(request));
  const check: CatalogEngine['check'] = async (ids, cause) => {
    await scheduleChecks(db, ids, now(), cause);
    poke();
  };
  return {
    connect: sourceKey => ({
      async applyMutation(mutation) {
        await mutate({ sourceKey, mutation, cause: { cause: `provider:${sourceKey}` } });
      },
      async refresh({ keys }) {
        await check(await findIdsByRefreshKeys(db, keys), { cause: `provider:${sourceKey}` });
      },
    }),
    mutate,
    check,
    listHeld: () => listHeldRemovals(db),
    async releaseHeld(sourceKey, actor) {
      const count = await inTurn(sourceKey, () => releaseHeldRemovals(db, sourceKey, actor));
      poke();
      await stitching.drain();
      return count;
    },
    stitch: ids => stitching.drain(ids && { ids }),
    async start() {
      isStarted = true;
      if (db.dialect === 'sqlite') await releaseClaims(db, now());
      checking.poke();
      await stitching.drain();
    },
    async idle() {
      await checking.idle();
      await outcomes.idle();
      await stitching.drain({ all: true });
    },
    async stop() {
      outcomes.stop();
      await checking.stop();
      await stitching.stop();
      await outcomes.idle();
      await lanes.stop();
    },
  };
}

function createChecking(
  options: EngineOptions & Pick<CheckLoopOptions, 'now' | 'onError' | 'onWake'>,
  outcomes: OutcomeStore,
): CheckLoop {
  const process = createCheckProcessing({
    ...options,
    within: (check, work) =>
      options.reading?.(work, { isUrgent: check.cause?.startsWith('api:') ?? false }) ?? work(),
    outcomes,
  });
  return createCheckLoop({
    concurrency: 50,
    leaseMs: 60_000,
    ...options,
    process,
    isFull: () => outcomes.size > maxUnstored,
  });
}

function createStitching(
  { db, logger, meter }: EngineOptions,
  lanes: Lanes,
  onError: (error: unknown) => void,
): StitchLoop {
  const reportSetAside = createSetAsideReport(logger);
  return createStitchLoop(() => lanes.current, {
    atOnce: db.dialect === 'pg' ? 2 : 1,
    awaitOthers: ids => awaitStitching(db, ids),
    onError,
    onStitched({ waitedMs, setAside }, ms) {
      meter?.batchStitched(waitedMs, ms);
      reportSetAside(setAside);
    },
  });
}

const noStitching: StitchLoop = {
  drain: async () => undefined,
  hold: () => ({ [Symbol.dispose]: () => undefined }),
  stop: async () => undefined,
};

/** What changes what one provider wants waits for one another; that of several does not. */
function createSourceTurns(): <T>(sourceKey: string, work: () => Promise<T>) => Promise<T> {
  const last = new Map<string, Promise<unknown>>();
  return (sourceKey, work) => {
    const before = last.get(sourceKey) ?? Promise.resolve();
    const mine = before.then(work, work);
    last.set(sourceKey, mine);
    return mine.finally(() => {
      if (last.get(sourceKey) === mine) last.delete(sourceKey);
    });
  };
}

function reportConflict(
  { logger, events, now }: { logger: LoggerService; events: CatalogEvents; now(): number },
  found: { claimant: string; conflict: Conflict; entity: Entity },
): void {
  const { claimant, entity } = found;
  const { ref, locationKey, existingLocationKey } = found.conflict;
  logger.warn(
    `Source ${claimant} detected conflicting entityRef ${ref} already referenced by ${existingLocationKey ?? 'another source'} and now also ${locationKey ?? 'without a location key'}`,
  );
  events.conflicted({
    entity,
    entityRef: ref,
    claimant,
    newLocationKey: locationKey,
    existingLocationKey,
    at: new Date(now()),
  });
}
