import { setTimeout } from 'node:timers/promises';
import type { StatementRunner } from '@portico/backend-plugin-api';
import { isWriterSql } from './writers.ts';

// Of PostgreSQL: deadlock detected, could not serialize access.
const passing = new Set(['40P01', '40001']);
const attempts = 4;

/**
 * Runs a transaction, and again if it only failed because of others that ran at
 * the same time. `onFailure` is called after each failure, once it is rolled back.
 */
export async function retryTransaction<T>(
  db: StatementRunner,
  work: (tx: StatementRunner) => Promise<T>,
  onFailure: () => void = () => undefined,
): Promise<T> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await db.transaction(async tx => {
        await planAnew(tx);
        return work(tx);
      });
    } catch (error) {
      onFailure();
      if (attempt >= attempts || !isPassing(error)) throw error;
      await setTimeout(25 * 2 ** attempt * (0.5 + Math.random()));
    }
  }
}

/** Runs reads whose plans depend on how large the tables are. */
export async function readLarge<T>(
  db: StatementRunner,
  work: (tx: StatementRunner) => Promise<T>,
): Promise<T> {
  return db.dialect === 'pg' ? retryTransaction(db, work) : work(db);
}

// A plan that PostgreSQL made when a table was empty reads all of it when it is large, and so does one for lists
// of which it does not know how long they are. What the catalog writes by, it finds through an index.
const planning = {
  plan_cache_mode: 'force_custom_plan',
  enable_seqscan: 'off',
  enable_hashjoin: 'off',
  enable_mergejoin: 'off',
};
const planAnewSql = `select ${isWriterSql}, ${Object.entries(planning)
  .map(([name, value]) => `set_config('${name}', '${value}', true)`)
  .join(', ')}`;

async function planAnew(tx: StatementRunner): Promise<void> {
  if (tx.dialect === 'pg') await tx.all(planAnewSql);
}

function isPassing(error: unknown): boolean {
  return error instanceof Error && 'code' in error && passing.has(String(error.code));
}
