import type { Knex } from 'knex';

// What is compressed is packed each time it is written and unpacked each time it is stitched, which takes longer than to
// write and read half as much again. A count changes often: with room beside it, its index does not change with it.
const settings = {
  catalog_states: { toast_tuple_target: 8160 },
  catalog_stitch_queue: { fillfactor: 50 },
  catalog_value_counts: { fillfactor: 50 },
};

/** Has PostgreSQL store the states as they are, and keep room where rows change often. */
export async function up(knex: Knex): Promise<void> {
  if (!isPostgres(knex)) return;
  for (const [table, parameters] of Object.entries(settings)) {
    const list = Object.entries(parameters).map(([name, value]) => `${name} = ${value}`);
    await knex.raw(`alter table ${table} set (${list.join(', ')})`);
  }
}

/** Goes back to what PostgreSQL does by default. */
export async function down(knex: Knex): Promise<void> {
  if (!isPostgres(knex)) return;
  for (const [table, parameters] of Object.entries(settings)) {
    await knex.raw(`alter table ${table} reset (${Object.keys(parameters).join(', ')})`);
  }
}

function isPostgres(knex: Knex): boolean {
  return knex.client.config.client === 'pg';
}
