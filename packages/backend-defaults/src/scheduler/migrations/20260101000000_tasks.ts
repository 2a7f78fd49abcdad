import type { Knex } from 'knex';

const table = 'backstage_backend_tasks__tasks';

/** The tasks of a plugin, who runs each, and when it is due. A database that has the table already keeps it. */
export async function up(knex: Knex): Promise<void> {
  if (!(await knex.schema.hasTable(table))) {
    await knex.schema.createTable(table, task => {
      task.string('id').primary().notNullable();
      task.text('settings_json').notNullable();
      task.dateTime('next_run_start_at').nullable();
      task.text('current_run_ticket').nullable();
      task.dateTime('current_run_started_at').nullable();
      task.dateTime('current_run_expires_at').nullable();
    });
  } else if (knex.client.config.client === 'pg') {
    await knex.raw('alter table ?? alter column next_run_start_at drop not null', [table]);
  }
  if (await knex.schema.hasColumn(table, 'last_run_ended_at')) return;
  await knex.schema.alterTable(table, task => {
    task.text('last_run_error_json').nullable();
    task.dateTime('last_run_ended_at').nullable();
  });
}

/** Forgets all tasks; they are registered again at the next start. */
export async function down(knex: Knex): Promise<void> {
  await knex.schema.dropTable(table);
}
