import { randomUUID } from 'node:crypto';
import type { StatementRunner } from '@portico/backend-plugin-api';
import { scheduleChecks } from '../database/checks.ts';
import type { InternedNames } from '../database/interned-names.ts';
import {
  adoptChildren,
  addProviderReferences,
  findEmitting,
  findOnlyChildren,
  removeOrphans,
} from '../database/references.ts';
import { addRefusals, type Refusal } from '../database/refusals.ts';
import { findRefsById, type RefRow, resolveRefs, updateRefs, type WantedRef } from '../database/refs.ts';
import { findStates, parseEmitted, writeProcessed, writeUnprocessed } from '../database/states.ts';
import { type ChangeCause, queueStitching } from '../database/stitch-queue.ts';
import { writeTogether } from '../database/write-together.ts';
import type { StoredEntity, StoredOutcome } from './desired-entity.ts';
import { claimantOf, type Owner } from './owner.ts';
import { type RelationNames, resolveRelations } from './relation-names.ts';
import { endProvided, noteOrphans, wakeLosers } from './remove-entities.ts';
import { storeEmitted } from './store-emitted.ts';

/** What is wanted, and by whom. */
export interface AcceptOptions {
  owner: Owner;
  /** No ref twice. */
  desired: readonly StoredEntity[];
  /** What the outcomes of `desired` name. What has no outcome is processed later. */
  names?: RelationNames;
  relationTypes: InternedNames;
  /** Whether there may be relations that nothing is known of. */
  isRepair?: boolean;
  cause: ChangeCause;
  now: number;
}

/** What became of it. */
export interface Acceptance {
  /** The ids of those that the owner now has, in the order of `desired`. */
  ids: number[];
  /** How many entities have to be processed now: some of these, and others that wanted what has become free. */
  scheduled: number;
  conflicts: Conflict[];
  /** The ids of those that the conflicts are about. */
  lost: number[];
}

/** An entity that somebody else has under another location key. */
export interface Conflict {
  ref: string;
  locationKey: string | null;
  existingLocationKey: string | null;
}

interface Claim {
  desired: StoredEntity;
  row: RefRow;
  state: 'new' | 'changed' | 'unchanged';
}

type ProcessedClaim = Pick<Claim, 'row' | 'state'> & { unprocessed: string; outcome: StoredOutcome };

/**
 * Stores what an owner wants, within a transaction. What is unchanged is not
 * written. A ref that somebody else holds under another location key stays as
 * it is: that is a conflict, and the first one wins.
 */
export async function acceptDesired(tx: StatementRunner, options: AcceptOptions): Promise<Acceptance> {
  const { desired, owner, now, names } = options;
  const wanted = new Map(desired.map((item): [string, WantedRef] => [item.ref, toWanted(item)]));
  const refs = await resolveRefs(tx, names?.refs ?? [], wanted);
  const { claims, lost, conflicts, moved } = await judge(tx, options, { wanted, refs });
  const accepted = claims.filter(claim => claim.state !== 'unchanged');
  const processed = await chooseProcessed(tx, accepted);
  const scheduled = accepted.filter(claim => !processed.has(claim));
  let woken = 0;
  await writeTogether([
    updateRefs(tx, accepted.filter(claim => needsUpdate(claim, wanted)).map(toUpdate)),
    refer(tx, options, claims),
    letGo(tx, options, lost).then(count => (woken += count)),
    wakeLosers(tx, moved).then(count => (woken += count)),
    storeOutcomes(tx, options, [...processed].flatMap(toProcessed), refs),
    writeUnprocessed(
      tx,
      scheduled.map(({ row, desired: item }) => ({ id: row.id, unprocessed: item.json })),
    ),
    scheduleChecks(
      tx,
      scheduled.map(({ row }) => row.id),
      now,
      options.cause,
    ),
    addRefusals(
      tx,
      conflicts.map(conflict => toRefusal(conflict, owner)),
      now,
    ),
  ]);
  return {
    ids: claims.map(({ row }) => row.id),
    scheduled: scheduled.length + woken,
    conflicts,
    lost,
  };
}

interface Judgement extends Pick<Acceptance, 'conflicts' | 'lost'> {
  claims: Claim[];
  /** Refs that their owner now has under another location key, so that others may take them over. */
  moved: string[];
}

async function judge(
  tx: StatementRunner,
  { desired, owner }: AcceptOptions,
  { wanted, refs }: { wanted: ReadonlyMap<string, WantedRef>; refs: ReadonlyMap<string, RefRow> },
): Promise<Judgement> {
  const disputed = desired.flatMap(item => {
    const row = refs.get(item.ref);
    return row && isKeptFrom(item, row, wanted) ? row.id : [];
  });
  // What a parent alone has, it may read from another place: an entity has moved from one of its files to another.
  const mine = owner.type === 'parent' ? await findOnlyChildren(tx, owner.id, disputed) : undefined;
  const claims: Claim[] = [];
  const lost: number[] = [];
  const conflicts: Conflict[] = [];
  for (const item of desired) {
    const row = refs.get(item.ref);
    if (!row) throw new Error(`The ref '${item.ref}' was not resolved`);
    if (row.uid === null || row.uid === wanted.get(item.ref)?.uid) {
      claims.push({ desired: item, row, state: 'new' });
    } else if (isKeptFrom(item, row, wanted) && !mine?.has(row.id)) {
      const { ref, locationKey } = item;
      conflicts.push({ ref, locationKey, existingLocationKey: row.locationKey });
      lost.push(row.id);
    } else {
      const isSame = row.inputHash === item.inputHash && row.locationKey === item.locationKey;
      claims.push({ desired: item, row, state: isSame ? 'unchanged' : 'changed' });
    }
  }
  const moved = claims.flatMap(({ row }) => (mine?.has(row.id) ? row.ref : []));
  return { claims, lost, conflicts, moved };
}

/** Somebody has it under another location key. */
function isKeptFrom(
  { ref, locationKey }: StoredEntity,
  row: RefRow,
  wanted: ReadonlyMap<string, WantedRef>,
): boolean {
  const isThere = row.uid !== null && row.uid !== wanted.get(ref)?.uid;
  return isThere && row.locationKey !== null && row.locationKey !== locationKey;
}

/** What comes with an outcome and has no children, who would have to be let go. */
async function chooseProcessed(tx: StatementRunner, accepted: readonly Claim[]): Promise<Set<Claim>> {
  const processed = accepted.filter(claim => claim.desired.outcome);
  const changed = processed.filter(claim => claim.state === 'changed').map(({ row }) => row.id);
  const emitting = await findEmitting(tx, changed);
  return new Set(processed.filter(({ row }) => !emitting.has(row.id)));
}

async function refer(
  tx: StatementRunner,
  { owner, cause, now }: AcceptOptions,
  claims: readonly Claim[],
): Promise<void> {
  const ids = claims.map(({ row }) => row.id);
  if (owner.type === 'provider') await addProviderReferences(tx, owner.id, ids);
  else await adopt(tx, { owner, now }, claims);
  const existing = claims.filter(claim => claim.state !== 'new').map(({ row }) => row.id);
  if (existing.length > 0) {
    await queueStitching(tx, { changed: await removeOrphans(tx, existing), cause });
  }
}

/** Whoever has emitted the same before, from the same location, is told when it is free again. */
async function adopt(
  tx: StatementRunner,
  { owner, now }: { owner: Extract<Owner, { type: 'parent' }>; now: number },
  claims: readonly Claim[],
): Promise<void> {
  const refs = new Map(claims.map(({ row }) => [row.id, row.ref]));
  const taken = await adoptChildren(tx, owner.id, [...refs.keys()]);
  if (taken.length === 0) return;
  const parents = await findRefsById(
    tx,
    taken.map(({ parentId }) => parentId),
  );
  const refusals = taken.map(({ id, parentId }): Refusal => ({
    ref: refs.get(id) ?? '',
    claimant: parents.get(parentId)?.ref ?? '',
    reason: 'conflict',
    detail: `'${owner.ref}' has declared it from the same location since`,
  }));
  await addRefusals(tx, refusals, now);
}

/** Who loses a ref to somebody else does not keep what it said of it before alive. Tells how many others are to be processed for that. */
async function letGo(
  tx: StatementRunner,
  { owner, cause, now }: AcceptOptions,
  ids: readonly number[],
): Promise<number> {
  // What a parent no longer emits is compared with what it emitted.
  if (owner.type !== 'provider' || ids.length === 0) return 0;
  const { scheduled } = await endProvided(tx, owner.id, ids);
  return scheduled + (await noteOrphans(tx, ids, { now, cause }));
}

async function storeOutcomes(
  tx: StatementRunner,
  { names, relationTypes, isRepair = false, cause, now }: AcceptOptions,
  claims: readonly ProcessedClaim[],
  rows: ReadonlyMap<string, RefRow>,
): Promise<void> {
  if (claims.length === 0 || !names) return;
  const changed = claims.filter(claim => claim.state === 'changed').map(({ row }) => row.id);
  const states = changed.length > 0 ? await findStates(tx, changed) : undefined;
  const relationsOf = await resolveRelations(tx, names, { relationTypes, rows });
  const { emitted, stored } = storeEmitted(
    tx,
    claims.map(({ row, outcome }) => ({
      id: row.id,
      previous: parseEmitted(states?.get(row.id)?.emitted ?? null),
      relations: relationsOf(outcome.edges),
      refreshKeys: outcome.refreshKeys,
    })),
    { cause, changed: claims.map(({ row }) => row.id), isRepair },
  );
  const processed = claims.map(({ row, unprocessed, outcome }) => ({
    id: row.id,
    unprocessed,
    processed: outcome.processed,
    emitted: JSON.stringify(emitted.get(row.id)),
    resultHash: null,
    trail: outcome.trail,
    processedAt: now,
    succeededAt: now,
  }));
  await writeTogether([stored, writeProcessed(tx, processed)]);
}

function toProcessed({ row, state, desired: { json, outcome } }: Claim): ProcessedClaim[] {
  return outcome ? [{ row, state, unprocessed: json, outcome }] : [];
}

function toWanted({ inputHash, locationKey }: StoredEntity): WantedRef {
  return { uid: randomUUID(), inputHash, locationKey };
}

function needsUpdate({ row, desired, state }: Claim, wanted: ReadonlyMap<string, WantedRef>): boolean {
  return state === 'changed' || row.uid !== wanted.get(desired.ref)?.uid;
}

function toUpdate({ row, desired, state }: Claim): WantedRef & { id: number } {
  const { inputHash, locationKey } = desired;
  return { id: row.id, uid: state === 'new' ? randomUUID() : row.uid, inputHash, locationKey };
}

function toRefusal({ ref, locationKey, existingLocationKey }: Conflict, owner: Owner): Refusal {
  return {
    ref,
    claimant: claimantOf(owner),
    reason: 'conflict',
    detail: `Another source holds it under the location key '${existingLocationKey ?? 'none'}', and '${locationKey ?? 'none'}' cannot take it over`,
  };
}
