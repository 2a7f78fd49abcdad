import type { StatementRunner } from '@portico/backend-plugin-api';
import { defineDelete, defineInsert, inList, listParameter, writeRows } from './batch.ts';

const insertProvided = defineInsert(
  'catalog_provider_references',
  { source_id: 'integer', id: 'integer' },
  'do nothing',
);
const insertChildren = defineInsert(
  'catalog_parent_references',
  { parent_id: 'integer', id: 'integer' },
  'do nothing',
);
const deleteChild = defineDelete('catalog_parent_references', { parent_id: 'integer', id: 'integer' });
const insertOrphans = defineInsert(
  'catalog_orphans',
  { id: 'integer', since: 'double precision' },
  'do nothing',
);

/** Notes that a provider wants entities. */
export async function addProviderReferences(
  tx: StatementRunner,
  sourceId: number,
  ids: readonly number[],
): Promise<void> {
  await writeRows(
    tx,
    insertProvided,
    ids.map(id => [sourceId, id]),
  );
}

/** Notes that a provider no longer wants entities; tells which it wanted. */
export async function removeProviderReferences(
  tx: StatementRunner,
  sourceId: number,
  ids: readonly number[],
): Promise<number[]> {
  const rows = await tx.all<{ id: number }>(
    `delete from catalog_provider_references where source_id = ? and id ${inList(tx, 'integer')} returning id`,
    [sourceId, listParameter(tx, ids)],
  );
  return rows.map(row => row.id);
}

/**
 * Notes that an entity emits others. They then belong to it alone, whoever
 * referred to them before. Tells from which parents they were taken.
 */
export async function adoptChildren(
  tx: StatementRunner,
  parentId: number,
  ids: readonly number[],
): Promise<{ id: number; parentId: number }[]> {
  if (ids.length === 0) return [];
  const list = listParameter(tx, ids);
  await tx.run(`delete from catalog_provider_references where id ${inList(tx, 'integer')}`, [list]);
  const taken = await tx.all<{ id: number; parentId: number }>(
    `delete from catalog_parent_references where id ${inList(tx, 'integer')} and parent_id <> ?
     returning id, parent_id as "parentId"`,
    [list, parentId],
  );
  await writeRows(
    tx,
    insertChildren,
    ids.map(id => [parentId, id]),
  );
  return taken;
}

/** Notes that an entity no longer emits others. */
export async function removeChildren(
  tx: StatementRunner,
  parentId: number,
  ids: readonly number[],
): Promise<void> {
  await writeRows(
    tx,
    deleteChild,
    ids.map(id => [parentId, id]),
  );
}

/** Those of the entities that a parent emits and nothing else refers to. */
export async function findOnlyChildren(
  db: StatementRunner,
  parentId: number,
  ids: readonly number[],
): Promise<Set<number>> {
  if (ids.length === 0) return new Set();
  const rows = await db.all<{ id: number }>(
    `select c.id from catalog_parent_references c where c.parent_id = ? and c.id ${inList(db, 'integer')}
     and not exists (select 1 from catalog_parent_references o where o.id = c.id and o.parent_id <> c.parent_id)
     and not exists (select 1 from catalog_provider_references p where p.id = c.id)`,
    [parentId, listParameter(db, ids)],
  );
  return new Set(rows.map(row => row.id));
}

/** The parents of entities. */
export async function findParents(
  db: StatementRunner,
  ids: Iterable<number>,
): Promise<{ id: number; parentId: number }[]> {
  return db.all(
    `select id, parent_id as "parentId" from catalog_parent_references where id ${inList(db, 'integer')}`,
    [listParameter(db, ids)],
  );
}

/** The children of entities. */
export async function findChildren(db: StatementRunner, parentIds: Iterable<number>): Promise<number[]> {
  const rows = await db.all<{ id: number }>(
    `select distinct id from catalog_parent_references where parent_id ${inList(db, 'integer')}`,
    [listParameter(db, parentIds)],
  );
  return rows.map(row => row.id);
}

/** Those of the entities that emit others. */
export async function findEmitting(db: StatementRunner, ids: readonly number[]): Promise<Set<number>> {
  if (ids.length === 0) return new Set();
  const rows = await db.all<{ id: number }>(
    `select distinct parent_id as id from catalog_parent_references where parent_id ${inList(db, 'integer')}`,
    [listParameter(db, ids)],
  );
  return new Set(rows.map(row => row.id));
}

/** Those of the entities that a provider wants. */
export async function findProvided(db: StatementRunner, ids: Iterable<number>): Promise<Set<number>> {
  const rows = await db.all<{ id: number }>(
    `select distinct id from catalog_provider_references where id ${inList(db, 'integer')}`,
    [listParameter(db, ids)],
  );
  return new Set(rows.map(row => row.id));
}

/** Those of the entities that nothing refers to. */
export async function findUnreferenced(db: StatementRunner, ids: Iterable<number>): Promise<number[]> {
  const rows = await db.all<{ id: number }>(
    `select r.id from catalog_refs r where r.id ${inList(db, 'integer')} and r.uid is not null
     and not exists (select 1 from catalog_provider_references p where p.id = r.id)
     and not exists (select 1 from catalog_parent_references c where c.id = r.id)`,
    [listParameter(db, ids)],
  );
  return rows.map(row => row.id);
}

/** Remembers entities that nothing refers to any more. */
export async function addOrphans(tx: StatementRunner, ids: readonly number[], since: number): Promise<void> {
  await writeRows(
    tx,
    insertOrphans,
    ids.map(id => [id, since]),
  );
}

/** Forgets that entities were orphans; tells which were. */
export async function removeOrphans(tx: StatementRunner, ids: Iterable<number>): Promise<number[]> {
  const rows = await tx.all<{ id: number }>(
    `delete from catalog_orphans where id ${inList(tx, 'integer')} returning id`,
    [listParameter(tx, ids)],
  );
  return rows.map(row => row.id);
}
