import type { SchedulerService } from '@portico/backend-plugin-api';
import type { Catalog } from './catalog.ts';
import { removeNamelessRefs } from './database/nameless-refs.ts';
import { removeOldChanges } from './database/old-changes.ts';

/** Has locations reconciled, orphans removed, refs that nothing names any more, and changes that are too old. */
export async function scheduleUpkeep(catalog: Catalog, scheduler: SchedulerService): Promise<void> {
  const { options, entities, locations, db } = catalog;
  await scheduler.scheduleTask({
    id: 'catalog_locations_reconcile',
    // For what another instance left behind: this one does it at its start. It reads all locations.
    frequency: { minutes: 5 },
    timeout: { minutes: 3 },
    initialDelay: { minutes: 1 },
    fn: () => locations.reconcile(),
  });
  if (options.orphanStrategy === 'delete' && options.processingInterval !== false) {
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
  await scheduler.scheduleTask({
    id: 'catalog_refs_cleanup',
    frequency: { hours: 1 },
    timeout: { minutes: 30 },
    initialDelay: { minutes: 10 },
    fn: async () => {
      await removeNamelessRefs(db);
    },
  });
  if (options.historyRetention > 0) {
    await scheduler.scheduleTask({
      id: 'catalog_history_cleanup',
      frequency: { hours: 1 },
      timeout: { minutes: 30 },
      initialDelay: { minutes: 5 },
      fn: () => {
        const now = Date.now();
        return removeOldChanges(db, { before: now - options.historyRetention, now });
      },
    });
  }
}
