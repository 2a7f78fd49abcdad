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

/** Forgets what was refused to a claimant, but for the given refs. */
export async function clearRefusals(
  tx: StatementRunner,
  claimant: string,
  keep: readonly string[] = [],
): Promise<void> {
  await tx.run(
    tx.dialect === 'sqlite'
      ? 'delete from catalog_refusals where claimant = ? and ref not in (select value from json_each(?))'
      : 'delete from catalog_refusals where claimant = ? and ref <> all(?::text[])',
    [claimant, listParameter(tx, keep)],
  );
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
