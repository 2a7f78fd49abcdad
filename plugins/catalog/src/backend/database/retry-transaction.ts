import { setTimeout } from 'node:timers/promises';
import type { StatementRunner } from '@portico/backend-plugin-api';

// Of PostgreSQL: deadlock detected, could not serialize access.
const passing = new Set(['40P01', '40001']);
const attempts = 4;

/** Runs a transaction, and again if it only failed because of others that ran at the same time. */
export async function retryTransaction<T>(
  db: StatementRunner,
  work: (tx: StatementRunner) => Promise<T>,
): Promise<T> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await db.transaction(work);
    } catch (error) {
      if (attempt >= attempts || !isPassing(error)) throw error;
      await setTimeout(25 * 2 ** attempt * (0.5 + Math.random()));
    }
  }
}

function isPassing(error: unknown): boolean {
  return error instanceof Error && 'code' in error && passing.has(String(error.code));
}
