import type { StatementRunner } from '@portico/backend-plugin-api';
import { inList, listParameter } from '../database/batch.ts';

/** Of PostgreSQL; advisory locks are numbers that all processes agree on. */
const locks = { writing: 7406218, takingPart: 7406219 };

/**
 * Says within a transaction that it takes part in stitching, as several may, or
 * that it now writes, as one at a time may. On SQLite a transaction is the only writer anyway.
 */
export async function lockStitching(tx: StatementRunner, as: 'taking part' | 'writing'): Promise<void> {
  if (tx.dialect === 'sqlite') return;
  if (as === 'writing') await tx.all(`select pg_advisory_xact_lock(${locks.writing})`);
  else await tx.all(`select pg_advisory_xact_lock_shared(${locks.takingPart})`);
}

/**
 * Resolves when all batches, also those of other processes, that were under way
 * at the call are done. Tells whether some of the entities still wait: while
 * others were busy with what refers to them, no batch could take them.
 */
export async function awaitStitching(db: StatementRunner, ids: readonly number[]): Promise<boolean> {
  if (db.dialect === 'sqlite') return false;
  await db.all(`select pg_advisory_xact_lock(${locks.takingPart})`);
  if (ids.length === 0) return false;
  const left = await db.get(
    `select 1 as found from catalog_stitch_queue where cause is not null and id ${inList(db, 'integer')} limit 1`,
    [listParameter(db, ids)],
  );
  return left !== undefined;
}
