import { runMigrations } from '@portico/backend-plugin-api';
import { createTestDatabases } from '@portico/backend-test-utils/databases';
import { describe, expect, it } from 'vitest';
import { down } from '../../migrations/20260101000000_catalog.ts';
import { down as forgetQueueTimes } from '../../migrations/20261122000000_stitch_queue_times.ts';
import { migrationsDirectory } from './migrations-directory.ts';
import { component, createEngineWorld } from './testing/engine-world.ts';

const databases = createTestDatabases({ ids: ['SQLITE_MEMORY', 'POSTGRES'] });

describe.each(databases.ids)('the tables on %s', id => {
  it('can be made, dropped and made again', async () => {
    await using database = await databases.init(id);
    const made = await runMigrations(database.knex, { directory: migrationsDirectory });
    await forgetQueueTimes(database.knex);
    await down(database.knex);
    await database.knex('knex_migrations').delete();
    expect(await runMigrations(database.knex, { directory: migrationsDirectory })).toEqual(made);
  });

  it('take over the locations of an earlier portal, and leave its tables alone', async () => {
    await using database = await databases.init(id);
    const { knex } = database;
    await knex.schema.createTable('refresh_state', table => table.string('entity_id'));
    await knex.schema.createTable('refresh_state_references', table => table.string('id'));
    await knex.schema.createTable('locations', table => {
      for (const name of ['id', 'type', 'target']) table.string(name);
    });
    await knex('locations').insert([
      { id: '1', type: 'url', target: 'https://host.example/a.yaml' },
      { id: '2', type: 'bootstrap', target: 'bootstrap' },
    ]);
    await runMigrations(knex, { directory: migrationsDirectory });
    expect(await knex('catalog_locations')).toEqual([
      {
        id: '1',
        type: 'url',
        target: 'https://host.example/a.yaml',
        entity_ref: 'location:default/generated-f6cb8721d83355119a24b5bd9a1d7a79a80db124',
      },
    ]);
    await down(knex);
    expect(await knex.schema.hasTable('refresh_state')).toBe(true);
  });

  it('show what could not be processed to published modules, which may delete it', async () => {
    await using world = await createEngineWorld(id);
    await world.provide([component('good'), component('bad', { owner: 7 })]);
    const { db } = world;
    const failed = await db.all<{ entity_id: string; entity_ref: string; errors: string }>(
      `select refresh_state.* from refresh_state right join final_entities
       on final_entities.entity_id = refresh_state.entity_id where final_entities.final_entity is null`,
    );
    expect(failed).toMatchObject([
      { entity_ref: 'component:default/bad', errors: expect.stringContaining('owner') },
    ]);
    await db.run('delete from refresh_state where entity_id = ?', [failed[0]?.entity_id]);
    await world.engine.stitch();
    expect(await db.all('select * from refresh_state')).toMatchObject([
      { entity_ref: 'component:default/good' },
    ]);
  });
});
