import type { StatementRunner } from '@portico/backend-plugin-api';
import { isFaultOfData } from '../database/is-fault-of-data.ts';
import { retryTransaction } from '../database/retry-transaction.ts';

/**
 * Runs a transaction, and once more as a repair if it failed because there are
 * relations of which the states of their entities know nothing.
 */
export async function repairTransaction<T>(
  db: StatementRunner,
  work: (tx: StatementRunner, isRepair: boolean) => Promise<T>,
): Promise<T> {
  try {
    return await retryTransaction(db, tx => work(tx, false));
  } catch (error) {
    if (!isFaultOfData(error) || !(error instanceof Error) || !error.message.includes('catalog_relations'))
      throw error;
    return retryTransaction(db, tx => work(tx, true));
  }
}
