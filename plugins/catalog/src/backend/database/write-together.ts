/**
 * Waits for statements of one transaction that were sent without waiting for
 * one another. Rejects with the first error, once none of them is under way:
 * what is executed after the end of a transaction would no longer belong to it.
 */
export async function writeTogether(writes: readonly Promise<unknown>[]): Promise<void> {
  let first: { error: unknown } | undefined;
  const noteFailure = (error: unknown): void => {
    if (!first || isAftermath(first.error)) first = { error };
  };
  await Promise.all(writes.map(write => write.catch(noteFailure)));
  if (first) throw first.error;
}

// Of PostgreSQL, after an error: the transaction has failed; a statement that was to be prepared in it is not there.
const aftermath = new Set(['25P02', '26000']);

/** Writes that are several statements themselves tell of their error late, and others of what it led to before. */
function isAftermath(error: unknown): boolean {
  return error instanceof Error && 'code' in error && aftermath.has(String(error.code));
}
