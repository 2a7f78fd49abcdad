import { setImmediate } from 'node:timers/promises';
import type { SqlParameter, StatementRunner } from '@portico/backend-plugin-api';
import { NO_VALUE } from '../stitch/index-rows.ts';
import type { AttributeTest } from './condition.ts';
import { passesTest, refKey, splitKey, uidKey } from './entity-attributes.ts';

/** A value that an entity has under a key. */
export interface AttributeRow {
  id: number;
  value: string;
  /** As it was written, if that differs. */
  original: string | null;
}

/** Reads the attribute index, in pieces, so that others get their turn in between. */
export interface AttributeIndex {
  /** The number of a key; `undefined` if no entity ever had it. */
  keyId(key: string): Promise<number | undefined>;
  /** The ids that pass a test, in lists. */
  ids(test: AttributeTest): AsyncGenerator<number[]>;
  /** The values of a key, without those that cannot be compared; in order, unless the key names items of a list. */
  rows(key: string): AsyncGenerator<AttributeRow[]>;
}

interface Piece {
  ids: string | null;
  last: number | null;
}

const pieceSize = 20_000;
const afterAll = `${NO_VALUE}${NO_VALUE}`;

/** Makes a reader of the index. */
export function createAttributeIndex(db: StatementRunner): AttributeIndex {
  const keyIds = createKeyIds(db);

  // What has one value: a range of the primary key (key_id, value, entity_id).
  async function* idsOfValue(keyId: number, value: string, item: 0 | 1): AsyncGenerator<number[]> {
    for (let last: number | null = -1; last !== null;) {
      const piece: Piece | undefined = await db.get(idsOfValueSql(db.dialect), [
        keyId,
        value,
        last,
        item,
        pieceSize,
      ]);
      if (!piece?.ids) return;
      const ids = parseIds(piece.ids);
      yield ids;
      if (ids.length < pieceSize) return;
      last = piece.last;
      await setImmediate();
    }
  }

  async function* rowsInRange(keyId: number, range: ValueRange): AsyncGenerator<AttributeRow[]> {
    let { from: value } = range;
    for (let id = -1; ; await setImmediate()) {
      const params: SqlParameter[] = [
        keyId,
        value,
        id,
        range.below,
        ...(range.term ? [range.term] : []),
        pieceSize,
      ];
      const rows = await db.all<AttributeRow>(rowsInRangeSql(db.dialect, Boolean(range.term)), params);
      if (rows.length > 0) yield rows;
      const last = rows.at(-1);
      if (!last || rows.length < pieceSize) return;
      ({ value, id } = last);
    }
  }

  async function* itemIds(key: string): AsyncGenerator<number[]> {
    for (const [list, item] of splitKey(key)) {
      const listId = await keyIds(list);
      if (listId !== undefined) yield* idsOfValue(listId, item, 1);
    }
  }

  return {
    keyId: keyIds,
    async *ids(test) {
      if (test.key === uidKey) {
        yield await uidIds(db, test);
        return;
      }
      const keyId = await keyIds(test.key);
      if (keyId !== undefined) {
        if (test.op === 'is' && test.value !== NO_VALUE) yield* idsOfValue(keyId, test.value, 0);
        else if (test.op !== 'is') {
          for await (const rows of rowsInRange(keyId, rangeOf(test))) yield rows.map(row => row.id);
        }
      }
      if (passesTest('true', test)) yield* itemIds(test.key);
    },
    async *rows(key) {
      if (key === uidKey || key === refKey) {
        yield* refRows(db, key === uidKey ? 'uid' : 'ref');
        return;
      }
      const keyId = await keyIds(key);
      if (keyId !== undefined) yield* rowsInRange(keyId, { from: '', below: NO_VALUE });
      for await (const ids of itemIds(key)) yield ids.map(id => ({ id, value: 'true', original: null }));
    },
  };
}

interface ValueRange {
  from: string;
  below: string;
  /** What the values must have in them. */
  term?: string;
}

function rangeOf(test: Exclude<AttributeTest, { op: 'is' }>): ValueRange {
  switch (test.op) {
    case 'has':
      return { from: '', below: afterAll };
    case 'valued':
      return { from: '', below: NO_VALUE };
    case 'prefix':
      return { from: test.prefix, below: `${test.prefix}${NO_VALUE}` };
    case 'contains':
      return { from: '', below: NO_VALUE, term: test.term };
  }
}

/** Walks the primary key of `catalog_search`, with the ids in one text: a row each would cost ten times as much. */
export function idsOfValueSql(dialect: StatementRunner['dialect']): string {
  const list = dialect === 'sqlite' ? 'group_concat(entity_id)' : `string_agg(entity_id::text, ',')`;
  return `select ${list} as ids, max(entity_id) as last from (
    select entity_id from catalog_search
    where key_id = ? and value = ? and entity_id > ? and item >= ?
    order by entity_id limit ?) piece`;
}

/** Walks the primary key of `catalog_search`. */
export function rowsInRangeSql(dialect: StatementRunner['dialect'], hasTerm: boolean): string {
  const term = dialect === 'sqlite' ? 'and instr(value, ?) > 0' : 'and strpos(value, ?) > 0';
  return `select entity_id as id, value, original from catalog_search
    where key_id = ? and (value, entity_id) > (?, ?) and value < ? ${hasTerm ? term : ''}
    order by value, entity_id limit ?`;
}

// Uids are not in the index; they are with the refs.
async function uidIds(db: StatementRunner, test: AttributeTest): Promise<number[]> {
  if (test.op === 'is') {
    const rows = await db.all<{ id: number }>(
      'select e.id from catalog_refs r join catalog_entities e on e.id = r.id where r.uid = ?',
      [test.value],
    );
    return rows.map(row => row.id);
  }
  const ids: number[] = [];
  for await (const rows of refRows(db, 'uid')) {
    for (const { id, value } of rows) if (passesTest(value, test)) ids.push(id);
  }
  return ids;
}

async function* refRows(db: StatementRunner, column: 'uid' | 'ref'): AsyncGenerator<AttributeRow[]> {
  for (let last = ''; ; await setImmediate()) {
    const rows = await db.all<AttributeRow>(
      `select r.id, r.${column} as value, null as original from catalog_refs r
       where r.${column} > ? and exists (select 1 from catalog_entities e where e.id = r.id)
       order by r.${column} limit ?`,
      [last, pieceSize],
    );
    if (rows.length > 0) yield rows;
    if (rows.length < pieceSize) return;
    last = rows.at(-1)?.value ?? '';
  }
}

/** Finds the numbers of keys. They never change, and new ones come. */
function createKeyIds(db: StatementRunner): (key: string) => Promise<number | undefined> {
  const known = new Map<string, number>();
  return async key => {
    const id = known.get(key);
    if (id !== undefined) return id;
    const row = await db.get<{ id: number }>('select id from catalog_keys where search_key = ?', [key]);
    if (row) known.set(key, row.id);
    return row?.id;
  };
}

function parseIds(text: string): number[] {
  const ids: number[] = [];
  let id = 0;
  for (let index = 0; index < text.length; index += 1) {
    const code = text.charCodeAt(index);
    if (code === 44) {
      ids.push(id);
      id = 0;
    } else id = id * 10 + code - 48;
  }
  ids.push(id);
  return ids;
}
