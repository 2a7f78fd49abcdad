import type { StatementRunner } from '@portico/backend-plugin-api';
import { inList, listParameter } from '../database/batch.ts';
import { type Condition, toSearched } from './condition.ts';
import { splitKey } from './entity-attributes.ts';
import type { EntitySets } from './entity-sets.ts';
import { byValue, type FacetColumn, type FacetCount, requestFacetColumn } from './facet-column.ts';

/** Counts of all entities with a value, from the primary key of `catalog_value_counts`. */
export const keptFacetsSql = `select original as value, cast(sum(n) as double precision) as count
  from catalog_value_counts where key_id = ? group by original`;

/** As {@link keptFacetsSql}, of one kind. */
export const keptFacetsOfKindSql = `select c.original as value, cast(sum(c.n) as double precision) as count
  from catalog_value_counts c join catalog_kinds k on k.id = c.kind_id
  where c.key_id = ? and k.kind = ? group by c.original`;

/**
 * Counts the values that entities have under each of the facets, in the order
 * of the values. Counts of all entities, and of one kind, are kept in the
 * database; others are taken from the live view.
 */
export async function countFacets(
  db: StatementRunner,
  sets: EntitySets,
  request: { facets: readonly string[]; condition: Condition },
): Promise<Map<string, FacetCount[]>> {
  const { facets, condition } = request;
  const counts = new Map<string, FacetCount[]>();
  const live: string[] = [];
  for (const facet of new Set(facets)) {
    const kept = await readKeptCounts(db, toSearched(facet), condition);
    if (kept) counts.set(facet, kept);
    else live.push(facet);
  }
  if (live.length === 0) return counts;
  const requests = live.map(facet => requestFacetColumn(sets.index, toSearched(facet)));
  await sets.select<void, FacetColumn[]>(condition, requests, (set, ...columns) => {
    for (const [position, facet] of live.entries()) counts.set(facet, columns[position]?.count(set) ?? []);
  });
  return counts;
}

interface KeyRow {
  id: number;
  counted: number;
  isItem: number;
}

/** Finds a key, and whether it may also name an item of a list, which is not counted as such. */
function keySql(db: StatementRunner): string {
  return `select k.id, k.counted,
    case when exists (select 1 from catalog_keys l where l.search_key ${inList(db, 'text')}) then 1 else 0 end as "isItem"
    from catalog_keys k where k.search_key = ?`;
}

async function readKeptCounts(
  db: StatementRunner,
  key: string,
  condition: Condition,
): Promise<FacetCount[] | undefined> {
  const kind = condition.op === 'is' && condition.key === 'kind' ? condition.value : undefined;
  if (condition.op === 'none') return [];
  if (condition.op !== 'every' && kind === undefined) return undefined;
  const lists = splitKey(key).map(([list]) => list);
  const row = await db.get<KeyRow>(keySql(db), [listParameter(db, lists), key]);
  if (row?.counted !== 1 || row.isItem === 1) return undefined;
  const rows =
    kind === undefined
      ? await db.all<FacetCount>(keptFacetsSql, [row.id])
      : await db.all<FacetCount>(keptFacetsOfKindSql, [row.id, kind]);
  return rows.filter(({ count }) => count > 0).sort(byValue);
}
