import type { StatementRunner } from '@portico/backend-plugin-api';
import { nearestWords } from '@portico/config/loader';
import { listParameter } from '../database/batch.ts';
import { respellBeginning } from './respell-beginning.ts';

const mostSuggested = 5;
/** Of how many kinds and namespaces, and how many names of each that begin alike. */
const alike = { places: 100, names: 20 };
const respelt = { places: 10, names: 10 };
const shortestBeginning = 2;

/**
 * The refs that a ref without an entity may stand for: of the same name, of a
 * misspelt one, and of a longer one, those of the same kind and namespace
 * first. Only so many names are looked at: of those that begin alike, and if
 * none of them is near, of those whose beginning has a slip.
 */
export async function findSimilar(db: StatementRunner, ref: string): Promise<string[]> {
  const name = nameOf(ref);
  const place = ref.slice(0, ref.length - name.length);
  const refs = new Set<string>();
  for (const beginning of beginningsOf(name)) {
    for (const found of await findRefsBeginning(db, place, [beginning], alike)) refs.add(found);
  }
  if (nearNames(name, refs).length === 0) {
    for (const found of await findRefsBeginning(db, place, respellBeginning(name), respelt)) refs.add(found);
  }
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

/**
 * The refs whose names begin so, along the unique key of `catalog_refs`: in the place of the ref, and in those that
 * most entities are in.
 */
export function refsBeginningSql(dialect: StatementRunner['dialect'], most: typeof alike): string {
  const places = `(select cast(? as text) as place union all select * from (
      select d.kind || ':' || c.value || '/' as place
      from catalog_value_counts c join catalog_kinds d on d.id = c.kind_id
      where c.key_id = (select id from catalog_keys where search_key = 'metadata.namespace') and c.n > 0
      order by c.n desc limit ${most.places}
    ) fullest) p`;
  const last = dialect === 'sqlite' ? 'char(1114111)' : 'chr(1114111)';
  const found = `select ref from catalog_refs
      where ref >= p.place || b.value and ref < p.place || b.value || ${last} and uid is not null
      order by ref limit ${most.names}`;
  if (dialect === 'pg')
    return `select f.ref from ${places} cross join unnest(?::text[]) b(value) cross join lateral (${found}) f`;
  return `select e.value as ref from ${places} cross join json_each(?) b
    cross join json_each((select json_group_array(ref) from (${found}))) e`;
}

async function findRefsBeginning(
  db: StatementRunner,
  place: string,
  beginnings: readonly string[],
  most: typeof alike,
): Promise<string[]> {
  const rows = await db.all<{ ref: string }>(refsBeginningSql(db.dialect, most), [
    place,
    listParameter(db, beginnings),
  ]);
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
