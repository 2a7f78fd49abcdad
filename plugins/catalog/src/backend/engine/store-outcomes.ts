import { hash } from 'node:crypto';
import type { StatementRunner } from '@portico/backend-plugin-api';
import { ANNOTATION_LOCATION, type Entity } from '@portico/catalog-model';
import { finishChecks, type NextCheck } from '../database/checks.ts';
import type { InternedNames } from '../database/interned-names.ts';
import { removeChildren } from '../database/references.ts';
import { addRefusals, clearRefusals, type Refusal } from '../database/refusals.ts';
import { findRefsById, lockRefs, type RefRow, resolveRefs } from '../database/refs.ts';
import {
  findStates,
  parseEmitted,
  type StateRow,
  writeFailure,
  writeSuccess,
  writeUnchanged,
} from '../database/states.ts';
import { type ChangeCause, queueChanged } from '../database/stitch-queue.ts';
import { acceptDesired, type Conflict } from './accept-desired.ts';
import type { DesiredEntity } from './desired-entity.ts';
import type { Outcome } from './outcome.ts';
import { noteOrphans } from './remove-entities.ts';
import { createRelationPacker, resolveRelations } from './relation-names.ts';
import { storeEmitted } from './store-emitted.ts';

/** An entity that was processed, and when it will be again. */
export interface ProcessedCheck {
  id: number;
  /** What was processed. If something else is wanted by now, the outcome is void. */
  inputHash: string | null;
  outcome: Outcome;
  claim: string;
  next: NextCheck;
  cause: ChangeCause;
}

/** What storing led to. */
export interface StoredOutcomes {
  /** Ids of entities that have to be processed now. */
  scheduled: number[];
  conflicts: { parentRef: string; conflict: Conflict; entity: Entity }[];
}

/** Stores what processing led to, within a transaction. */
export async function storeOutcomes(
  tx: StatementRunner,
  checks: readonly ProcessedCheck[],
  options: { relationTypes: InternedNames; now: number },
): Promise<StoredOutcomes> {
  const stored: StoredOutcomes = { scheduled: [], conflicts: [] };
  const ids = checks.map(check => check.id);
  await lockRefs(tx, ids);
  const rows = await findRefsById(tx, ids);
  const states = await findStates(tx, ids);
  for (const check of checks) {
    const row = rows.get(check.id);
    const state = states.get(check.id);
    if (row?.uid && state && row.inputHash === check.inputHash) {
      await storeOne(tx, check, { ...options, row, state, stored });
    }
    await finishChecks(tx, check.claim, [row?.uid ? check.next : { ...check.next, dueAt: null }]);
  }
  return stored;
}

// Messages may quote a whole document.
const maxDetail = 500;

interface StoreContext {
  row: RefRow;
  /** As it is now, not as it was when processing began. */
  state: StateRow;
  relationTypes: InternedNames;
  now: number;
  stored: StoredOutcomes;
}

async function storeOne(tx: StatementRunner, check: ProcessedCheck, context: StoreContext): Promise<void> {
  const { id, outcome, cause } = check;
  const { now, row, state } = context;
  const resultHash = hashOf(outcome);
  const common = {
    id,
    cache: outcome.cache,
    trail: JSON.stringify(outcome.trail),
    processedAt: now,
  };
  if (resultHash === state.resultHash) {
    await writeUnchanged(tx, common);
    return;
  }
  const errors = outcome.errors.length > 0 ? JSON.stringify(outcome.errors) : null;
  await clearRefusals(tx, row.ref);
  await addRefusals(tx, [...heldBack(row.ref, outcome), ...outcome.refusals], now);
  if (outcome.processed === undefined) {
    await writeFailure(tx, { ...common, resultHash, errors, emitted: await storeKeys(tx, check, state) });
  } else {
    const emitted = await storeConsequences(tx, check, context);
    await writeSuccess(tx, {
      ...common,
      processed: outcome.processed,
      emitted,
      resultHash,
      errors,
      succeededAt: now,
    });
  }
  if (outcome.processed !== state.processed || errors !== state.errors) await queueChanged(tx, [id], cause);
}

/** Nothing new is let in from what has faults. */
function heldBack(claimant: string, { processed, children, errors }: Outcome): Refusal[] {
  const [error] = errors;
  if (processed !== undefined || !error) return [];
  const reason = error.message.slice(0, maxDetail);
  return children.map(({ ref, entity }) => {
    const location = entity.metadata.annotations?.[ANNOTATION_LOCATION] ?? claimant;
    const detail = `Nothing new is taken in from '${location}' while there are faults: ${reason}`;
    return { ref, claimant, reason: 'held', detail };
  });
}

/** What has failed may be put right in a file that was not there before, so its keys count beside the last good ones. */
async function storeKeys(
  tx: StatementRunner,
  { id, outcome }: ProcessedCheck,
  { emitted }: StateRow,
): Promise<string | null> {
  if (outcome.refreshKeys.length === 0) return emitted;
  const previous = parseEmitted(emitted);
  const { relations, children } = previous;
  const refreshKeys = [...previous.refreshKeys, ...outcome.refreshKeys];
  const stored = await storeEmitted(tx, [{ id, previous, relations, children, refreshKeys }]);
  return JSON.stringify(stored.get(id));
}

async function storeConsequences(
  tx: StatementRunner,
  { id, outcome, cause }: ProcessedCheck,
  context: StoreContext,
): Promise<string> {
  const { relationTypes, now, state } = context;
  const previous = parseEmitted(state.emitted);
  const children = await storeChildren(tx, distinctChildren(outcome.children), { ...context, cause });
  const kept = new Set(children);
  const gone = previous.children.filter(child => !kept.has(child));
  if (gone.length > 0) {
    await removeChildren(tx, id, gone);
    await noteOrphans(tx, gone, { now, cause });
  }
  const { names, pack } = createRelationPacker();
  const edges = pack(outcome.relations);
  const rows = names.refs.length > 0 ? await resolveRefs(tx, names.refs) : new Map<string, RefRow>();
  const relations = (await resolveRelations(tx, names, { relationTypes, rows }))(edges);
  const emitted = await storeEmitted(tx, [
    { id, previous, relations, children, refreshKeys: outcome.refreshKeys },
  ]);
  return JSON.stringify(emitted.get(id));
}

async function storeChildren(
  tx: StatementRunner,
  children: readonly DesiredEntity[],
  context: StoreContext & { cause: ChangeCause },
): Promise<number[]> {
  if (children.length === 0) return [];
  const { row: parent, relationTypes, now, cause, stored } = context;
  const acceptance = await acceptDesired(tx, {
    owner: { type: 'parent', id: parent.id, ref: parent.ref },
    desired: children,
    relationTypes,
    cause,
    now,
  });
  stored.scheduled.push(...acceptance.scheduled);
  for (const conflict of acceptance.conflicts) {
    const child = children.find(({ ref }) => ref === conflict.ref);
    if (child) stored.conflicts.push({ parentRef: parent.ref, conflict, entity: child.entity });
  }
  return acceptance.ids;
}

// Of several children with one ref, the first counts, as with several sources.
function distinctChildren(children: readonly DesiredEntity[]): DesiredEntity[] {
  const byRef = new Map<string, DesiredEntity>();
  for (const child of children) if (!byRef.has(child.ref)) byRef.set(child.ref, child);
  return [...byRef.values()].sort((a, b) => (a.ref < b.ref ? -1 : 1));
}

function hashOf({ errors, processed, children, relations, refreshKeys }: Outcome): string {
  const parts = [
    errors,
    processed ?? null,
    children.map(child => `${child.ref} ${child.inputHash} ${child.locationKey}`).sort(),
    relations.map(edge => `${edge.sourceRef} ${edge.type} ${edge.targetRef}`).sort(),
    refreshKeys.toSorted(),
  ];
  return hash('sha1', JSON.stringify(parts), 'base64url');
}
