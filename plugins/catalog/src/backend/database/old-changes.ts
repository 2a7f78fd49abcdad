import type { StatementRunner } from '@portico/backend-plugin-api';

/**
 * Indexes in memory follow the changes. Who has not looked for this long, in
 * milliseconds, has to see whether what it missed is still there; what is younger is not removed.
 */
export const followWithinMs = 5 * 60_000;

const batch = 1000;

/**
 * Removes the changes that were made before a time, but for the last one, by
 * which others find out that they missed something. What is old is a run of the
 * lowest numbers, so that no index on the time is needed.
 */
export async function removeOldChanges(
  db: StatementRunner,
  options: { before: number; now: number },
): Promise<void> {
  const before = Math.min(options.before, options.now - 2 * followWithinMs);
  for (;;) {
    const rows = await db.all<{ seq: number; at: number }>(
      `select cast(seq as double precision) as seq, at from catalog_changes
       where seq < (select max(seq) from catalog_changes) order by seq limit ?`,
      [batch],
    );
    const last = rows.filter(row => row.at < before).at(-1);
    if (!last) return;
    await db.run('delete from catalog_changes where seq <= ? and at < ?', [last.seq, before]);
    if (rows.length < batch) return;
  }
}
