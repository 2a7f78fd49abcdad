import { type SerializedError, serializeError } from '@portico/errors';
import { isFaultOfData } from '../database/is-fault-of-data.ts';
import type { StoredEntity } from './desired-entity.ts';
import type { ChildFault, ProcessedCheck, StoredOutcomes } from './store-outcomes.ts';

// More than these are no accident, and each takes a transaction for every time that the others are halved.
const maxFaults = 20;
// The database may quote all that was to be stored.
const maxDetail = 500;

/** What an error of the database says, short enough to be kept. */
export function toFault(error: unknown, what: string): SerializedError {
  const { name, message } = serializeError(error);
  return { name, message: `${what} could not be stored: ${message.slice(-maxDetail)}` };
}

/**
 * Stores an outcome that cannot be stored as it is. Its children come first, by
 * halves, until those are found that keep the others from it. They are stored
 * without what came of them: whose outcome it is that cannot be stored, its own
 * check tells. `store` is one transaction.
 */
export async function storeChildrenApart(
  check: ProcessedCheck,
  store: (check: ProcessedCheck) => Promise<StoredOutcomes>,
): Promise<StoredOutcomes> {
  const { children } = check;
  const all: StoredOutcomes = { scheduled: 0, conflicts: [], faults: [], children: [] };
  const found: ChildFault[] = [];
  const ids: number[] = [];
  const add = ({ scheduled, conflicts, children: stored }: StoredOutcomes): void => {
    all.scheduled += scheduled;
    all.conflicts.push(...conflicts);
    for (const part of stored) if (!(part instanceof Error)) ids.push(...part);
  };
  async function storePart(desired: readonly StoredEntity[]): Promise<void> {
    const [first] = desired;
    if (!first) return;
    try {
      const names = { refs: [], types: [] };
      add(await store({ ...check, children: { ...children, desired, names, hasMore: true } }));
    } catch (error) {
      if (!isFaultOfData(error) || found.length === maxFaults) throw error;
      if (desired.length === 1) {
        found.push({ ref: first.ref, error: toFault(error, `'${first.ref.slice(0, maxDetail)}'`) });
        return;
      }
      const half = Math.ceil(desired.length / 2);
      await storePart(desired.slice(0, half));
      await storePart(desired.slice(half));
    }
  }
  await storePart(children.desired.map(({ outcome: _outcome, ...child }) => child));
  if (!children.hasMore) {
    const before = [...children.before, ...ids];
    const faults = [...children.faults, ...found];
    add(await store({ ...check, children: { ...children, desired: [], before, faults } }));
  }
  return { ...all, children: [ids], faults: found.map(fault => ({ parentId: check.id, fault })) };
}
