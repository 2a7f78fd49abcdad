import type { StatementRunner } from '@portico/backend-plugin-api';
import {
  type BatchStatement,
  defineInsert,
  defineUpdate,
  inList,
  listParameter,
  writeRows,
} from './batch.ts';

/** What is known of a ref. `uid` is null while nobody wants an entity with this ref. */
export interface RefRow {
  id: number;
  ref: string;
  uid: string | null;
  /** Of a ref without an entity: not null when somebody has named it since its mark was taken off. */
  inputHash: string | null;
  locationKey: string | null;
}

/** What a ref is given when an entity is wanted under it. */
export type WantedRef = Omit<RefRow, 'id' | 'ref'>;

const columns = `id, ref, uid, input_hash as "inputHash", location_key as "locationKey"`;

const mark = 'named';

const markNamed = {
  sqlite: `update catalog_refs set input_hash = '${mark}' where id = ? and uid is null`,
  pg: `update catalog_refs t set input_hash = '${mark}' from unnest(?::integer[]) v(id) where t.id = v.id and uid is null`,
  types: ['integer'],
} satisfies BatchStatement;

const insertRefs = defineInsert(
  'catalog_refs',
  { id: 'integer', ref: 'text', uid: 'text', input_hash: 'text', location_key: 'text' },
  '(ref) do nothing',
);

const updateWanted = defineUpdate(
  'catalog_refs',
  { uid: 'text', input_hash: 'text', location_key: 'text' },
  { id: 'integer' },
);

/** Finds refs by their text. */
export async function findRefs(db: StatementRunner, refs: Iterable<string>): Promise<Map<string, RefRow>> {
  const rows = await db.all<RefRow>(`select ${columns} from catalog_refs where ref ${inList(db, 'text')}`, [
    listParameter(db, refs),
  ]);
  return new Map(rows.map(row => [row.ref, row]));
}

/** Finds refs by their id. */
export async function findRefsById(db: StatementRunner, ids: Iterable<number>): Promise<Map<number, RefRow>> {
  const rows = await db.all<RefRow>(`select ${columns} from catalog_refs where id ${inList(db, 'integer')}`, [
    listParameter(db, ids),
  ]);
  return new Map(rows.map(row => [row.id, row]));
}

/**
 * Finds refs, and makes those that are not there: with what `wanted` says, or
 * with no entity but a mark that somebody names them. Rows of `wanted` refs stay locked until the transaction ends.
 */
export async function resolveRefs(
  tx: StatementRunner,
  refs: Iterable<string>,
  wanted: ReadonlyMap<string, WantedRef> = new Map(),
): Promise<Map<string, RefRow>> {
  const all = new Set([...refs, ...wanted.keys()]);
  const found = await findRefs(tx, all);
  const missing = [...all].filter(ref => !found.has(ref)).sort();
  const { rows, areMine } = await insertMissing(tx, missing, wanted);
  for (const row of rows) found.set(row.ref, row);
  await writeRows(tx, markNamed, findUnmarked(found.values(), wanted));
  // Others may be changing what is wanted under the refs that they have made; once it is locked, nobody does.
  const mine = new Set(areMine ? missing : []);
  const ids = [...wanted.keys()].flatMap(ref => (mine.has(ref) ? [] : (found.get(ref)?.id ?? [])));
  for (const row of await lockRefs(tx, ids)) found.set(row.ref, row);
  return found;
}

function findUnmarked(rows: Iterable<RefRow>, wanted: ReadonlyMap<string, WantedRef>): number[][] {
  const unmarked: number[][] = [];
  for (const { id, ref, uid, inputHash } of rows) {
    if (uid === null && inputHash === null && !wanted.has(ref)) unmarked.push([id]);
  }
  return unmarked.sort(([a = 0], [b = 0]) => a - b);
}

/** Keeps others from changing what is wanted under refs until the transaction ends, and gives what that is; on SQLite nobody else writes. */
export async function lockRefs(tx: StatementRunner, ids: readonly number[]): Promise<RefRow[]> {
  if (tx.dialect === 'sqlite' || ids.length === 0) return [];
  return tx.all<RefRow>(
    `select ${columns} from catalog_refs where id ${inList(tx, 'integer')} order by id for update`,
    [listParameter(tx, ids)],
  );
}

/** Tells the rows of refs that were not there, and whether none of them is of another instance. */
async function insertMissing(
  tx: StatementRunner,
  missing: readonly string[],
  wanted: ReadonlyMap<string, WantedRef>,
): Promise<{ rows: Iterable<RefRow>; areMine: boolean }> {
  if (missing.length === 0) return { rows: [], areMine: true };
  const ids = await allocateIds(tx, missing.length);
  const rows = missing.map((ref, index): RefRow => {
    const { uid = null, inputHash = mark, locationKey = null } = wanted.get(ref) ?? {};
    return { id: ids[index] as number, ref, uid, inputHash, locationKey };
  });
  const inserted = await writeRows(
    tx,
    insertRefs,
    rows.map(row => [row.id, row.ref, row.uid, row.inputHash, row.locationKey]),
  );
  const areMine = inserted === rows.length;
  return { rows: areMine ? rows : (await findRefs(tx, missing)).values(), areMine };
}

/** Says what is wanted under refs, or with nulls that nothing is. */
export async function updateRefs(
  tx: StatementRunner,
  rows: readonly (WantedRef & { id: number })[],
): Promise<void> {
  await writeRows(
    tx,
    updateWanted,
    rows.map(row => [row.uid, row.inputHash, row.locationKey, row.id]),
  );
}

async function allocateIds(tx: StatementRunner, count: number): Promise<number[]> {
  if (tx.dialect === 'sqlite') {
    const last = await tx.get<{ id: number | null }>('select max(id) as id from catalog_refs');
    return Array.from({ length: count }, (_, index) => (last?.id ?? 0) + 1 + index);
  }
  const rows = await tx.all<{ id: number }>(
    `select nextval((select pg_get_serial_sequence('catalog_refs', 'id')::regclass))::integer as id
     from generate_series(1, ?::integer)`,
    [count],
  );
  return rows.map(row => row.id);
}
