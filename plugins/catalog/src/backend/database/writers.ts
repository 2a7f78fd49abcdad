import { setTimeout } from 'node:timers/promises';
import type { StatementRunner } from '@portico/backend-plugin-api';

/** Of PostgreSQL: an advisory lock, a number that all processes agree on. */
const lock = 7406220;
const attempts = 20;
const pauseMs = 50;

/** Has a transaction on PostgreSQL count as a writer until its end; an expression of its first statement. */
export const isWriterSql = `pg_advisory_xact_lock_shared(${lock})`;

/**
 * Keeps other writers from beginning until the transaction ends, on
 * PostgreSQL; on SQLite there are none meanwhile. Nobody waits for this one: it
 * resolves to `false` if there is no moment in which nobody writes.
 */
export async function keepWritersOut(tx: StatementRunner): Promise<boolean> {
  if (tx.dialect === 'sqlite') return true;
  for (let attempt = 1; attempt <= attempts; attempt += 1) {
    const row = await tx.get<{ taken: boolean }>(`select pg_try_advisory_xact_lock(${lock}) as taken`);
    if (row?.taken) return true;
    await setTimeout(pauseMs);
  }
  return false;
}
