import type { StatementRunner } from '@portico/backend-plugin-api';
import { nearestWords } from '@portico/config/loader';

const mostSuggested = 5;
const mostOfBeginning = 200;
const mostPlaces = 100;
const shortestBeginning = 2;

/**
 * The refs that a ref without an entity may stand for: of the same name, of a
 * misspelt one, and of a longer one, those of the same kind and namespace
 * first. Only so many names are looked at, of those that begin alike.
 */
export async function findSimilar(db: StatementRunner, ref: string): Promise<string[]> {
  const name = nameOf(ref);
  const place = ref.slice(0, ref.length - name.length);
  const refs = new Set<string>();
  for (const beginning of beginningsOf(name)) {
    for (const found of await findRefsBeginning(db, place, beginning)) refs.add(found);
  }
  const names = [...new Set([...refs].map(nameOf))];
  const longer = name.length > shortestBeginning ? names.filter(other => other.startsWith(name)) : [];
  const wanted = [...new Set([...nearestWords(name, names), ...longer])];
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
 * The refs whose names begin so, along the unique key of `catalog_refs`: first those in the place of the ref, then
 * those in the places that most entities are in.
 */
export const refsBeginningSql = `select r.ref from (
    select cast(? as text) as place union all select * from (
      select d.kind || ':' || c.value || '/' as place
      from catalog_value_counts c join catalog_kinds d on d.id = c.kind_id
      where c.key_id = (select id from catalog_keys where search_key = 'metadata.namespace') and c.n > 0
      order by c.n desc limit ${mostPlaces}
    ) others
  ) p cross join catalog_refs r
  where r.ref >= p.place || ? and r.ref < p.place || ? and r.uid is not null limit ${mostOfBeginning}`;

async function findRefsBeginning(db: StatementRunner, place: string, beginning: string): Promise<string[]> {
  const rows = await db.all<{ ref: string }>(refsBeginningSql, [place, beginning, `${beginning}\u{10ffff}`]);
  return rows.map(row => row.ref);
}

function nameOf(ref: string): string {
  return ref.slice(ref.indexOf('/') + 1);
}
