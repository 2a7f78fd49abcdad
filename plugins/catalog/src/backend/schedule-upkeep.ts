import type { SchedulerService } from '@portico/backend-plugin-api';
import type { Catalog } from './catalog.ts';

/** Has orphans removed, and changes that are too old. */
export async function scheduleUpkeep(catalog: Catalog, scheduler: SchedulerService): Promise<void> {
  const { options, entities, db } = catalog;
  if (options.orphanStrategy === 'delete') {
    await scheduler.scheduleTask({
      id: 'catalog_orphan_cleanup',
      frequency: { seconds: 30 },
      timeout: { minutes: 3 },
      initialDelay: { seconds: 30 },
      fn: async () => {
        await entities.removeOrphans();
      },
    });
  }
  if (options.historyRetention > 0) {
    await scheduler.scheduleTask({
      id: 'catalog_history_cleanup',
      frequency: { hours: 1 },
      timeout: { minutes: 30 },
      initialDelay: { minutes: 5 },
      fn: () => removeOldChanges(db, Date.now() - options.historyRetention),
    });
  }
}

const batch = 1000;

// What is old is a run of the lowest numbers, so that no index on the time is needed.
async function removeOldChanges(db: Catalog['db'], before: number): Promise<void> {
  for (;;) {
    const rows = await db.all<{ seq: number; at: number }>(
      'select cast(seq as double precision) as seq, at from catalog_changes order by seq limit ?',
      [batch],
    );
    const last = rows.filter(row => row.at < before).at(-1);
    if (!last) return;
    await db.run('delete from catalog_changes where seq <= ? and at < ?', [last.seq, before]);
    if (rows.length < batch) return;
  }
}
