import { createStatementRunner } from '@portico/backend-plugin-api';
import { createTestEngine } from './create-test-engine.ts';
import { generateEntities } from './generate-entities.ts';
import { openTestDatabase } from './open-test-database.ts';

// A process of its own that takes in a catalog, and is killed while it does.
const [connection = '', size = '0', changed = ''] = process.argv.slice(2);
const knex = openTestDatabase(connection);
const engine = createTestEngine(createStatementRunner(knex));
await engine.start();
process.send?.('started');
await engine.connect('bulk').applyMutation({
  type: 'full',
  entities: generateEntities(Number(size), changed).map(entity => ({ entity, locationKey: 'bulk' })),
});
await engine.idle();
process.send?.('done');
await engine.stop();
await knex.destroy();
process.disconnect();
