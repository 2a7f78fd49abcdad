import type { StatementRunner } from '@portico/backend-plugin-api';
import type { RelationEdge } from '@portico/catalog-model';
import type { SerializedError } from '@portico/errors';
import { finishChecks, holdsClaim, type NextCheck } from '../database/checks.ts';
import type { InternedNames } from '../database/interned-names.ts';
import { findChildren, removeChildren } from '../database/references.ts';
import { addRefusals, clearRefusals, type Refusal } from '../database/refusals.ts';
import { findRefsById, lockRefs, type RefRow, resolveRefs } from '../database/refs.ts';
import {
  findStates,
  forgetResults,
  parseEmitted,
  type StateRow,
  writeFailure,
  writeSuccess,
  writeUnchanged,
} from '../database/states.ts';
import { toStorableText } from '../database/storable-text.ts';
import { type ChangeCause, queueStitching } from '../database/stitch-queue.ts';
import { acceptDesired, type Conflict } from './accept-desired.ts';
import type { StoredEntity } from './desired-entity.ts';
import type { Owner } from './owner.ts';
import { noteOrphans } from './remove-entities.ts';
import { createRelationPacker, type RelationNames, resolveRelations } from './relation-names.ts';
import { storeEmitted } from './store-emitted.ts';

/** What came of processing an entity, and when it is to be processed again; ready to be sent to a thread. */
export interface ProcessedCheck {
  id: number;
  /** With another uid, it is no longer the entity that was processed, and the outcome is void. */
  uid: string;
  /** What was processed. If something else is wanted by now, the outcome is void. */
  inputHash: string | null;
  /** When the outcome before was stored, as known when processing began. */
  knownAt: number | null;
  /** Equal for what leads to the same. */
  resultHash: string;
  /** It was the same the last time, so that there is nothing to store. */
  isKnown: boolean;
  /** The processed entity as JSON; null when something went wrong, and the last good version stays. */
  processed: string | null;
  /** As JSON. */
  errors: string | null;
  relations: readonly RelationEdge[];
  refreshKeys: readonly string[];
  refusals: readonly Refusal[];
  /** As JSON. */
  cache: string | null;
  /** As JSON. */
  trail: string;
  children: ChildrenPart;
  claim: string;
  next: NextCheck;
  cause: ChangeCause;
}

/** Some of the children of an entity, which may be too many for one transaction. */
export interface ChildrenPart {
  /** No ref twice. */
  desired: readonly StoredEntity[];
  /** What the outcomes of `desired` name. */
  names: RelationNames;
  /** The ids of those that have been stored before. */
  before: readonly number[];
  /** There are more to come, and nothing else is stored yet. */
  hasMore: boolean;
  /** What is wrong with those that could not be stored. */
  faults: readonly ChildFault[];
}

/** Why a child can never be stored as it is. */
export interface ChildFault {
  ref: string;
  error: SerializedError;
}

/** What storing led to. */
export interface StoredOutcomes {
  /** How many entities have to be processed now. */
  scheduled: number;
  conflicts: { parentId: number; conflict: Conflict }[];
  /** What is wrong with children that could not be stored, beside others that were. */
  faults: { parentId: number; fault: ChildFault }[];
  /** The ids of the children that each check has now, in the order of the checks; or why it could not be stored. */
  children: (number[] | Error)[];
}

/** What outcomes are stored with. */
export interface StoreOptions {
  relationTypes: InternedNames;
  /** Whether there may be relations that nothing is known of. */
  isRepair?: boolean;
  now: number;
}

/** In how many milliseconds something is tried again that could not be stored, and would be due only when it changes. */
export const retryMs = 60 * 60_000;

const longestRef = 500;

/** Stores what processing led to, within a transaction. */
export async function storeOutcomes(
  tx: StatementRunner,
  checks: readonly ProcessedCheck[],
  options: StoreOptions,
): Promise<StoredOutcomes> {
  const stored: StoredOutcomes = { scheduled: 0, conflicts: [], faults: [], children: [] };
  const ids = checks.map(check => check.id);
  await lockRefs(tx, ids);
  const known = await findKnown(tx, ids);
  const written = new Set<number>();
  for (const check of checks) {
    const { id } = check;
    // Of two checks of one entity, and of a parent and its child, the later sees what the earlier has stored.
    const { rows, states } = written.has(id) ? await findKnown(tx, [id]) : known;
    const row = rows.get(id);
    const state = states.get(id);
    const children =
      row && state && (await isWanted(tx, check, { row, state }))
        ? await storeOne(tx, check, { ...options, row, state, stored })
        : [];
    stored.children.push(children);
    for (const changed of [id, ...children]) written.add(changed);
    if (check.children.hasMore) continue;
    const isVoid = check.isKnown && state?.resultHash !== check.resultHash;
    const isFaulty = check.children.faults.length > 0;
    const dueAt = isVoid ? options.now : (check.next.dueAt ?? (isFaulty ? options.now + retryMs : null));
    await finishChecks(tx, check.claim, [{ ...check.next, dueAt: row?.uid ? dueAt : null }]);
  }
  return stored;
}

async function findKnown(
  tx: StatementRunner,
  ids: readonly number[],
): Promise<{ rows: Map<number, RefRow>; states: Map<number, StateRow> }> {
  return { rows: await findRefsById(tx, ids), states: await findStates(tx, ids) };
}

/**
 * Whether the same is wanted still, and nobody has stored what came of a check
 * that began later. Who asks for a check takes the claim away from the one that
 * is under way, whose outcome counts until there is another: it would never
 * come to one if it was asked for all the time.
 */
export async function isWanted(
  tx: StatementRunner,
  { id, uid, inputHash, claim, knownAt }: ProcessedCheck,
  { row, state }: { row: RefRow | undefined; state: StateRow },
): Promise<boolean> {
  if (row?.uid !== uid || row.inputHash !== inputHash) return false;
  return state.processedAt === knownAt || holdsClaim(tx, id, claim);
}

interface StoreContext extends StoreOptions {
  row: RefRow;
  /** As it is now, not as it was when processing began. */
  state: StateRow;
  stored: StoredOutcomes;
}

/** Returns the ids of the children that it has stored. */
async function storeOne(
  tx: StatementRunner,
  check: ProcessedCheck,
  context: StoreContext,
): Promise<number[]> {
  const { id, processed, resultHash, cache, trail, cause } = check;
  const { faults } = check.children;
  const errors = faults.length > 0 ? JSON.stringify(faults.map(({ error }) => error)) : check.errors;
  const { now, row, state } = context;
  const common = { id, cache, trail, processedAt: now };
  if (check.children.hasMore) {
    // If the rest never comes, what is stored must not be taken for what it was before.
    await forgetResults(tx, [id]);
    return storeChildren(tx, check, context);
  }
  if (resultHash === state.resultHash) await writeUnchanged(tx, common);
  if (check.isKnown || resultHash === state.resultHash) return [];
  await clearRefusals(tx, row.ref);
  await addRefusals(tx, [...check.refusals, ...faults.flatMap(fault => toRefusal(fault, row.ref))], now);
  let children: number[] = [];
  if (processed === null) {
    await writeFailure(tx, { ...common, resultHash, errors, emitted: await storeKeys(tx, check, context) });
  } else {
    children = await storeChildren(tx, check, context);
    const kept = [...check.children.before, ...children];
    // Of what cannot be stored, there may be an earlier version.
    const isWhole =
      faults.length === 0 && (await letGo(tx, kept, { id, now, cause, stored: context.stored }));
    const emitted = await storeConsequences(tx, check, context);
    const known = isWhole ? resultHash : null;
    await writeSuccess(tx, { ...common, processed, emitted, resultHash: known, errors, succeededAt: now });
  }
  if ((processed ?? state.processed) !== state.processed || errors !== state.errors) {
    await queueStitching(tx, { changed: [id], cause });
  }
  return children;
}

/** Of a child that was never there, this is what is known. */
function toRefusal({ ref, error }: ChildFault, claimant: string): Refusal[] {
  // The ref may be the fault, which would be one here as well.
  if (ref.length > longestRef || toStorableText(ref) !== ref) return [];
  return [{ ref, claimant, reason: 'held', detail: error.message }];
}

/** What has failed may be put right in a file that was not there before, so its keys count beside the last good ones. */
async function storeKeys(
  tx: StatementRunner,
  { id, refreshKeys, cause }: ProcessedCheck,
  { state, isRepair = false }: StoreContext,
): Promise<string | null> {
  if (refreshKeys.length === 0) return state.emitted;
  const previous = parseEmitted(state.emitted);
  const keys = [...previous.refreshKeys, ...refreshKeys];
  const emission = { id, previous, relations: previous.relations, refreshKeys: keys };
  const { emitted: all, stored } = storeEmitted(tx, [emission], { cause, isRepair });
  await stored;
  return JSON.stringify(all.get(id));
}

async function storeConsequences(
  tx: StatementRunner,
  { id, relations, refreshKeys, cause }: ProcessedCheck,
  { relationTypes, state, isRepair = false }: StoreContext,
): Promise<string> {
  const { names, pack } = createRelationPacker();
  const edges = pack(relations);
  const rows = names.refs.length > 0 ? await resolveRefs(tx, names.refs) : new Map<string, RefRow>();
  const resolved = (await resolveRelations(tx, names, { relationTypes, rows }))(edges);
  const previous = parseEmitted(state.emitted);
  const emission = { id, previous, relations: resolved, refreshKeys };
  const { emitted, stored } = storeEmitted(tx, [emission], { cause, isRepair });
  await stored;
  return JSON.stringify(emitted.get(id));
}

async function storeChildren(
  tx: StatementRunner,
  { id, children, cause }: ProcessedCheck,
  { row, relationTypes, isRepair = false, now, stored }: StoreContext,
): Promise<number[]> {
  const { desired, names } = children;
  if (desired.length === 0) return [];
  const owner: Owner = { type: 'parent', id, ref: row.ref };
  const accepted = await acceptDesired(tx, { owner, desired, names, relationTypes, isRepair, cause, now });
  stored.scheduled += accepted.scheduled;
  for (const conflict of accepted.conflicts) stored.conflicts.push({ parentId: id, conflict });
  return accepted.ids;
}

/** A parent lets go of children that it no longer emits. `false`: some that it emits have been removed meanwhile. */
async function letGo(
  tx: StatementRunner,
  kept: readonly number[],
  { id, now, cause, stored }: { id: number; now: number; cause: ChangeCause; stored: StoredOutcomes },
): Promise<boolean> {
  const keeps = new Set(kept);
  const has = await findChildren(tx, [id]);
  const gone = has.filter(child => !keeps.has(child));
  if (gone.length > 0) {
    await removeChildren(tx, id, gone);
    stored.scheduled += await noteOrphans(tx, gone, { now, cause });
  }
  return has.length - gone.length === keeps.size;
}
