import type { StatementRunner } from '@portico/backend-plugin-api';
import { parseColumn, segmentSize } from '../database/attribute-columns.ts';
import { createBreather } from '../engine/breather.ts';
import { NO_VALUE } from '../stitch/index-rows.ts';
import { createColumnReader, type StoredColumn } from './column-reader.ts';
import type { AttributeTest } from './condition.ts';
import { passesTest, refKey, splitKey, uidKey } from './entity-attributes.ts';
import type { LiveView } from './live-view.ts';
import { requestValueDirectory, type ValueDirectory } from './value-directory.ts';

/** A value that an entity has under a key. */
export interface AttributeRow {
  id: number;
  value: string;
  /** As it was written, if that differs. */
  original: string | null;
}

/** Reads the attribute index, in pieces, so that others get their turn in between. */
export interface AttributeIndex {
  /** The ids that pass a test, in lists; an id may be in them more than once. */
  ids(test: AttributeTest): AsyncGenerator<number[]>;
  /** The values of a key, without those that cannot be compared; in no order. */
  rows(key: string): AsyncGenerator<AttributeRow[]>;
}

/** How much is read at once. */
export interface PieceSizes {
  /** Characters of columns; about a millisecond's worth unless given. */
  charsAtOnce?: number;
  /** Refs; the same. */
  rowsAtOnce?: number;
  /** Up to so many segments of a key are walked for a value; beyond, a directory says where to look. 32 unless given. */
  walkedSegments?: number;
}

/** Makes a reader of the index; the view keeps the directories of values. */
export function createAttributeIndex(
  db: StatementRunner,
  view: LiveView,
  sizes: PieceSizes = {},
): AttributeIndex {
  const { charsAtOnce, rowsAtOnce = 1_500, walkedSegments = 32 } = sizes;
  const columns = createColumnReader(db, charsAtOnce);

  /** What is stored after the view was asked is in the changes that follow. */
  async function* findColumns(key: string, keyId: number, value: string): AsyncGenerator<StoredColumn[]> {
    if (!(await columns.hasMoreThan(keyId, walkedSegments))) return yield* columns.walk(keyId);
    const request = requestValueDirectory(columns, { key, keyId });
    const segments = await view.read<number[] | undefined, [ValueDirectory]>([request], directory =>
      directory.segmentsOf(value),
    );
    yield* segments ? columns.read(keyId, segments) : columns.walk(keyId);
  }

  async function* idsOf(test: AttributeTest, isItem = false): AsyncGenerator<number[]> {
    const keyId = await columns.keyId(test.key);
    if (keyId === undefined || (test.op === 'is' && test.value === NO_VALUE)) return;
    const pieces = test.op === 'is' ? findColumns(test.key, keyId, test.value) : columns.walk(keyId);
    const sign = signOf(test);
    for await (const piece of pieces) {
      yield piece.flatMap(column => (column.body.includes(sign) ? idsIn(column, test, isItem) : []));
    }
  }

  async function* itemIds(key: string): AsyncGenerator<number[]> {
    for (const [list, value] of splitKey(key)) yield* idsOf({ op: 'is', key: list, value }, true);
  }

  return {
    async *ids(test) {
      if (test.key === uidKey) {
        yield await uidIds(db, test, rowsAtOnce);
        return;
      }
      yield* idsOf(test);
      if (passesTest('true', test)) yield* itemIds(test.key);
    },
    async *rows(key) {
      if (key === uidKey || key === refKey) {
        yield* refRows(db, key === uidKey ? 'uid' : 'ref', rowsAtOnce);
        return;
      }
      const keyId = await columns.keyId(key);
      if (keyId !== undefined) for await (const piece of columns.walk(keyId)) yield piece.flatMap(rowsIn);
      for await (const ids of itemIds(key)) yield ids.map(id => ({ id, value: 'true', original: null }));
    },
  };
}

/** What a column has in it, as it is stored, where something passes the test: to look for it is faster than to parse. */
function signOf(test: AttributeTest): string {
  switch (test.op) {
    case 'has':
    case 'valued':
      return '';
    case 'is':
      return `[${JSON.stringify(test.value)},`;
    case 'prefix':
      return test.prefix.isWellFormed() ? `["${JSON.stringify(test.prefix).slice(1, -1)}` : '';
    case 'contains':
      return test.term.isWellFormed() ? JSON.stringify(test.term).slice(1, -1) : '';
  }
}

function idsIn({ segment, body }: StoredColumn, test: AttributeTest, isItem: boolean): number[] {
  const ids: number[] = [];
  for (const [value, , item, ...offsets] of parseColumn(body)) {
    if (!passesTest(value, test) || (isItem && item === 0)) continue;
    for (const offset of offsets) ids.push(segment * segmentSize + offset);
  }
  return ids;
}

function rowsIn({ segment, body }: StoredColumn): AttributeRow[] {
  const rows: AttributeRow[] = [];
  for (const [value, original, , ...offsets] of parseColumn(body)) {
    if (value === NO_VALUE) continue;
    for (const offset of offsets) rows.push({ id: segment * segmentSize + offset, value, original });
  }
  return rows;
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
  const breathe = createBreather(2);
  for (let last = ''; ; await breathe()) {
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
