import type { StatementRunner } from '@portico/backend-plugin-api';
import { defineInsert, inList, listParameter, writeRows } from './batch.ts';

/** Why an entity changes: what the history will name. */
export interface ChangeCause {
  /** Such as `provider:github`, `location:url:https://…` or `api`. */
  cause: string;
  /** The ref of the user or the subject of the service that asked for it. */
  actor?: string | undefined;
}

/** An entity whose served form is to be made anew. */
export interface StitchRequest {
  id: number;
  /** Null: only what others say of it has changed. */
  cause: string | null;
  actor: string | null;
  /** Since it was first asked for, in milliseconds by the clock of the database. */
  waitedMs: number;
}

// On PostgreSQL the update holds the row until the end of the transaction: were it left alone, another instance could
// take it off the queue without having seen what this transaction changes.
const enqueue = defineInsert(
  'catalog_stitch_queue',
  { id: 'integer', cause: 'text', actor: 'text' },
  `(id) do update set cause = coalesce(excluded.cause, catalog_stitch_queue.cause),
    actor = case when excluded.cause is null then catalog_stitch_queue.actor else excluded.actor end`,
);

/** What to stitch. */
export interface StitchNeeds {
  /** Entities that changed themselves. */
  changed?: Iterable<number>;
  /** Entities that others have changed the relations of. */
  touched?: Iterable<number>;
  /** Of what changed. */
  cause: ChangeCause;
}

/** Has entities stitched. */
export async function queueStitching(
  tx: StatementRunner,
  { changed = [], touched = [], cause: { cause, actor } }: StitchNeeds,
): Promise<void> {
  const own = new Set(changed);
  const ids = [...new Set([...own, ...touched])].sort((a, b) => a - b);
  await writeRows(
    tx,
    enqueue,
    ids.map(id => (own.has(id) ? [id, cause, actor ?? null] : [id, null, null])),
  );
}

/** Which requests to take. */
export interface StitchSelection {
  /** How many at most. */
  limit: number;
  /** Only of these entities. */
  ids?: readonly number[] | undefined;
  /** Not of these, unless they changed themselves. */
  resting?: readonly number[];
}

/** Takes requests off the queue, in the order of their ids; they come back if the transaction fails. */
export async function takeStitchRequests(
  tx: StatementRunner,
  { limit, ids, resting = [] }: StitchSelection,
): Promise<StitchRequest[]> {
  const lock = tx.dialect === 'pg' ? 'for update skip locked' : '';
  const conditions = [
    ...(ids ? [`id ${inList(tx, 'integer')}`] : []),
    ...(resting.length > 0 ? [`(cause is not null or not (id ${inList(tx, 'integer')}))`] : []),
  ];
  const where = conditions.length > 0 ? `where ${conditions.join(' and ')}` : '';
  const now = tx.dialect === 'pg' ? 'extract(epoch from clock_timestamp())' : `unixepoch('subsec')`;
  const rows = await tx.all<StitchRequest>(
    `delete from catalog_stitch_queue
     where id in (select id from catalog_stitch_queue ${where} order by id limit ? ${lock})
     returning id, cause, actor, cast(${now} * 1000 - queued_at as double precision) as "waitedMs"`,
    [
      ...(ids ? [listParameter(tx, ids)] : []),
      ...(resting.length > 0 ? [listParameter(tx, resting)] : []),
      limit,
    ],
  );
  return rows.sort((a, b) => a.id - b.id);
}
