import type { Knex } from 'knex';

/** The public halves of the keys that sign user tokens, and what is known of each user who signed in. */
export async function up(knex: Knex): Promise<void> {
  if (!(await knex.schema.hasTable('signing_keys'))) {
    await knex.schema.createTable('signing_keys', columns => {
      columns.string('kid').primary().notNullable();
      columns.text('key').notNullable();
      columns.timestamp('created_at', { useTz: true, precision: 0 }).notNullable().defaultTo(knex.fn.now());
    });
  }
  if (!(await knex.schema.hasTable('user_info'))) {
    await knex.schema.createTable('user_info', columns => {
      columns.string('user_entity_ref').primary().notNullable();
      columns.text('user_info').notNullable();
      columns.timestamp('updated_at').notNullable();
      columns.timestamp('created_at').notNullable().defaultTo(knex.fn.now());
    });
  }
}

/** Takes both tables away. */
export async function down(knex: Knex): Promise<void> {
  await knex.schema.dropTable('user_info');
  await knex.schema.dropTable('signing_keys');
}
