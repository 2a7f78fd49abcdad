/**
 * Waits for statements of one transaction that were sent without waiting for
 * one another. Rejects with the first error, once none of them is under way:
 * what is executed after the end of a transaction would no longer belong to it.
 */
export async function writeTogether(writes: readonly Promise<unknown>[]): Promise<void> {
  let first: { error: unknown } | undefined;
  const noteFailure = (error: unknown): void => {
    first ??= { error };
  };
  await Promise.all(writes.map(write => write.catch(noteFailure)));
  if (first) throw first.error;
}
