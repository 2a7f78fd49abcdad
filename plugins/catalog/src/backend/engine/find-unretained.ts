import type { StatementRunner } from '@portico/backend-plugin-api';
import { findChildren, findParents, findProvided } from '../database/references.ts';
import { findLost } from '../database/refusals.ts';
import { lockRefs } from '../database/refs.ts';

/**
 * Of entities that lost a reference, and all that they emit: those that nothing
 * holds any more, neither a provider nor an entity that stays. What emits each
 * other in a circle does not hold itself.
 */
export async function findUnretained(
  tx: StatementRunner,
  roots: readonly number[],
  options: { force?: boolean } = {},
): Promise<number[]> {
  const candidates = await lockDescendants(tx, roots);
  const forced = new Set(options.force ? roots : []);
  const provided = await findProvided(tx, candidates);
  const parents = Map.groupBy(await findParents(tx, candidates), row => row.id);
  const retained = new Set<number>();
  const holds = (id: number): boolean => {
    if (forced.has(id)) return false;
    if (provided.has(id)) return true;
    return (parents.get(id) ?? []).some(
      ({ parentId }) => !candidates.has(parentId) || retained.has(parentId),
    );
  };
  let grew = true;
  while (grew) {
    grew = false;
    for (const id of candidates) {
      if (retained.has(id) || !holds(id)) continue;
      retained.add(id);
      grew = true;
    }
  }
  return [...candidates].filter(id => !retained.has(id));
}

/** Whoever begins to hold one of them, or has one of them emit more, goes first or has to wait. */
async function lockDescendants(tx: StatementRunner, roots: readonly number[]): Promise<Set<number>> {
  let all = await withDescendants(tx, roots);
  if (tx.dialect === 'sqlite') return all;
  for (let locked = 0; locked < all.size;) {
    locked = all.size;
    await lockRefs(tx, [...all]);
    all = await withDescendants(tx, [...all]);
  }
  return all;
}

async function withDescendants(tx: StatementRunner, roots: readonly number[]): Promise<Set<number>> {
  const all = new Set(roots);
  let level: number[] = [...all];
  while (level.length > 0) {
    // What one of them has lost to another may be held by nothing but a circle of them.
    const children = [...(await findChildren(tx, level)), ...(await findLost(tx, level))];
    level = [...new Set(children)].filter(id => !all.has(id));
    for (const id of level) all.add(id);
  }
  return all;
}
