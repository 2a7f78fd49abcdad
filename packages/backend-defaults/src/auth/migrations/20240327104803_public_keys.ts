import type { Knex } from 'knex';

const table = 'backstage_backend_public_keys__keys';

/** The public keys with which others verify a plugin's tokens, each until it expires. */
export async function up(knex: Knex): Promise<void> {
  await knex.schema.createTable(table, columns => {
    columns.string('id').primary().notNullable();
    columns.text('key').notNullable();
    columns.string('expires_at').notNullable();
  });
}

/** Takes the table away. */
export async function down(knex: Knex): Promise<void> {
  await knex.schema.dropTable(table);
}
