import type { StatementRunner } from '@portico/backend-plugin-api';

/** An entity that changed, as it is now. */
export interface ChangedEntity {
  seq: number;
  id: number;
  /** Null: it is gone. */
  json: string | null;
}

/**
 * The changes after one, in their order. Stitching takes turns among all
 * instances, so that a change that commits later has a greater number.
 * Walks the primary key of `catalog_changes`.
 */
export const changesSql = `select cast(c.seq as double precision) as seq, c.entity_id as id, e.json
  from catalog_changes c left join catalog_entities e on e.id = c.entity_id
  where c.seq > ? order by c.seq limit ?`;

/** The number of the last change, from the end of the primary key of `catalog_changes`. */
export const lastChangeSql = 'select cast(max(seq) as double precision) as seq from catalog_changes';

/** Reads a page of {@link changesSql}. */
export async function readChanges(
  db: StatementRunner,
  options: { after: number; limit: number },
): Promise<ChangedEntity[]> {
  return db.all<ChangedEntity>(changesSql, [options.after, options.limit]);
}

/** The number of the last change; 0 if there is none. */
export async function lastChange(db: StatementRunner): Promise<number> {
  return (await db.get<{ seq: number | null }>(lastChangeSql))?.seq ?? 0;
}

/** The number of the oldest change that is still there; 0 if there is none. */
export async function firstChange(db: StatementRunner): Promise<number> {
  const sql = 'select cast(min(seq) as double precision) as seq from catalog_changes';
  return (await db.get<{ seq: number | null }>(sql))?.seq ?? 0;
}
