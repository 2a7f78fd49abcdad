import type { StatementRunner } from '@portico/backend-plugin-api';
import type { Entity } from '@portico/catalog-model';
import { parseColumn, segmentSize } from '../database/attribute-columns.ts';
import { buildIndexRows, NO_VALUE } from '../stitch/index-rows.ts';

/** All that contradicts itself in the tables of a catalog at rest; empty if nothing does. */
export async function findContradictions(db: StatementRunner): Promise<string[]> {
  const served = await readServed(db);
  return [
    ...(await compareColumns(db, served)),
    ...(await compare(db, 'value_counts', valueCountsSql, await valueCountsOf(db, served))),
    ...(await compare(db, 'key_counts', keyCountsSql, keyCountsOf(served))),
    ...(await compare(db, 'relations', relationsSql, relationsOf(served))),
    ...(await expectNone(db, 'waits to be stitched', 'select id as ref from catalog_stitch_queue')),
    ...(await expectNone(
      db,
      'is wanted, was in order and is not served',
      `select r.ref from catalog_refs r join catalog_states s on s.id = r.id
       left join catalog_entities e on e.id = r.id where s.processed is not null and e.id is null`,
    )),
    ...(await expectNone(
      db,
      'is served and not wanted',
      `select r.ref from catalog_entities e join catalog_refs r on r.id = e.id where r.uid is null`,
    )),
    ...(await expectNone(
      db,
      'has no state',
      `select r.ref from catalog_refs r left join catalog_states s on s.id = r.id where r.uid is not null and s.id is null`,
    )),
    ...(await expectNone(
      db,
      'has a state and is not wanted',
      `select r.ref from catalog_states s join catalog_refs r on s.id = r.id where r.uid is null`,
    )),
  ];
}

interface Served {
  id: number;
  entity: Entity;
}

async function readServed(db: StatementRunner): Promise<Served[]> {
  const rows = await db.all<{ id: number; json: string }>('select id, json from catalog_entities');
  return rows.map(({ id, json }) => ({ id, entity: JSON.parse(json) as Entity }));
}

async function compare(
  db: StatementRunner,
  table: string,
  sql: string,
  expected: Map<string, number>,
): Promise<string[]> {
  const rows = await db.all<{ line: string; n: number }>(sql);
  return findDifferences(table, new Map(rows.map(row => [row.line, row.n])), expected);
}

function findDifferences(
  table: string,
  stored: ReadonlyMap<string, number>,
  expected: ReadonlyMap<string, number>,
): string[] {
  const differences: string[] = [];
  for (const [line, n] of expected) {
    if (stored.get(line) !== n)
      differences.push(`${table}: '${line}' is ${stored.get(line) ?? 0} times there, not ${n}`);
  }
  for (const [line, n] of stored) {
    if (!expected.has(line)) differences.push(`${table}: '${line}' is ${n} times there, and should not be`);
  }
  return differences.slice(0, 10);
}

async function expectNone(db: StatementRunner, what: string, sql: string): Promise<string[]> {
  return (await db.all<{ ref: string }>(sql)).slice(0, 5).map(row => `'${row.ref}' ${what}`);
}

async function compareColumns(db: StatementRunner, served: readonly Served[]): Promise<string[]> {
  const rows = await db.all<{ search_key: string; segment: number; body: string }>(
    'select k.search_key, c.segment, c.body from catalog_columns c join catalog_keys k on k.id = c.key_id',
  );
  const stored = new Map<string, number>();
  for (const { search_key: key, segment, body } of rows) {
    const entries = parseColumn(body);
    if (entries.length === 0) increase(stored, `${key}|nothing in segment ${segment}`);
    const places = new Set(entries.map(([value, original, item]) => JSON.stringify([value, original, item])));
    if (places.size < entries.length) increase(stored, `${key}|the same twice in segment ${segment}`);
    for (const [value, original, item, ...offsets] of entries) {
      for (const offset of offsets)
        increase(stored, `${key}|${value}|${segment * segmentSize + offset}|${original ?? ''}|${item}`);
    }
  }
  return findDifferences('columns', stored, indexOf(served));
}

function indexOf(served: readonly Served[]): Map<string, number> {
  return new Map(
    served.flatMap(({ id, entity }) =>
      [...buildIndexRows(entity).values()].map(({ key, value, original, item }): [string, number] => [
        `${key}|${value}|${id}|${original ?? ''}|${item}`,
        1,
      ]),
    ),
  );
}

const valueCountsSql = `select k.search_key || '|' || d.kind || '|' || c.value || '|' || c.original as line, c.n
  from catalog_value_counts c join catalog_keys k on k.id = c.key_id join catalog_kinds d on d.id = c.kind_id`;

async function valueCountsOf(db: StatementRunner, served: readonly Served[]): Promise<Map<string, number>> {
  const rows = await db.all<{ search_key: string }>('select search_key from catalog_keys where counted = 0');
  const uncounted = new Set(rows.map(row => row.search_key));
  const counts = new Map<string, number>();
  for (const { entity } of served) {
    for (const { key, value, original } of buildIndexRows(entity).values()) {
      if (value === NO_VALUE || uncounted.has(key)) continue;
      increase(counts, `${key}|${entity.kind.toLowerCase()}|${value}|${original ?? value}`);
    }
  }
  return counts;
}

const keyCountsSql = `select k.search_key || '|' || d.kind as line, c.n
  from catalog_key_counts c join catalog_keys k on k.id = c.key_id join catalog_kinds d on d.id = c.kind_id`;

function keyCountsOf(served: readonly Served[]): Map<string, number> {
  const counts = new Map<string, number>();
  for (const { entity } of served) {
    const keys = new Set([...buildIndexRows(entity).values()].map(row => row.key));
    for (const key of keys) increase(counts, `${key}|${entity.kind.toLowerCase()}`);
  }
  return counts;
}

const relationsSql = `select s.id || '|' || t.type || '|' || r.ref as line, 1 as n
  from catalog_relations l join catalog_refs s on s.id = l.source_id join catalog_entities e on e.id = l.source_id
  join catalog_relation_types t on t.id = l.type_id join catalog_refs r on r.id = l.target_id`;

function relationsOf(served: readonly Served[]): Map<string, number> {
  return new Map(
    served.flatMap(({ id, entity }) =>
      (entity.relations ?? []).map(({ type, targetRef }): [string, number] => [
        `${id}|${type}|${targetRef}`,
        1,
      ]),
    ),
  );
}

function increase(counts: Map<string, number>, key: string): void {
  counts.set(key, (counts.get(key) ?? 0) + 1);
}
