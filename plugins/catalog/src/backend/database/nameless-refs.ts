import { setTimeout } from 'node:timers/promises';
import type { StatementRunner } from '@portico/backend-plugin-api';
import { inList, listParameter } from './batch.ts';
import { listHeldMutations } from './held-mutations.ts';
import { retryTransaction } from './retry-transaction.ts';
import { keepWritersOut } from './writers.ts';

/** How much is looked at or removed by one statement, and for how much all relations are walked once. */
export interface RemovalLimits {
  batch: number;
  round: number;
}

const usualLimits: RemovalLimits = { batch: 500, round: 2000 };
const maxRounds = 10;
const pauseMs = 5;

/**
 * Removes the refs that nothing names any more: no entity is wanted under them,
 * nobody refers to them, and no change of theirs is kept. Works in small steps,
 * and gives way to all others. Whoever names a ref marks it ({@link resolveRefs});
 * the marks are taken off before all relations are walked.
 *
 * @returns how many it removed.
 */
export async function removeNamelessRefs(
  db: StatementRunner,
  limits: RemovalLimits = usualLimits,
): Promise<number> {
  let removed = 0;
  for (let round = 0; round < maxRounds; round += 1) {
    const done = await removeSome(db, limits);
    removed += done;
    if (done < limits.round) break;
  }
  return removed;
}

async function removeSome(db: StatementRunner, { batch, round }: RemovalLimits): Promise<number> {
  const unused = await findUnused(db, { batch, round });
  for (const { ids } of await listHeldMutations(db)) for (const id of ids) unused.delete(id);
  if (!(await retryTransaction(db, tx => unmark(tx, unused)))) return 0;
  await dropTargets(db, unused, batch);
  const ids = [...unused];
  let removed = 0;
  for (let start = 0; start < ids.length; start += batch) {
    const list = ids.slice(start, start + batch);
    const done = await retryTransaction(db, tx => removeUnused(tx, list));
    if (done === undefined) break;
    removed += done;
    await setTimeout(pauseMs);
  }
  return removed;
}

// Index of each: its first column, or one of its own; entities have all rows of the attribute index.
const unnamed = [
  'catalog_changes where entity_id',
  'catalog_relations where source_id',
  'catalog_provider_references where id',
  'catalog_parent_references where id',
  'catalog_parent_references where parent_id',
  'catalog_refresh_keys where id',
  'catalog_states where id',
  'catalog_checks where id',
  'catalog_orphans where id',
  'catalog_stitch_queue where id',
  'catalog_entities where id',
]
  .map(place => `not exists (select 1 from ${place} = r.id)`)
  .join(' and ');

/** Refs that look unused, but for relations that lead to them and not back. Index: that of `uid`. */
async function findUnused(db: StatementRunner, { batch, round }: RemovalLimits): Promise<Set<number>> {
  const unused = new Set<number>();
  let last = 0;
  while (unused.size < round) {
    const rows = await db.all<{ id: number; unused: number }>(
      `select r.id, case when ${unnamed} then 1 else 0 end as unused from (
         select id from catalog_refs where uid is null and id > ? order by id limit ?
       ) r order by r.id`,
      [last, batch],
    );
    for (const row of rows) if (row.unused === 1) unused.add(row.id);
    last = rows.at(-1)?.id ?? last;
    if (rows.length < batch) break;
    await setTimeout(pauseMs);
  }
  return unused;
}

/** Relations usually come in pairs; for the others, all have to be looked at. Index: the primary key, from left to right. */
async function dropTargets(db: StatementRunner, unused: Set<number>, batch: number): Promise<void> {
  const { last } = (await db.get<{ last: number | null }>(
    'select max(source_id) as last from catalog_relations',
  )) ?? { last: null };
  for (let start = 0; unused.size > 0 && start < (last ?? 0); start += batch) {
    const targets = await db.all<{ id: number }>(
      `select distinct target_id as id from catalog_relations
       where source_id > ? and source_id <= ? and target_id ${inList(db, 'integer')}`,
      [start, start + batch, listParameter(db, unused)],
    );
    for (const { id } of targets) unused.delete(id);
    await setTimeout(pauseMs);
  }
}

/** Nobody may write meanwhile, or somebody could rely on a mark that is gone; `false`: others write, and go first. */
async function unmark(tx: StatementRunner, ids: Iterable<number>): Promise<boolean> {
  if (!(await keepWritersOut(tx))) return false;
  await tx.run(
    `update catalog_refs set input_hash = null
     where id ${inList(tx, 'integer')} and uid is null and input_hash is not null`,
    [listParameter(tx, ids)],
  );
  return true;
}

/** `undefined`: others write, and go first. What was named meanwhile stays. */
async function removeUnused(tx: StatementRunner, ids: readonly number[]): Promise<number | undefined> {
  if (!(await keepWritersOut(tx))) return undefined;
  const { changes } = await tx.run(
    `delete from catalog_refs where id in (
       select r.id from catalog_refs r
       where r.id ${inList(tx, 'integer')} and r.uid is null and r.input_hash is null and ${unnamed}
     )`,
    [listParameter(tx, ids)],
  );
  return changes;
}
