import type { StatementRunner } from '@portico/backend-plugin-api';
import { defineDelete, inList, listParameter, writeRows } from '../database/batch.ts';
import { deleteChecks, scheduleChecks } from '../database/checks.ts';
import {
  addOrphans,
  findParents,
  findUnreferenced,
  removeOrphans,
  removeProviderReferences,
} from '../database/references.ts';
import { clearRefusals, findRefusals } from '../database/refusals.ts';
import { findRefs, findRefsById, lockRefs, updateRefs } from '../database/refs.ts';
import { deleteStates, findStates, forgetResults, parseEmitted } from '../database/states.ts';
import { type ChangeCause, queueStitching } from '../database/stitch-queue.ts';
import { findUnretained } from './find-unretained.ts';

const deleteRelations = defineDelete('catalog_relations', {
  source_id: 'integer',
  type_id: 'integer',
  target_id: 'integer',
  origin_id: 'integer',
});

/** Ends what a provider wants: entities that nothing else holds go, with all that they alone emitted. */
export async function removeProvided(
  tx: StatementRunner,
  options: { sourceId: number; ids: readonly number[]; cause: ChangeCause },
): Promise<number[]> {
  const { sourceId, ids, cause } = options;
  const { ended } = await endProvided(tx, sourceId, ids);
  return removeEntities(tx, await findUnretained(tx, ended), cause);
}

/**
 * Takes entities from a provider. Parents that emit the same say it anew: what
 * the provider said of it may have been the last word. Tells which the provider
 * had, and how many parents are to be processed.
 */
export async function endProvided(
  tx: StatementRunner,
  sourceId: number,
  ids: readonly number[],
): Promise<{ ended: number[]; scheduled: number }> {
  const ended = await removeProviderReferences(tx, sourceId, ids);
  const parents = new Set((await findParents(tx, ended)).map(({ parentId }) => parentId));
  await processAgain(tx, [...parents]);
  return { ended, scheduled: parents.size };
}

/** Removes entities, whoever refers to them, with all that they alone emitted. */
export async function removeWithDescendants(
  tx: StatementRunner,
  ids: readonly number[],
  cause: ChangeCause,
): Promise<number[]> {
  return removeEntities(tx, await findUnretained(tx, ids, { force: true }), cause);
}

/** Removes entities that nothing refers to, with all that they alone emitted; leaves those that something does by now. */
export async function removeUnreferenced(
  tx: StatementRunner,
  ids: readonly number[],
  cause: ChangeCause,
): Promise<number[]> {
  return removeEntities(tx, await findUnretained(tx, ids), cause);
}

/**
 * Remembers as orphans those of the entities that nothing refers to, and has them
 * marked. Whoever wants one of them next gets it, and who was refused is processed
 * again. Returns how many are.
 */
export async function noteOrphans(
  tx: StatementRunner,
  ids: readonly number[],
  { now, cause }: { now: number; cause: ChangeCause },
): Promise<number> {
  // Whoever begins to want one of them meanwhile goes first, or has to wait.
  await lockRefs(tx, ids);
  const orphans = await findUnreferenced(tx, ids);
  await addOrphans(tx, orphans, now);
  await queueStitching(tx, { changed: orphans, cause });
  const rows = [...(await findRefsById(tx, orphans)).values()];
  await updateRefs(
    tx,
    rows.map(row => ({ ...row, locationKey: null })),
  );
  return wakeLosers(
    tx,
    rows.map(({ ref }) => ref),
  );
}

async function removeEntities(
  tx: StatementRunner,
  ids: readonly number[],
  cause: ChangeCause,
): Promise<number[]> {
  if (ids.length === 0) return [];
  const states = await findStates(tx, ids);
  const refs = await findRefsById(tx, ids);
  const emitted = ids.map(id => ({ id, ...parseEmitted(states.get(id)?.emitted ?? null) }));
  await writeRows(
    tx,
    deleteRelations,
    emitted.flatMap(({ id, relations }) => relations.map(relation => [...relation, id])),
  );
  await deleteOwnRows(tx, ids);
  await deleteStates(tx, ids);
  await deleteChecks(tx, ids);
  await removeOrphans(tx, ids);
  for (const { ref } of refs.values()) await clearRefusals(tx, ref);
  await wakeLosers(
    tx,
    [...refs.values()].map(({ ref }) => ref),
  );
  await updateRefs(
    tx,
    ids.map(id => ({ id, uid: null, inputHash: null, locationKey: null })),
  );
  const touched = emitted.flatMap(({ relations }) => relations.map(([sourceId]) => sourceId));
  await queueStitching(tx, { changed: ids, touched, cause });
  return [...ids, ...touched];
}

/** What wanted one of the refs while another had it is processed again; a provider says again what it wants by itself. */
export async function wakeLosers(tx: StatementRunner, refs: readonly string[]): Promise<number> {
  if (refs.length === 0) return 0;
  const conflicts = (await findRefusals(tx, refs)).filter(({ reason }) => reason === 'conflict');
  if (conflicts.length === 0) return 0;
  const losers = await findRefs(
    tx,
    conflicts.map(({ claimant }) => claimant),
  );
  const ids = [...losers.values()].map(({ id }) => id);
  await processAgain(tx, ids);
  return ids.length;
}

/** What comes of it counts, also if it is the same as before. */
async function processAgain(tx: StatementRunner, ids: readonly number[]): Promise<void> {
  if (ids.length === 0) return;
  await forgetResults(tx, ids);
  await scheduleChecks(tx, ids, Date.now());
}

async function deleteOwnRows(tx: StatementRunner, ids: readonly number[]): Promise<void> {
  const list = listParameter(tx, ids);
  for (const where of [
    'catalog_provider_references where id',
    'catalog_parent_references where id',
    'catalog_parent_references where parent_id',
    'catalog_refresh_keys where id',
  ]) {
    await tx.run(`delete from ${where} ${inList(tx, 'integer')}`, [list]);
  }
}
