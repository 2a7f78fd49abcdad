import type { StatementRunner } from '@portico/backend-plugin-api';
import { nearestWords } from '@portico/config/loader';
import { listParameter } from '../database/batch.ts';
import { respellBeginning } from './respell-beginning.ts';

const mostSuggested = 5;
const mostOfBeginning = 200;
const mostOfRespelt = 10;
const shortestBeginning = 2;
const nameKeySql = "(select id from catalog_keys where search_key = 'metadata.name')";

/**
 * The refs that a ref without an entity may stand for: of the same name, of a
 * misspelt one, and of a longer one, those of the same kind and namespace
 * first. Only so many names are looked at: of those that begin alike, and if
 * none of them is near, of those whose beginning has a slip.
 */
export async function findSimilar(db: StatementRunner, ref: string): Promise<string[]> {
  const name = nameOf(ref);
  const refs = new Set<string>();
  for (const beginning of beginningsOf(name)) {
    for (const found of await findRefsBeginning(db, beginning)) refs.add(found);
  }
  if (nearNames(name, refs).length === 0) {
    for (const found of await findRefsBeginningAny(db, respellBeginning(name))) refs.add(found);
  }
  const place = ref.slice(0, ref.length - name.length);
  const wanted = nearNames(name, refs);
  const ofName = Map.groupBy([...refs].toSorted(), nameOf);
  const isElsewhere = (found: string): number => (found.startsWith(place) ? 0 : 1);
  return wanted
    .flatMap(near => (ofName.get(near) ?? []).toSorted((a, b) => isElsewhere(a) - isElsewhere(b)))
    .slice(0, mostSuggested);
}

/** A slip late in the name leaves a long beginning, which few share; one early in it a short one. */
function beginningsOf(name: string): string[] {
  const lengths = [1, 0.75, 0.5, 0.25].map(part => Math.ceil(name.length * part));
  const long = lengths.map(length => Math.max(length, shortestBeginning));
  return [...new Set([...long, shortestBeginning + 1, shortestBeginning])]
    .map(length => name.slice(0, length))
    .filter((beginning, index, all) => all.indexOf(beginning) === index);
}

async function findRefsBeginning(db: StatementRunner, beginning: string): Promise<string[]> {
  const rows = await db.all<{ ref: string }>(
    // Index: the primary key of catalog_search.
    `select r.ref from (
       select s.entity_id from catalog_search s
       where s.key_id = ${nameKeySql} and s.value >= ? and s.value < ? order by s.value limit ${mostOfBeginning}
     ) found join catalog_refs r on r.id = found.entity_id where r.uid is not null`,
    [beginning, `${beginning}\u{10ffff}`],
  );
  return rows.map(row => row.ref);
}

/** A search for each of the beginnings, in their order, within one statement. */
async function findRefsBeginningAny(db: StatementRunner, beginnings: readonly string[]): Promise<string[]> {
  const found =
    db.dialect === 'sqlite'
      ? `select e.value as id from json_each(?) b, json_each((
           select json_group_array(entity_id) from (
             select entity_id from catalog_search where key_id = ${nameKeySql}
               and value >= b.value and value < b.value || char(1114111) order by value limit ${mostOfRespelt}
           ))) e`
      : `select s.entity_id as id from unnest(?::text[]) b(value) cross join lateral (
           select entity_id from catalog_search where key_id = ${nameKeySql}
             and value >= b.value collate "C" and value < (b.value || chr(1114111)) collate "C"
           order by value limit ${mostOfRespelt}
         ) s`;
  const rows = await db.all<{ ref: string }>(
    // Index: the primary key of catalog_search, once for each beginning.
    `select r.ref from (${found}) found join catalog_refs r on r.id = found.id where r.uid is not null`,
    [listParameter(db, beginnings)],
  );
  return rows.map(row => row.ref);
}

function nearNames(name: string, refs: Iterable<string>): string[] {
  const names = [...new Set([...refs].map(nameOf))];
  const longer = name.length > shortestBeginning ? names.filter(other => other.startsWith(name)) : [];
  return [...new Set([...nearestWords(name, names), ...longer])];
}

function nameOf(ref: string): string {
  return ref.slice(ref.indexOf('/') + 1);
}
