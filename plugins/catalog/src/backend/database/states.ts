import type { StatementRunner } from '@portico/backend-plugin-api';
import { defineInsert, defineUpdate, inList, listParameter, writeRows } from './batch.ts';

/** What an entity emitted when it was processed last; all numbers are ids of refs, but for the relation types. */
export interface Emitted {
  relations: [sourceId: number, typeId: number, targetId: number][];
  refreshKeys: string[];
}

/** What is known of an entity that is wanted. JSON columns are text. */
export interface StateRow {
  id: number;
  unprocessed: string;
  processed: string | null;
  emitted: string | null;
  resultHash: string | null;
  errors: string | null;
  cache: string | null;
  trail: string | null;
  processedAt: number | null;
  succeededAt: number | null;
}

const columns = `id, unprocessed, processed, emitted, result_hash as "resultHash", errors, cache, trail,
  processed_at as "processedAt", succeeded_at as "succeededAt"`;

const insertUnprocessed = defineInsert(
  'catalog_states',
  { id: 'integer', unprocessed: 'text' },
  '(id) do update set unprocessed = excluded.unprocessed, result_hash = null',
);

const insertState = defineInsert(
  'catalog_states',
  {
    id: 'integer',
    unprocessed: 'text',
    processed: 'text',
    emitted: 'text',
    result_hash: 'text',
    trail: 'text',
    processed_at: 'double precision',
    succeeded_at: 'double precision',
  },
  `(id) do update set unprocessed = excluded.unprocessed, processed = excluded.processed,
    emitted = excluded.emitted, result_hash = excluded.result_hash, trail = excluded.trail, errors = null, cache = null,
    processed_at = excluded.processed_at, succeeded_at = excluded.succeeded_at`,
);

const updateOk = defineUpdate(
  'catalog_states',
  {
    processed: 'text',
    emitted: 'text',
    result_hash: 'text',
    errors: 'text',
    cache: 'text',
    trail: 'text',
    processed_at: 'double precision',
    succeeded_at: 'double precision',
  },
  { id: 'integer' },
);

const updateFailed = defineUpdate(
  'catalog_states',
  {
    emitted: 'text',
    result_hash: 'text',
    errors: 'text',
    cache: 'text',
    trail: 'text',
    processed_at: 'double precision',
  },
  { id: 'integer' },
);

const updateUnchanged = defineUpdate(
  'catalog_states',
  { cache: 'text', trail: 'text', processed_at: 'double precision' },
  { id: 'integer' },
);

/** Reads states by id. */
export async function findStates(db: StatementRunner, ids: Iterable<number>): Promise<Map<number, StateRow>> {
  const rows = await db.all<StateRow>(
    `select ${columns} from catalog_states where id ${inList(db, 'integer')}`,
    [listParameter(db, ids)],
  );
  return new Map(rows.map(row => [row.id, row]));
}

/** Stores what is wanted, to be processed later. The last good result stays. */
export async function writeUnprocessed(
  tx: StatementRunner,
  rows: readonly { id: number; unprocessed: string }[],
): Promise<void> {
  await writeRows(
    tx,
    insertUnprocessed,
    rows.map(row => [row.id, row.unprocessed]),
  );
}

/** Stores what is wanted together with what became of it, without a fault. */
export async function writeProcessed(
  tx: StatementRunner,
  rows: readonly Omit<StateRow, 'errors' | 'cache'>[],
): Promise<void> {
  await writeRows(
    tx,
    insertState,
    rows.map(row => [
      row.id,
      row.unprocessed,
      row.processed,
      row.emitted,
      row.resultHash,
      row.trail,
      row.processedAt,
      row.succeededAt,
    ]),
  );
}

/** Stores a good result. */
export async function writeSuccess(tx: StatementRunner, row: Omit<StateRow, 'unprocessed'>): Promise<void> {
  const { processed, emitted, resultHash, errors, cache, trail, processedAt, succeededAt, id } = row;
  await writeRows(tx, updateOk, [
    [processed, emitted, resultHash, errors, cache, trail, processedAt, succeededAt, id],
  ]);
}

/** Stores faults beside the last good result. */
export async function writeFailure(
  tx: StatementRunner,
  row: Pick<StateRow, 'id' | 'emitted' | 'resultHash' | 'errors' | 'cache' | 'trail' | 'processedAt'>,
): Promise<void> {
  await writeRows(tx, updateFailed, [
    [row.emitted, row.resultHash, row.errors, row.cache, row.trail, row.processedAt, row.id],
  ]);
}

/** Notes that processing led to what is there already. */
export async function writeUnchanged(
  tx: StatementRunner,
  row: Pick<StateRow, 'id' | 'cache' | 'trail' | 'processedAt'>,
): Promise<void> {
  await writeRows(tx, updateUnchanged, [[row.cache, row.trail, row.processedAt, row.id]]);
}

/** Has the next results count as others, whatever they are. */
export async function forgetResults(tx: StatementRunner, ids: Iterable<number>): Promise<void> {
  await tx.run(`update catalog_states set result_hash = null where id ${inList(tx, 'integer')}`, [
    listParameter(tx, ids),
  ]);
}

/** Removes states. */
export async function deleteStates(tx: StatementRunner, ids: Iterable<number>): Promise<void> {
  await tx.run(`delete from catalog_states where id ${inList(tx, 'integer')}`, [listParameter(tx, ids)]);
}

/** Reads what an entity emitted. */
export function parseEmitted(json: string | null): Emitted {
  return json === null ? { relations: [], refreshKeys: [] } : (JSON.parse(json) as Emitted);
}
