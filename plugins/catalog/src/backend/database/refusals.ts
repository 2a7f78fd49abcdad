import type { StatementRunner } from '@portico/backend-plugin-api';
import { defineInsert, inList, listParameter, writeRows } from './batch.ts';

/** A claim on a ref that was not accepted. */
export interface Refusal {
  ref: string;
  /** Who made it: `provider:<name>` or the ref of the parent entity. */
  claimant: string;
  /** `conflict`: somebody else holds the ref; `rule`: its kind is not allowed there; `held`: its parent has faults. */
  reason: 'conflict' | 'rule' | 'held';
  /** In a sentence. */
  detail: string;
}

const upsert = defineInsert(
  'catalog_refusals',
  { ref: 'text', claimant: 'text', reason: 'text', detail: 'text', at: 'double precision' },
  '(ref, claimant) do update set reason = excluded.reason, detail = excluded.detail, at = excluded.at',
);

/** Remembers refusals, for those who ask why an entity is not there. */
export async function addRefusals(
  tx: StatementRunner,
  refusals: readonly Refusal[],
  at: number,
): Promise<void> {
  const unique = new Map(refusals.map(refusal => [`${refusal.ref}\n${refusal.claimant}`, refusal]));
  await writeRows(
    tx,
    upsert,
    [...unique.values()].map(({ ref, claimant, reason, detail }) => [ref, claimant, reason, detail, at]),
  );
}

/** Forgets what was refused to a claimant: everything, or that of the given refs. */
export async function clearRefusals(
  tx: StatementRunner,
  claimant: string,
  refs?: readonly string[],
): Promise<void> {
  const ofRefs = refs && { where: `and ref ${inList(tx, 'text')}`, list: listParameter(tx, refs) };
  await tx.run(`delete from catalog_refusals where claimant = ? ${ofRefs?.where ?? ''}`, [
    claimant,
    ...(ofRefs ? [ofRefs.list] : []),
  ]);
}

/** What was refused under refs. */
export async function findRefusals(
  db: StatementRunner,
  refs: Iterable<string>,
): Promise<(Refusal & { at: number })[]> {
  return db.all(
    `select ref, claimant, reason, detail, at from catalog_refusals where ref ${inList(db, 'text')} order by at`,
    [listParameter(db, refs)],
  );
}

/** The entities that others have, and that some entities declare as well. */
export async function findLost(db: StatementRunner, ids: readonly number[]): Promise<number[]> {
  const rows = await db.all<{ id: number }>(
    `select distinct r.id from catalog_refs c
     join catalog_refusals f on f.claimant = c.ref join catalog_refs r on r.ref = f.ref
     where c.id ${inList(db, 'integer')} and f.reason = 'conflict' and r.uid is not null`,
    [listParameter(db, ids)],
  );
  return rows.map(row => row.id);
}
