import { openTestDatabase } from '../testing/open-test-database.ts';
import { startFilePortal } from './file-portal.ts';

// A catalog in a process of its own, to be killed. It goes on until it is.
const [connection = '', folder = ''] = process.argv.slice(2);
const knex = openTestDatabase(connection);
process.send?.('started');
const portal = await startFilePortal(knex, folder);
await portal.settle();
process.send?.('settled');
setInterval(() => undefined, 60_000);
