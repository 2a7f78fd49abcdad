import type { Knex } from 'knex';

/** Makes the table of what the catalog remembers of itself. */
export async function up(knex: Knex): Promise<void> {
  await knex.raw('create table catalog_facts (name text primary key, value text not null)');
}

/** Drops it. */
export async function down(knex: Knex): Promise<void> {
  await knex.raw('drop table catalog_facts');
}
