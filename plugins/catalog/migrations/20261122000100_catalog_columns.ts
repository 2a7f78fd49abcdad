import type { Knex } from 'knex';

/**
 * The attribute index by columns: `docs/decisions/010-catalog-storage.md`. What was a row for each value of each
 * entity becomes a row for what 64 entities have under a key.
 */
export async function up(knex: Knex): Promise<void> {
  const isPostgres = knex.client.config.client === 'pg';
  // An instance of an earlier version may still run: what it adds to a key that was moved already would be lost.
  if (isPostgres) await knex.raw('lock table catalog_search in access exclusive mode');
  await knex.raw(isPostgres ? postgresTable : sqliteTable);
  // To compress a body again and again would take longer than all else.
  if (isPostgres) await knex.raw('alter table catalog_columns alter column body set storage external');
  if (isPostgres) await knex.raw('alter table catalog_columns set (toast_tuple_target = 8160)');
  const keys: { id: number }[] = await knex('catalog_keys').select('id').orderBy('id');
  for (const { id } of keys) await moveKey(knex, id);
  await knex.raw('drop table catalog_search');
}

/** Goes back to a row for each value. */
export async function down(knex: Knex): Promise<void> {
  const isPostgres = knex.client.config.client === 'pg';
  await knex.raw(isPostgres ? postgresRows : sqliteRows);
  const columns = knex('catalog_columns').select('key_id', 'segment', 'body').orderBy(['key_id', 'segment']);
  for (const { key_id: keyId, segment, body } of (await columns) as Column[]) {
    const rows = (JSON.parse(body) as Entry[]).flatMap(([value, original, item, ...offsets]) =>
      offsets.map(offset => ({
        key_id: keyId,
        value,
        entity_id: segment * segmentSize + offset,
        original,
        item,
      })),
    );
    for (let start = 0; start < rows.length; start += rowsAtOnce) {
      await knex('catalog_search').insert(rows.slice(start, start + rowsAtOnce));
    }
  }
  await knex.raw('drop table catalog_columns');
}

const sqliteTable = `create table catalog_columns (
    key_id integer not null,
    segment integer not null,
    body text not null,
    primary key (key_id, segment)
  ) without rowid`;
const postgresTable = `create table catalog_columns (
    key_id integer not null,
    segment integer not null,
    body text collate "C" not null,
    primary key (key_id, segment)
  )`;
const sqliteRows = `create table catalog_search (
    key_id integer not null,
    value text not null,
    entity_id integer not null,
    original text,
    item integer not null,
    primary key (key_id, value, entity_id)
  ) without rowid`;
const postgresRows = `create table catalog_search (
    key_id integer not null,
    value text collate "C" not null,
    entity_id integer not null,
    original text collate "C",
    item integer not null,
    primary key (key_id, value, entity_id)
  )`;

const segmentSize = 64;
// A statement of SQLite may have 32,766 parameters.
const rowsAtOnce = 1_000;

interface Row {
  entity_id: number;
  value: string;
  original: string | null;
  item: number;
}

interface Column {
  key_id: number;
  segment: number;
  body: string;
}

type Entry = [value: string, original: string | null, item: number, ...offsets: number[]];

/** Of one key after the other: all values of one are in memory for a while. */
async function moveKey(knex: Knex, keyId: number): Promise<void> {
  const rows = (await knex('catalog_search')
    .select('entity_id', 'value', 'original', 'item')
    .where('key_id', keyId)) as Row[];
  const segments = Map.groupBy(rows, row => Math.floor(row.entity_id / segmentSize));
  const columns = [...segments].map(([segment, of]) => ({ key_id: keyId, segment, body: toBody(of) }));
  for (let start = 0; start < columns.length; start += rowsAtOnce) {
    await knex('catalog_columns').insert(columns.slice(start, start + rowsAtOnce));
  }
}

function toBody(rows: readonly Row[]): string {
  const entries = new Map<string, Entry>();
  for (const { entity_id: id, value, original, item } of rows) {
    const name = JSON.stringify([value, original, item]);
    const entry = entries.get(name) ?? [value, original, item];
    entries.set(name, entry);
    entry.push(id % segmentSize);
  }
  return JSON.stringify([...entries.values()]);
}
