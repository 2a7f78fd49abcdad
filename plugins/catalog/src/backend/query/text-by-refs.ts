import type { StatementRunner } from '@portico/backend-plugin-api';
import { listParameter } from '../database/batch.ts';
import type { Condition } from './condition.ts';
import type { EntitySets } from './entity-sets.ts';
import { readServedText, type ServedText, type TextFrame } from './served-text.ts';

interface PlacedId {
  place: number;
  id: number;
  seq: number;
}

/** The ids of the entities in a list of refs, by the unique key of `catalog_refs`, with their places in the list; for SQLite. */
export const idsByRefsSql = `select l.key as place, e.id,
  (select cast(max(seq) as double precision) from catalog_changes) as seq
  from json_each(?) l join catalog_refs r on r.ref = l.value join catalog_entities e on e.id = r.id`;

/**
 * The entities with the refs (in lower case) that meet the condition, as one
 * text in the order of the refs, `null` for the others. `undefined` when it is
 * not known from memory which of them meet it, or something changed meanwhile,
 * or to ask twice, as here, takes longer than to read entities one by one.
 */
export async function readTextByRefs(
  db: StatementRunner,
  sets: EntitySets,
  request: { refs: readonly string[]; condition: Condition; frame: TextFrame },
): Promise<ServedText['text'] | undefined> {
  const { refs, condition, frame } = request;
  if (condition.op === 'every') return (await readServedText(db, { refs }, frame))?.text;
  if (db.dialect !== 'sqlite') return undefined;
  const rows = await db.all<PlacedId>(idsByRefsSql, [listParameter(db, refs)]);
  if (rows.length === 0 || rows[0]?.seq !== sets.seq) return undefined;
  const { seq } = sets;
  // There is no entity 0.
  const ids = Array.from(refs, () => 0);
  const isKnown = sets.peek(condition, [], set => {
    for (const { place, id } of rows) if (set.has(id)) ids[place] = id;
    return true;
  });
  const served = isKnown && (await readServedText(db, { ids }, frame));
  return served && served.seq === seq ? served.text : undefined;
}
