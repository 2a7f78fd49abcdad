import type { SqlParameter, StatementRunner } from '@portico/backend-plugin-api';
import { inList, listParameter } from '../database/batch.ts';

/** Which relations are followed. */
export interface RelationChoice {
  /** The names of all types by their numbers. */
  names: ReadonlyMap<number, string>;
  /** All types unless given. */
  typeIds?: readonly number[] | undefined;
  /** In lower case; all kinds unless given. */
  kinds?: readonly string[] | undefined;
}

/** A statement with its parameters. */
export interface GraphStatement {
  sql: string;
  params: SqlParameter[];
}

/** What some entities point to, along the primary key of `catalog_relations`; those that are known longest first. */
export function neighboursStatement(
  db: StatementRunner,
  walk: {
    sourceIds: readonly number[];
    excluded: readonly number[];
    choice: RelationChoice;
    limit: number;
  },
): GraphStatement {
  const { sourceIds, excluded, choice, limit } = walk;
  const where = chosen(db, sourceIds, choice);
  return {
    sql: `select distinct l.target_id as id, r.ref
      from catalog_relations l join catalog_refs r on r.id = l.target_id
      where ${where.sql} and not (l.target_id ${inList(db, 'integer')})
      order by l.target_id limit ?`,
    params: [...where.params, listParameter(db, excluded), limit],
  };
}

/** The relations between some entities, along the primary key of `catalog_relations`. */
export function edgesStatement(
  db: StatementRunner,
  ends: { sourceIds: readonly number[]; targetIds: readonly number[]; choice: RelationChoice },
): GraphStatement {
  const { sourceIds, targetIds, choice } = ends;
  // The kinds of the targets were looked at when they were found; roots may be of any.
  const where = chosen(db, sourceIds, { names: choice.names, typeIds: choice.typeIds });
  return {
    sql: `select distinct l.source_id as source, l.type_id as type, l.target_id as target
      from catalog_relations l
      where ${where.sql} and l.target_id ${inList(db, 'integer')}
      order by l.source_id, l.type_id, l.target_id`,
    params: [...where.params, listParameter(db, targetIds)],
  };
}

/** How many entities each of some points to, along the primary key of `catalog_relations`. */
export function countNeighboursStatement(
  db: StatementRunner,
  { sourceIds, choice }: { sourceIds: readonly number[]; choice: RelationChoice },
): GraphStatement {
  const where = chosen(db, sourceIds, choice);
  const join = choice.kinds ? 'join catalog_refs r on r.id = l.target_id' : '';
  return {
    sql: `select l.source_id as source, count(distinct l.target_id) as n
      from catalog_relations l ${join} where ${where.sql} group by l.source_id`,
    params: where.params,
  };
}

function chosen(
  db: StatementRunner,
  sourceIds: readonly number[],
  { typeIds, kinds }: RelationChoice,
): GraphStatement {
  const parts = [`l.source_id ${inList(db, 'integer')}`];
  const params: SqlParameter[] = [listParameter(db, sourceIds)];
  if (typeIds) {
    parts.push(`l.type_id ${inList(db, 'integer')}`);
    params.push(listParameter(db, typeIds));
  }
  if (kinds) {
    // A ref begins with its kind, and ';' comes right after ':'.
    parts.push(`(${kinds.map(() => '(r.ref >= ? and r.ref < ?)').join(' or ') || '1 = 0'})`);
    params.push(...kinds.flatMap(kind => [`${kind}:`, `${kind};`]));
  }
  return { sql: parts.join(' and '), params };
}
