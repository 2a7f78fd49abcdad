import type { StatementRunner } from '@portico/backend-plugin-api';
import { inList, listParameter } from '../database/batch.ts';
import type { Condition } from './condition.ts';
import { meets, parseEntityAttributes } from './entity-attributes.ts';
import { lastChange } from './read-changes.ts';

/** Entities to be read, that met a condition when a change was the last. */
export interface FoundEntities {
  ids: readonly number[];
  condition: Condition;
  seq: number;
}

/** An entity as it is served. */
export interface ServedJson {
  id: number;
  json: string;
}

/** Entities as they are at one moment. */
export interface ServedReading {
  rows: ServedJson[];
  /** The last change then. */
  seq: number;
}

interface Row extends ServedJson {
  seq: number;
}

/** Entities by their primary key, and the change up to which this reading sees. */
export function servedJsonSql(db: StatementRunner): string {
  return `select e.id, e.json,
    (select cast(max(seq) as double precision) from catalog_changes) as seq
    from catalog_entities e where e.id ${inList(db, 'integer')}`;
}

/**
 * Reads entities, in the order of their ids in `found`. Those that are gone by
 * now, or have ceased to meet the condition, are left out.
 */
export async function readServedJson(db: StatementRunner, found: FoundEntities): Promise<ServedReading> {
  const { ids, condition } = found;
  if (ids.length === 0) return { rows: [], seq: await lastChange(db) };
  const read = await db.all<Row>(servedJsonSql(db), [listParameter(db, ids)]);
  const seq = read[0]?.seq ?? (await lastChange(db));
  const isSame = seq === found.seq;
  const byId = new Map<number, string>();
  for (const { id, json } of read) {
    if (isSame || meets(parseEntityAttributes(json), condition)) byId.set(id, json);
  }
  const rows = ids.flatMap(id => {
    const json = byId.get(id);
    return json === undefined ? [] : [{ id, json }];
  });
  return { rows, seq };
}
