import { createStatementRunner, runMigrations } from '@portico/backend-plugin-api';
import { createTestDatabases } from '@portico/backend-test-utils/databases';
import { expect, it } from 'vitest';
import { addProviderReferences } from '../database/references.ts';
import { lockRefs, resolveRefs } from '../database/refs.ts';
import { sourceIdOf } from '../database/sources.ts';
import { migrationsDirectory } from '../migrations-directory.ts';
import { noteOrphans } from './remove-entities.ts';

it('takes nothing for an orphan that another instance gives to somebody at the same time', async () => {
  await using database = await createTestDatabases().init('POSTGRES');
  await runMigrations(database.knex, { directory: migrationsDirectory });
  const db = createStatementRunner(database.knex);
  const ref = 'component:default/a';
  const wanted = { uid: 'u', inputHash: 'h', locationKey: 'mine' };
  const id = (await db.transaction(tx => resolveRefs(tx, [], new Map([[ref, wanted]])))).get(ref)?.id ?? 0;
  const sourceId = await sourceIdOf(db, 'test');
  const [locked, end] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()];
  const giving = db.transaction(async tx => {
    await lockRefs(tx, [id]);
    locked.resolve();
    await end.promise;
    await addProviderReferences(tx, sourceId, [id]);
  });
  await locked.promise;
  const noting = db.transaction(tx => noteOrphans(tx, [id], { now: 1, cause: { cause: 'test' } }));
  try {
    await expect.poll(() => database.knex('pg_locks').where({ granted: false })).not.toEqual([]);
  } finally {
    end.resolve();
    await Promise.all([giving, noting]);
  }
  expect(await db.all('select id from catalog_orphans')).toEqual([]);
  expect(await db.all('select location_key from catalog_refs')).toEqual([{ location_key: 'mine' }]);
});
