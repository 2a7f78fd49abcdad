import type { StoredOutcome } from './desired-entity.ts';
import type { Outcome } from './outcome.ts';
import type { RelationPacker } from './relation-names.ts';

/** What is stored of an outcome; `undefined` if it has faults or children, and the entity must take the regular way. */
export function toStoredOutcome(outcome: Outcome, packer: RelationPacker): StoredOutcome | undefined {
  const { processed, errors, children, relations, refreshKeys, trail } = outcome;
  if (processed === undefined || errors.length > 0 || children.length > 0) return undefined;
  return { processed, trail: JSON.stringify(trail), refreshKeys, edges: packer.pack(relations) };
}
