import type { Knex } from 'knex';

/** Creates the tables of the catalog. `docs/decisions/010-catalog-storage.md` says what each is for. */
export async function up(knex: Knex): Promise<void> {
  const isPostgres = knex.client.config.client === 'pg';
  const statements = isPostgres ? toPostgres(tables) : tables;
  for (const statement of statements) await knex.raw(statement);
}

/** Drops everything. */
export async function down(knex: Knex): Promise<void> {
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
