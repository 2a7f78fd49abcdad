import type { Knex } from 'knex';

/** Creates the tables of the catalog. `docs/decisions/010-catalog-storage.md` says what each is for. */
export async function up(knex: Knex): Promise<void> {
  const isPostgres = knex.client.config.client === 'pg';
  const statements = isPostgres ? toPostgres(tables) : tables;
  for (const statement of statements) await knex.raw(statement);
  if (await knex.schema.hasTable('refresh_state')) await takeOverLocations(knex);
  else for (const statement of isPostgres ? viewsOnPostgres : viewsOnSqlite) await knex.raw(statement);
}

/** Drops everything. */
export async function down(knex: Knex): Promise<void> {
  // Where the catalog of an earlier portal is, they are its tables.
  if (!(await knex.schema.hasTable('refresh_state_references'))) {
    for (const view of ['final_entities', 'refresh_state']) await knex.raw(`drop view if exists ${view}`);
    if (knex.client.config.client === 'pg') await knex.raw('drop function if exists catalog_remove_state');
  }
  const names = tables.flatMap(statement => /^create table (\w+)/.exec(statement)?.[1] ?? []);
  for (const name of names.reverse()) await knex.raw(`drop table ${name}`);
}

// `without rowid` clusters a SQLite table on its primary key. Times are milliseconds since 1970, in a type
// that both drivers give as a number.
const tables = [
  `create table catalog_refs (
    id integer primary key,
    ref text not null unique,
    uid text unique,
    input_hash text,
    location_key text
  )`,
  `create table catalog_states (
    id integer primary key,
    unprocessed text not null,
    processed text,
    emitted text,
    result_hash text,
    errors text,
    cache text,
    trail text,
    processed_at real,
    succeeded_at real
  )`,
  `create table catalog_checks (
    id integer primary key,
    due_at real not null,
    claim text,
    attempts integer not null default 0,
    cause text,
    actor text
  )`,
  `create index catalog_checks_due on catalog_checks (due_at)`,

  `create table catalog_sources (
    id integer primary key,
    source_key text not null unique,
    mutated_at real,
    summary text
  )`,
  `create table catalog_provider_references (
    source_id integer not null,
    id integer not null,
    primary key (source_id, id)
  ) without rowid`,
  `create index catalog_provider_references_id on catalog_provider_references (id)`,
  `create table catalog_parent_references (
    parent_id integer not null,
    id integer not null,
    primary key (parent_id, id)
  ) without rowid`,
  `create index catalog_parent_references_id on catalog_parent_references (id)`,
  `create table catalog_orphans (
    id integer primary key,
    since real not null
  )`,
  `create table catalog_refresh_keys (
    refresh_key text not null,
    id integer not null,
    primary key (refresh_key, id)
  ) without rowid`,
  `create index catalog_refresh_keys_id on catalog_refresh_keys (id)`,
  `create table catalog_refusals (
    ref text not null,
    claimant text not null,
    reason text not null,
    detail text not null,
    at real not null,
    primary key (ref, claimant)
  ) without rowid`,
  `create index catalog_refusals_claimant on catalog_refusals (claimant)`,
  `create table catalog_held_mutations (
    source_id integer primary key,
    held_at real not null,
    seen_at real not null,
    owned integer not null,
    removals text not null
  )`,

  `create table catalog_relation_types (
    id integer primary key,
    type text not null unique
  )`,
  `create table catalog_relations (
    source_id integer not null,
    type_id integer not null,
    target_id integer not null,
    origin_id integer not null,
    primary key (source_id, type_id, target_id, origin_id)
  ) without rowid`,
  `create table catalog_stitch_queue (
    id integer primary key,
    cause text,
    actor text
  )`,

  `create table catalog_kinds (
    id integer primary key,
    kind text not null unique
  )`,
  `create table catalog_entities (
    id integer primary key,
    kind_id integer not null,
    etag text not null,
    json text not null
  )`,
  `create table catalog_keys (
    id integer primary key,
    search_key text not null unique,
    counted integer not null default 1
  )`,
  `create table catalog_search (
    key_id integer not null,
    value text not null,
    entity_id integer not null,
    original text,
    item integer not null,
    primary key (key_id, value, entity_id)
  ) without rowid`,
  `create table catalog_value_counts (
    key_id integer not null,
    kind_id integer not null,
    value text not null,
    original text not null,
    n integer not null,
    primary key (key_id, kind_id, value, original)
  ) without rowid`,
  `create table catalog_key_counts (
    key_id integer not null,
    kind_id integer not null,
    n integer not null,
    primary key (key_id, kind_id)
  ) without rowid`,

  `create table catalog_changes (
    seq integer primary key autoincrement,
    entity_id integer not null,
    at real not null,
    action text not null,
    cause text,
    actor text,
    etag text,
    body text
  )`,
  `create index catalog_changes_entity on catalog_changes (entity_id, seq)`,

  `create table catalog_locations (
    id text primary key,
    type text not null,
    target text not null,
    entity_ref text not null,
    unique (type, target)
  )`,
];

/** PostgreSQL draws its own ids, compares texts byte by byte as SQLite does, and can tell which changes are committed. */
function toPostgres(sqlite: string[]): string[] {
  const translated = sqlite.map(statement =>
    statement
      .replace('integer primary key autoincrement', 'bigint generated by default as identity primary key')
      .replace(
        /^create table (catalog_(?:refs|sources|relation_types|kinds|keys)) \(\n    id integer primary key/,
        'create table $1 (\n    id integer generated by default as identity primary key',
      )
      .replaceAll(' real', ' double precision')
      .replaceAll(/^( +\w+) text\b/gm, '$1 text collate "C"')
      .replace(') without rowid', ')'),
  );
  return [
    ...translated,
    'alter table catalog_changes add column xid bigint not null default (pg_current_xact_id()::text::bigint)',
    'create index catalog_changes_xid on catalog_changes (xid)',
  ];
}

/** The database has the catalog of an earlier portal: what was registered there stays registered. */
async function takeOverLocations(knex: Knex): Promise<void> {
  const rows: { id: string; type: string; target: string }[] = await knex('locations').whereNot(
    'type',
    'bootstrap',
  );
  for (const { id, type, target } of rows) {
    const digest = await crypto.subtle.digest('SHA-1', new TextEncoder().encode(`${type}:${target}`));
    const hash = Buffer.from(digest).toString('hex');
    const location = { id, type, target, entity_ref: `location:default/generated-${hash}` };
    await knex('catalog_locations').insert(location).onConflict(['type', 'target']).ignore();
  }
}

// Published modules ask these for entities that could not be processed, and delete them here.
const views = [
  `create view refresh_state as
    select r.uid as entity_id, r.ref as entity_ref, s.unprocessed as unprocessed_entity, r.input_hash as unprocessed_hash,
      s.processed as processed_entity, s.result_hash, s.cache, c.due_at as next_update_at,
      s.processed_at as last_discovery_at, coalesce(s.errors, '[]') as errors, r.location_key
    from catalog_states s join catalog_refs r on r.id = s.id left join catalog_checks c on c.id = s.id`,
  `create view final_entities as
    select r.uid as entity_id, r.ref as entity_ref, e.etag as hash, e.json as final_entity
    from catalog_refs r join catalog_states s on s.id = r.id left join catalog_entities e on e.id = r.id
    where e.id is not null or s.errors is not null`,
];

const removeState = `
    insert into catalog_stitch_queue (id, cause)
      select id, 'api:delete' from catalog_refs where uid = old.entity_id on conflict do nothing;
    delete from catalog_provider_references where id = (select id from catalog_refs where uid = old.entity_id);
    delete from catalog_parent_references where id = (select id from catalog_refs where uid = old.entity_id);
    delete from catalog_checks where id = (select id from catalog_refs where uid = old.entity_id);
    delete from catalog_states where id = (select id from catalog_refs where uid = old.entity_id);
    update catalog_refs set uid = null, input_hash = null, location_key = null where uid = old.entity_id;`;

const viewsOnSqlite = [
  ...views,
  `create trigger refresh_state_delete instead of delete on refresh_state begin ${removeState} end`,
];

const viewsOnPostgres = [
  ...views,
  `create function catalog_remove_state() returns trigger language plpgsql as $$ begin ${removeState} return old; end $$`,
  `create trigger refresh_state_delete instead of delete on refresh_state
    for each row execute function catalog_remove_state()`,
];
