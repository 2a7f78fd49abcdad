import { setImmediate } from 'node:timers/promises';
import type { StatementRunner } from '@portico/backend-plugin-api';
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

/** Ids in one text: a row each would cost ten times as much. */
interface Piece {
  ids: string | null;
}

/** How much is read at once; about a millisecond's worth unless given, which is also the fastest on the whole. */
export interface PieceSizes {
  idsAtOnce?: number;
  rowsAtOnce?: number;
}
const afterAll = `${NO_VALUE}${NO_VALUE}`;

/** Makes a reader of the index. */
export function createAttributeIndex(db: StatementRunner, sizes: PieceSizes = {}): AttributeIndex {
  const { idsAtOnce = 4_000, rowsAtOnce = 1_500 } = sizes;
  const keyIds = createKeyIds(db);

  async function* idsOfValue(keyId: number, value: string, item: 0 | 1): AsyncGenerator<number[]> {
    for (let last = -1; ; await setImmediate()) {
      const params = [keyId, value, last, item, idsAtOnce];
      const ids = parseIds(await db.get<Piece>(idsOfValueSql(db.dialect), params));
      if (ids.length > 0) yield ids;
      if (ids.length < idsAtOnce) return;
      last = ids.reduce((most, id) => Math.max(most, id));
    }
  }

  async function* idsInRange(keyId: number, { from, below, term }: ValueRange): AsyncGenerator<number[]> {
    for (let after = { value: from, id: -1 }; ; await setImmediate()) {
      const start = [keyId, after.value, after.id];
      const end = await db.get<typeof after>(pieceEndSql, [...start, below, idsAtOnce - 1]);
      const until = end ?? { value: below, id: -1 };
      const params = [...start, until.value, until.id, ...(term === undefined ? [] : [term])];
      const ids = parseIds(await db.get<Piece>(idsInRangeSql(db.dialect, term !== undefined), params));
      if (ids.length > 0) yield ids;
      if (!end) return;
      after = end;
    }
  }

  async function* rowsOf(keyId: number): AsyncGenerator<AttributeRow[]> {
    let from = '';
    for (let last = -1; ; await setImmediate()) {
      const rows = await db.all<AttributeRow>(rowsOfKeySql, [keyId, from, last, NO_VALUE, rowsAtOnce]);
      if (rows.length > 0) yield rows;
      const end = rows.at(-1);
      if (!end || rows.length < rowsAtOnce) return;
      from = end.value;
      last = end.id;
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
        yield await uidIds(db, test, rowsAtOnce);
        return;
      }
      const keyId = await keyIds(test.key);
      if (keyId !== undefined) {
        if (test.op === 'is' && test.value !== NO_VALUE) yield* idsOfValue(keyId, test.value, 0);
        else if (test.op !== 'is') yield* idsInRange(keyId, rangeOf(test));
      }
      if (passesTest('true', test)) yield* itemIds(test.key);
    },
    async *rows(key) {
      if (key === uidKey || key === refKey) {
        yield* refRows(db, key === uidKey ? 'uid' : 'ref', rowsAtOnce);
        return;
      }
      const keyId = await keyIds(key);
      if (keyId !== undefined) yield* rowsOf(keyId);
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

/** The ids with one value, along the primary key of `catalog_search`. */
export function idsOfValueSql(dialect: StatementRunner['dialect']): string {
  return `select ${idList(dialect)} as ids from (
    select entity_id from catalog_search
    where key_id = ? and value = ? and entity_id > ? and item >= ?
    order by entity_id limit ?) piece`;
}

/** Where a piece of a range of values ends, along the primary key of `catalog_search`. */
export const pieceEndSql = `select value, entity_id as id from catalog_search
  where key_id = ? and (value, entity_id) > (?, ?) and value < ?
  order by value, entity_id limit 1 offset ?`;

/** The ids in a piece of a range, along the primary key of `catalog_search`. */
export function idsInRangeSql(dialect: StatementRunner['dialect'], hasTerm: boolean): string {
  const term = dialect === 'sqlite' ? 'and instr(value, ?) > 0' : 'and strpos(value, ?) > 0';
  return `select ${idList(dialect)} as ids from catalog_search
    where key_id = ? and (value, entity_id) > (?, ?) and (value, entity_id) <= (?, ?) ${hasTerm ? term : ''}`;
}

/** The values of a key that can be compared, along the primary key of `catalog_search`. */
export const rowsOfKeySql = `select entity_id as id, value, original from catalog_search
  where key_id = ? and (value, entity_id) > (?, ?) and value < ?
  order by value, entity_id limit ?`;

function idList(dialect: StatementRunner['dialect']): string {
  return dialect === 'sqlite' ? 'group_concat(entity_id)' : `string_agg(entity_id::text, ',')`;
}

// Uids are not in the index; they are with the refs.
async function uidIds(db: StatementRunner, test: AttributeTest, limit: number): Promise<number[]> {
  if (test.op === 'is') {
    const rows = await db.all<{ id: number }>(
      'select e.id from catalog_refs r join catalog_entities e on e.id = r.id where r.uid = ?',
      [test.value],
    );
    return rows.map(row => row.id);
  }
  const ids: number[] = [];
  for await (const rows of refRows(db, 'uid', limit)) {
    for (const { id, value } of rows) if (passesTest(value, test)) ids.push(id);
  }
  return ids;
}

async function* refRows(
  db: StatementRunner,
  column: 'uid' | 'ref',
  limit: number,
): AsyncGenerator<AttributeRow[]> {
  for (let last = ''; ; await setImmediate()) {
    const rows = await db.all<AttributeRow>(
      `select r.id, r.${column} as value, null as original from catalog_refs r
       where r.${column} > ? and exists (select 1 from catalog_entities e where e.id = r.id)
       order by r.${column} limit ?`,
      [last, limit],
    );
    if (rows.length > 0) yield rows;
    if (rows.length < limit) return;
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

function parseIds(piece: Piece | undefined): number[] {
  const text = piece?.ids;
  const ids: number[] = [];
  if (!text) return ids;
  let id = 0;
  for (let index = 0; index < text.length; index += 1) {
    const code = text.charCodeAt(index);
    if (code === comma) {
      ids.push(id);
      id = 0;
    } else id = id * 10 + code - zero;
  }
  ids.push(id);
  return ids;
}

const comma = 44;
const zero = 48;
