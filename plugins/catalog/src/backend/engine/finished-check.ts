import { hash } from 'node:crypto';
import { ANNOTATION_LOCATION, type Entity } from '@portico/catalog-model';
import type { StatementRunner } from '@portico/backend-plugin-api';
import type { NextCheck } from '../database/checks.ts';
import type { Refusal } from '../database/refusals.ts';
import { findRefs } from '../database/refs.ts';
import { toStorableText } from '../database/storable-text.ts';
import type { ChangeCause } from '../database/stitch-queue.ts';
import { createBreather } from './breather.ts';
import type { DesiredEntity, StoredEntity } from './desired-entity.ts';
import type { Outcome } from './outcome.ts';
import type { EntityProcessing } from './process-entity.ts';
import { createRelationPacker } from './relation-names.ts';
import type { ChildrenPart, ProcessedCheck } from './store-outcomes.ts';
import { toStoredOutcome } from './to-stored-outcome.ts';

/** What came of processing an entity, on its way to the database. */
export interface FinishedCheck extends Omit<ProcessedCheck, 'children'> {
  ref: string;
  /** Children that are to be stored; no ref twice, in the order of their refs. */
  children: readonly DesiredEntity[];
}

/** What an outcome is about. */
export interface CheckedEntity {
  id: number;
  ref: string;
  uid: string;
  inputHash: string | null;
  /** What the last outcome led to. */
  resultHash: string | null;
  /** When that was stored. */
  knownAt: number | null;
  claim: string;
  next: NextCheck;
  cause: ChangeCause;
}

/** Makes ready what came of processing an entity. */
export function toFinishedCheck(outcome: Outcome, checked: CheckedEntity): FinishedCheck {
  const { resultHash: before, ...check } = checked;
  const { processed, errors, relations, refreshKeys, refusals, cache, trail } = outcome;
  const children = distinctChildren(outcome.children);
  const resultHash = hashOf(outcome, children);
  const hasFailed = processed === undefined;
  const isKnown = resultHash === before;
  return {
    ...check,
    resultHash,
    isKnown,
    processed: processed ?? null,
    errors: errors.length > 0 ? JSON.stringify(errors) : null,
    relations,
    refreshKeys,
    refusals: hasFailed ? [...heldBack(check.ref, outcome), ...refusals] : refusals,
    cache,
    trail: JSON.stringify(trail),
    children: hasFailed || isKnown ? [] : children,
  };
}

/** Processes those of the children on the spot that have changed and wait for nothing. */
export async function prepareChildren(
  children: readonly DesiredEntity[],
  options: { db: StatementRunner; process: EntityProcessing; isQuick(entity: Entity): boolean },
): Promise<Pick<ChildrenPart, 'desired' | 'names'>> {
  const packer = createRelationPacker();
  if (children.length === 0) return { desired: [], names: packer.names };
  const known = await findRefs(
    options.db,
    // To look for what can never be there would fail, with all that is stored together.
    children.flatMap(({ ref }) => (toStorableText(ref) === ref ? ref : [])),
  );
  const breathe = createBreather();
  const desired: StoredEntity[] = [];
  for (const { entity, ...child } of children) {
    const isNew = known.get(child.ref)?.inputHash !== child.inputHash;
    const outcome =
      isNew && options.isQuick(entity)
        ? toStoredOutcome(await options.process(entity, null), packer)
        : undefined;
    desired.push(outcome ? { ...child, outcome } : child);
    await breathe();
  }
  return { desired, names: packer.names };
}

// Messages may quote a whole document.
const maxDetail = 500;
// A file may have tens of thousands of documents.
const maxHeld = 100;

/** Nothing new is let in from what has faults. */
function heldBack(claimant: string, { children, errors }: Outcome): Refusal[] {
  const [error] = errors;
  if (!error) return [];
  const reason = error.message.slice(0, maxDetail);
  return children.slice(0, maxHeld).map(({ ref, entity }) => {
    const location = entity.metadata.annotations?.[ANNOTATION_LOCATION] ?? claimant;
    const detail = `Nothing new is taken in from '${location}' while there are faults: ${reason}`;
    return { ref, claimant, reason: 'held', detail };
  });
}

// Of several children with one ref, the first counts, as with several sources.
function distinctChildren(children: readonly DesiredEntity[]): DesiredEntity[] {
  const byRef = new Map<string, DesiredEntity>();
  for (const child of children) if (!byRef.has(child.ref)) byRef.set(child.ref, child);
  return [...byRef.values()].sort((a, b) => (a.ref < b.ref ? -1 : 1));
}

function hashOf(
  { errors, processed, relations, refreshKeys }: Outcome,
  children: readonly DesiredEntity[],
): string {
  const parts = [
    errors,
    processed ?? null,
    children.map(child => `${child.ref} ${child.inputHash} ${child.locationKey}`),
    relations.map(edge => `${edge.sourceRef} ${edge.type} ${edge.targetRef}`).sort(),
    refreshKeys.toSorted(),
  ];
  return hash('sha1', JSON.stringify(parts), 'base64url');
}
