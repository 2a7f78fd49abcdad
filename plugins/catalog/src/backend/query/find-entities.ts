import type { StatementRunner } from '@portico/backend-plugin-api';
import { inList, listParameter } from '../database/batch.ts';
import type { Condition } from './condition.ts';
import { meets, parseEntityAttributes } from './entity-attributes.ts';
import type { EntitySets } from './entity-sets.ts';

/** One entity as it is served. */
export interface ServedEntity {
  id: number;
  ref: string;
  etag: string;
  json: string;
}

const columns = `e.id, r.ref, e.etag, e.json,
  (select cast(max(seq) as double precision) from catalog_changes) as seq`;

/** An entity by the unique key of `catalog_refs`. */
export const entityByRefSql = `select e.id, r.ref, e.etag, e.json
  from catalog_refs r join catalog_entities e on e.id = r.id where r.ref = ?`;

/** An entity by the other unique key of `catalog_refs`. */
export const entityByUidSql = `select e.id, r.ref, e.etag, e.json
  from catalog_refs r join catalog_entities e on e.id = r.id where r.uid = ?`;

/** An entity by its primary key's reference, and the change up to which this reading sees. */
export const entityAndChangeByRefSql = `select ${columns}
  from catalog_refs r join catalog_entities e on e.id = r.id where r.ref = ?`;

/** The entity with a ref (in lower case), if it meets the condition. */
export async function findEntityByRef(
  db: StatementRunner,
  ref: string,
  condition: Condition,
  sets?: EntitySets,
): Promise<ServedEntity | undefined> {
  if (condition.op === 'none') return undefined;
  if (condition.op === 'every') return db.get<ServedEntity>(entityByRefSql, [ref]);
  const found = await db.get<ServedEntity & { seq: number }>(entityAndChangeByRefSql, [ref]);
  if (!found) return undefined;
  // To look into the sets is faster than to look at the entity.
  const isMember = found.seq === sets?.seq ? sets.peekOne(condition, found.id) : undefined;
  if (isMember === undefined) sets?.prepare(condition);
  return (isMember ?? meets(parseEntityAttributes(found.json), condition)) ? found : undefined;
}

/** The entity with a uid, if it meets the condition. */
export async function findEntityByUid(
  db: StatementRunner,
  uid: string,
  condition: Condition,
): Promise<ServedEntity | undefined> {
  if (condition.op === 'none') return undefined;
  const found = await db.get<ServedEntity>(entityByUidSql, [uid]);
  if (!found || condition.op === 'every') return found;
  return meets(parseEntityAttributes(found.json), condition) ? found : undefined;
}

/** An entity as it is served, and the change up to which it was read. */
export interface ReadEntity {
  ref: string;
  id: number;
  json: string;
  seq: number;
}

/** Entities by the unique key of `catalog_refs`, and the change up to which this reading sees. */
export function entitiesByRefsSql(db: StatementRunner): string {
  return `select r.ref, e.id, e.json,
    (select cast(max(seq) as double precision) from catalog_changes) as seq
    from catalog_refs r join catalog_entities e on e.id = r.id where r.ref ${inList(db, 'text')}`;
}

/** The entities with the refs (in lower case). */
export async function readEntitiesByRefs(db: StatementRunner, refs: Iterable<string>): Promise<ReadEntity[]> {
  return db.all<ReadEntity>(entitiesByRefsSql(db), [listParameter(db, new Set(refs))]);
}

/** The entities with the refs (in lower case) that meet the condition, by ref. */
export async function findEntitiesByRefs(
  db: StatementRunner,
  sets: EntitySets,
  request: { refs: readonly string[]; condition: Condition },
): Promise<Map<string, string>> {
  const { refs, condition } = request;
  if (condition.op === 'none' || refs.length === 0) return new Map();
  const rows = await readEntitiesByRefs(db, refs);
  if (condition.op === 'every') return toMap(rows);
  const isLatest = rows.every(row => row.seq === sets.seq);
  const known = isLatest
    ? sets.peek(condition, [], set => toMap(rows.filter(row => set.has(row.id))))
    : undefined;
  if (known) return known;
  return sets.select(condition, [], set => {
    const meeting = rows.filter(row =>
      row.seq === sets.seq ? set.has(row.id) : meets(parseEntityAttributes(row.json), condition),
    );
    return toMap(meeting);
  });
}

function toMap(rows: readonly ReadEntity[]): Map<string, string> {
  return new Map(rows.map(row => [row.ref, row.json]));
}
