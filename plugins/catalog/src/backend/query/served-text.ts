import type { StatementRunner } from '@portico/backend-plugin-api';
import { listParameter } from '../database/batch.ts';

/** The JSON of several entities as one text, in UTF-8, or a string where the driver has it as such. */
export interface ServedText {
  text: string | Uint8Array;
  /** The last change up to which it was read; 0 when there is none. */
  seq: number;
}

/** What to put around the JSON of the entities. */
export interface TextFrame {
  before: string;
  after: string;
}

/** Which entities, by what the statement looks for. */
export type TextKeys = { ids: readonly number[] } | { refs: readonly string[] };

interface Row extends ServedText {
  places: string;
}

const lastChange = '(select cast(max(seq) as double precision) from catalog_changes)';

/**
 * The JSON of entities, each found by a primary or unique key, joined in the
 * order of the list; `null` for those that are not there. The database joins
 * them, since a row each costs more than to find it. SQLite goes through the
 * list from its beginning, and `places` tells that it did; to have it sort would
 * take longer than to read. PostgreSQL gives a row for each few of them: the
 * driver makes strings, and of long ones each costs a part of a garbage collection.
 */
export function servedTextSql(dialect: StatementRunner['dialect'], by: 'ids' | 'refs'): string {
  const entity =
    by === 'ids'
      ? 'left join catalog_entities e on e.id = l.value'
      : 'left join catalog_refs r on r.ref = l.value left join catalog_entities e on e.id = r.id';
  if (dialect === 'sqlite') {
    return `select cast(? || coalesce(group_concat(coalesce(e.json, 'null'), ','), '') || ? as blob) as text,
      coalesce(group_concat(l.key), '') as places, ${lastChange} as seq
      from json_each(?) l ${entity}`;
  }
  const type = by === 'ids' ? 'integer' : 'text';
  const part = `(l.place - 1) / ${entitiesInPart}`;
  return `select string_agg(coalesce(e.json, 'null'), ',' order by l.place) as text, ${lastChange} as seq
    from unnest(?::${type}[]) with ordinality l(value, place) ${entity} group by ${part} order by ${part}`;
}

// About 64 kB.
const entitiesInPart = 32;

/** Reads entities as one text. `undefined` when the database did not give them in their order. */
export async function readServedText(
  db: StatementRunner,
  keys: TextKeys,
  { before, after }: TextFrame,
): Promise<ServedText | undefined> {
  const [by, list] = 'ids' in keys ? (['ids', keys.ids] as const) : (['refs', keys.refs] as const);
  const sql = servedTextSql(db.dialect, by);
  const values = listParameter(db, list);
  if (db.dialect !== 'sqlite') {
    const parts = await db.all<{ text: string; seq: number | null }>(sql, [values]);
    return { text: join(before, parts, after), seq: parts[0]?.seq ?? 0 };
  }
  const row = await db.get<Row>(sql, [before, after, values]);
  if (row?.places !== placesOf(list.length)) return undefined;
  return { text: row.text, seq: row.seq ?? 0 };
}

/** In memory that is taken once: what is joined step by step is garbage of several times its size. */
function join(before: string, parts: readonly { text: string }[], after: string): string | Uint8Array {
  if (parts.length <= 1) return `${before}${parts[0]?.text ?? ''}${after}`;
  const pieces = parts.flatMap(({ text }, position) => [position === 0 ? before : ',', text]);
  pieces.push(after);
  const bytes = Buffer.allocUnsafeSlow(pieces.reduce((sum, piece) => sum + Buffer.byteLength(piece), 0));
  let end = 0;
  for (const piece of pieces) end += bytes.write(piece, end);
  return bytes;
}

/** `0,1,2` for three. */
function placesOf(count: number): string {
  let places = '';
  for (let place = 0; place < count; place += 1) places += place === 0 ? '0' : `,${place}`;
  return places;
}
