import type { Knex } from 'knex';

/** The settings of all users. */
export async function up(knex: Knex): Promise<void> {
  if (await knex.schema.hasTable('user_settings')) return;
  await knex.schema.createTable('user_settings', columns => {
    columns.string('user_entity_ref').notNullable();
    columns.string('bucket').notNullable();
    columns.string('key').notNullable();
    columns.text('value').notNullable();
    columns.primary(['user_entity_ref', 'bucket', 'key']);
  });
}

/** Takes the table away. */
export async function down(knex: Knex): Promise<void> {
  await knex.schema.dropTable('user_settings');
}
