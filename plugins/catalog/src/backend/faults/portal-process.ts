import type { CatalogProcessor } from '../../node/processing.ts';
import { openTestDatabase } from '../testing/open-test-database.ts';
import { startFilePortal } from './file-portal.ts';

// A catalog in a process of its own, to be killed. It goes on until it is.
// With `held`, it tells of each component that it processes, and does not end one before it is told to go on.
const [connection = '', folder = '', held = ''] = process.argv.slice(2);
const knex = openTestDatabase(connection);
const isTold = Promise.withResolvers<void>();
const telling: CatalogProcessor = {
  getProcessorName: () => 'telling',
  async postProcessEntity(entity) {
    if (entity.kind !== 'Component') return entity;
    process.send?.(entity.metadata.name);
    await isTold.promise;
    return entity;
  },
};

process.send?.('started');
const portal = await startFilePortal(knex, folder, {}, held ? [telling] : []);
process.on('message', message => {
  if (message === 'go on') isTold.resolve();
  // As it does by itself within a minute: looks whether something is due.
  if (message === 'look') void portal.catalog.engine.check([], { cause: 'test' });
  if (message === 'settle') void portal.settle().then(() => process.send?.('settled'));
});
if (!held) {
  await portal.settle();
  process.send?.('settled');
}
setInterval(() => undefined, 60_000);
