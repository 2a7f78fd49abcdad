import type { Knex } from 'knex';

/** Notes since when an entity waits to be stitched, by the clock of the database. */
export async function up(knex: Knex): Promise<void> {
  if (knex.client.config.client === 'pg') {
    await knex.raw(
      `alter table catalog_stitch_queue add column queued_at double precision not null
       default (extract(epoch from clock_timestamp()) * 1000)`,
    );
    return;
  }
  // SQLite adds no column whose default is an expression.
  await replaceQueue(knex, `queued_at real not null default (unixepoch('subsec') * 1000)`);
}

/** Forgets it again. */
export async function down(knex: Knex): Promise<void> {
  if (knex.client.config.client === 'pg') {
    await knex.raw('alter table catalog_stitch_queue drop column queued_at');
    return;
  }
  await replaceQueue(knex);
}

// A trigger names the table, so that it cannot be renamed.
async function replaceQueue(knex: Knex, ...added: string[]): Promise<void> {
  const columns = ['id integer primary key', 'cause text', 'actor text', ...added].join(', ');
  await knex.raw(
    'create table catalog_stitch_queue_before as select id, cause, actor from catalog_stitch_queue',
  );
  await knex.raw('drop table catalog_stitch_queue');
  await knex.raw(`create table catalog_stitch_queue (${columns})`);
  await knex.raw(
    'insert into catalog_stitch_queue (id, cause, actor) select id, cause, actor from catalog_stitch_queue_before',
  );
  await knex.raw('drop table catalog_stitch_queue_before');
}
