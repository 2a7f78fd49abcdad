import { runMigrations } from '@portico/backend-plugin-api';
import { createTestDatabases } from '@portico/backend-test-utils/databases';
import type { Entity } from '@portico/catalog-model';
import type { Knex } from 'knex';
import { describe, expect, it } from 'vitest';
import * as tables from '../../migrations/20260101000000_catalog.ts';
import * as queueTimes from '../../migrations/20261122000000_stitch_queue_times.ts';
import * as columns from '../../migrations/20261122000100_catalog_columns.ts';
import * as facts from '../../migrations/20261123000000_catalog_facts.ts';
import { parseColumn } from './database/attribute-columns.ts';
import { migrationsDirectory } from './migrations-directory.ts';
import { createRandom, generateEntity } from './query/testing/generated-entities.ts';
import { openStoredCatalog } from './query/testing/stored-catalog.ts';
import type { IndexRow } from './stitch/index-row.ts';
import { buildIndexRows } from './stitch/index-rows.ts';
import { component, createEngineWorld } from './testing/engine-world.ts';
import { findContradictions } from './testing/verify-catalog.ts';

const databases = createTestDatabases({ ids: ['SQLITE_MEMORY', 'POSTGRES'] });

describe.each(databases.ids)('the tables on %s', id => {
  it('can be made, dropped and made again', async () => {
    await using database = await databases.init(id);
    const made = await runMigrations(database.knex, { directory: migrationsDirectory });
    await down(database.knex);
    await database.knex('knex_migrations').delete();
    expect(await runMigrations(database.knex, { directory: migrationsDirectory })).toEqual(made);
  });

  it('go back to an index with a row for each value, and forth again', async () => {
    await using database = await databases.init(id);
    const { knex } = database;
    const { db, put } = await openStoredCatalog(knex);
    const random = createRandom(5);
    await put(Array.from({ length: 200 }, (_, index) => generateEntity(random, index)));
    const before = await readColumns(knex);
    await columns.down(knex);
    expect(await readRows(knex)).toEqual(await expectedRows(knex));
    await knex.transaction(trx => columns.up(trx));
    expect(await readColumns(knex)).toEqual(before);
    expect(await findContradictions(db)).toEqual([]);
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

async function down(knex: Knex): Promise<void> {
  await facts.down(knex);
  await columns.down(knex);
  await queueTimes.down(knex);
  await tables.down(knex);
}

async function readRows(knex: Knex): Promise<string[]> {
  const rows: (IndexRow & { entity_id: number })[] = await knex('catalog_search as s')
    .join('catalog_keys as k', 'k.id', 's.key_id')
    .select('s.*', 'k.search_key as key');
  return rows.map(row => toLine(row.entity_id, row)).sort();
}

async function expectedRows(knex: Knex): Promise<string[]> {
  const served: { id: number; json: string }[] = await knex('catalog_entities').select('id', 'json');
  return served
    .flatMap(({ id, json }) => buildIndexRows(JSON.parse(json) as Entity).map(row => toLine(id, row)))
    .sort();
}

function toLine(id: number, { key, value, original, item }: IndexRow): string {
  return JSON.stringify([id, key, value, original, item]);
}

/** Whatever the order of the values in a column. */
async function readColumns(knex: Knex): Promise<unknown[]> {
  const rows: { key_id: number; segment: number; body: string }[] = await knex('catalog_columns').select();
  return rows
    .map(({ key_id: keyId, segment, body }) => {
      const entries = parseColumn(body).map(([value, original, item, ...offsets]) =>
        JSON.stringify([value, original, item, ...offsets.toSorted((a, b) => a - b)]),
      );
      return JSON.stringify([keyId, segment, entries.sort()]);
    })
    .sort();
}
