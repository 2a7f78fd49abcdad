import type { Knex } from 'knex';

/** Events that are kept for subscribers, and how far each has read. PostgreSQL only: elsewhere they are in memory. */
export async function up(knex: Knex): Promise<void> {
  if (knex.client.config.client !== 'pg' || (await knex.schema.hasTable('event_bus_events'))) return;
  await knex.schema.createTable('event_bus_events', event => {
    event.bigIncrements('id').primary();
    event.text('created_by').notNullable();
    event.dateTime('created_at').defaultTo(knex.fn.now()).notNullable();
    event.text('topic').notNullable().index('event_bus_events_topic_idx');
    event.text('data_json').notNullable();
    event.specificType('notified_subscribers', 'text ARRAY');
  });
  await knex.schema.createTable('event_bus_subscriptions', subscription => {
    subscription.string('id').primary().notNullable();
    subscription.text('created_by').notNullable();
    subscription.dateTime('created_at').defaultTo(knex.fn.now()).notNullable();
    subscription.dateTime('updated_at').defaultTo(knex.fn.now()).notNullable();
    subscription.bigInteger('read_until').notNullable();
    subscription.specificType('topics', 'text ARRAY');
  });
}

/** Forgets events and subscriptions; subscribers subscribe again by themselves. */
export async function down(knex: Knex): Promise<void> {
  await knex.schema.dropTableIfExists('event_bus_subscriptions');
  await knex.schema.dropTableIfExists('event_bus_events');
}
