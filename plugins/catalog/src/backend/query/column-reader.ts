import type { StatementRunner } from '@portico/backend-plugin-api';
import { inList, listParameter } from '../database/batch.ts';
import { createBreather } from '../engine/breather.ts';

/** What the entities of a segment have under a key, as it is stored. */
export interface StoredColumn {
  segment: number;
  /** To be read by `parseColumn`. */
  body: string;
}

/** Reads `catalog_columns`, in pieces, so that others get their turn in between. */
export interface ColumnReader {
  /** The number of a key; `undefined` if no entity ever had it. */
  keyId(key: string): Promise<number | undefined>;
  /** Whether there are more segments of a key than so many. */
  hasMoreThan(keyId: number, segments: number): Promise<boolean>;
  /** All segments of a key, in their order. */
  walk(keyId: number): AsyncGenerator<StoredColumn[]>;
  /** Those of some segments that are there. */
  read(keyId: number, segments: readonly number[]): AsyncGenerator<StoredColumn[]>;
}

/** A piece of a key's segments, along the primary key of `catalog_columns`. */
export const walkColumnsSql = `select segment, body from catalog_columns
  where key_id = ? and segment > ? order by segment limit ?`;

/** Some segments of a key, by the primary key of `catalog_columns`. */
export function readColumnsSql(db: StatementRunner): string {
  return `select segment, body from catalog_columns where key_id = ? and segment ${inList(db, 'integer')}`;
}

/** Makes a reader; `charsAtOnce` is how much it reads in a piece, about a millisecond's worth unless given. */
export function createColumnReader(db: StatementRunner, charsAtOnce = 64 * 1_024): ColumnReader {
  return {
    keyId: createKeyIds(db),
    async hasMoreThan(keyId, segments) {
      const next = 'select segment from catalog_columns where key_id = ? order by segment limit 1 offset ?';
      return (await db.get(next, [keyId, segments])) !== undefined;
    },
    async *walk(keyId) {
      const sizes = createSizes(charsAtOnce);
      const breathe = createBreather(2);
      for (let last = -1; ; await breathe()) {
        const limit = sizes.next();
        const columns = await db.all<StoredColumn>(walkColumnsSql, [keyId, last, limit]);
        if (columns.length > 0) yield columns;
        if (columns.length < limit) return;
        last = columns.at(-1)?.segment ?? last;
        sizes.learn(columns);
      }
    },
    async *read(keyId, segments) {
      const sizes = createSizes(charsAtOnce);
      const breathe = createBreather(2);
      for (let start = 0; start < segments.length; await breathe()) {
        const some = segments.slice(start, start + sizes.next());
        const columns = await db.all<StoredColumn>(readColumnsSql(db), [keyId, listParameter(db, some)]);
        if (columns.length > 0) yield columns;
        start += some.length;
        sizes.learn(columns);
      }
    },
  };
}

/** How many rows the next piece has, as long as the last ones were. */
function createSizes(charsAtOnce: number): { next(): number; learn(columns: readonly StoredColumn[]): void } {
  let size = firstPiece;
  return {
    next: () => size,
    learn(columns) {
      const chars = columns.reduce((sum, column) => sum + column.body.length, 0);
      const wanted = Math.floor((charsAtOnce * columns.length) / Math.max(chars, 1));
      // What comes may be longer than what came.
      size = Math.max(1, Math.min(wanted, 2 * size, mostAtOnce));
    },
  };
}

const firstPiece = 8;
const mostAtOnce = 1_000;

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
