import type { StatementRunner } from '@portico/backend-plugin-api';
import { NotFoundError } from '@portico/errors';
import { dropHeldMutation, holdMutation, listHeldMutations } from '../database/held-mutations.ts';
import { findRefs, findRefsById } from '../database/refs.ts';
import { retryTransaction } from '../database/retry-transaction.ts';
import { sourceIdOf } from '../database/sources.ts';
import { removeProvided } from './remove-entities.ts';

/** Removals of a provider that were too many to be believed, and that wait for somebody to look at them. */
export interface HeldRemovals {
  /** The name of the provider. */
  sourceKey: string;
  /** Milliseconds since 1970: when it was held back first, and when the provider said the same last. */
  heldAt: number;
  seenAt: number;
  /** How much the provider owned then. */
  owned: number;
  /** How much it would have removed. */
  count: number;
  /** Some of the refs. */
  sample: string[];
}

const sampleSize = 20;
const removalBatch = 200;

/** All that is held back. */
export async function listHeldRemovals(db: StatementRunner): Promise<HeldRemovals[]> {
  const held = await listHeldMutations(db);
  return Promise.all(
    held.map(async ({ ids, ...rest }) => {
      const refs = await findRefsById(db, ids.slice(0, sampleSize));
      return { ...rest, count: ids.length, sample: [...refs.values()].map(({ ref }) => ref).sort() };
    }),
  );
}

/** What a provider wants again is no longer among what is held back. */
export async function keepHeldBack(
  db: StatementRunner,
  sourceKey: string,
  wanted: readonly string[],
): Promise<void> {
  const held = (await listHeldMutations(db)).find(item => item.sourceKey === sourceKey);
  if (!held) return;
  const rows = await findRefs(db, wanted);
  const again = new Set([...rows.values()].map(row => row.id));
  const ids = held.ids.filter(id => !again.has(id));
  const sourceId = await sourceIdOf(db, sourceKey);
  if (ids.length === 0) await dropHeldMutation(db, sourceId);
  else await holdMutation(db, sourceId, { owned: held.owned, ids, at: held.seenAt });
}

/** Removes what was held back. @throws NotFoundError when there is nothing. */
export async function releaseHeldRemovals(
  db: StatementRunner,
  sourceKey: string,
  actor: string | undefined,
): Promise<number> {
  const held = (await listHeldMutations(db)).find(item => item.sourceKey === sourceKey);
  if (!held) throw new NotFoundError(`Nothing of the provider '${sourceKey}' is held back`);
  const sourceId = await sourceIdOf(db, sourceKey);
  const cause = { cause: `provider:${sourceKey}`, actor };
  for (let start = 0; start < held.ids.length; start += removalBatch) {
    const ids = held.ids.slice(start, start + removalBatch);
    await retryTransaction(db, tx => removeProvided(tx, { sourceId, ids, cause }));
  }
  await dropHeldMutation(db, sourceId);
  return held.ids.length;
}
