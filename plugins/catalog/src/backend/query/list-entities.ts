import type { Condition } from './condition.ts';
import type { EntitySets } from './entity-sets.ts';
import { idsFrom, type IdSet } from './id-set.ts';
import type { EntityOrder } from './query-entities.ts';
import type { FoundEntities } from './served-json.ts';
import { requestSortOrder, type SortOrder } from './sort-order.ts';

/** Which entities to list. */
export interface EntityListRequest {
  condition: Condition;
  /** The fields to sort by; entities that do not have one come last. By their ids when there are none. */
  orders: readonly EntityOrder[];
  offset: number;
  /** All unless given. */
  limit?: number | undefined;
}

/** The list, which is yet to be read. */
export interface EntityList extends FoundEntities {
  hasMore: boolean;
}

/** Lists entities from an offset on. */
export async function listEntities(sets: EntitySets, request: EntityListRequest): Promise<EntityList> {
  const { condition, orders, offset, limit = Infinity } = request;
  const requests = orders.map(order => requestSortOrder(sets.index, order.key));
  return sets.select<EntityList, SortOrder[]>(condition, requests, (set, ...sorted) => {
    const ids = sortIds(set, orders, sorted, offset + limit + 1);
    return {
      ids: ids.slice(offset, offset + limit),
      condition,
      seq: sets.seq,
      hasMore: ids.length > offset + limit,
    };
  });
}

function sortIds(
  set: IdSet,
  orders: readonly EntityOrder[],
  sorted: readonly SortOrder[],
  limit: number,
): number[] {
  const [first] = orders;
  const [byFirst] = sorted;
  if (!first || !byFirst) return idsFrom(set, { limit });
  if (orders.length > 1) return sortByAll(set, orders, sorted);
  const ids = byFirst.take({ within: set, direction: first.direction, limit });
  if (ids.length === limit || ids.length === set.count) return ids;
  return [...ids, ...idsFrom(set, { limit: Infinity }).filter(id => byFirst.valueOf(id) === undefined)];
}

/** Sorts by the first order, what is equal there by the second, and so on. */
function sortByAll(set: IdSet, orders: readonly EntityOrder[], sorted: readonly SortOrder[]): number[] {
  const ranks = sorted.map((order, position) => rankValues(order, orders[position]?.direction ?? 'asc'));
  return idsFrom(set, { limit: Infinity }).sort((a, b) => {
    for (const rank of ranks) {
      const left = rank.get(a) ?? Infinity;
      const right = rank.get(b) ?? Infinity;
      if (left !== right) return left < right ? -1 : 1;
    }
    return a - b;
  });
}

/** The place of each entity's value among all values; the same for equal ones. */
function rankValues(order: SortOrder, direction: 'asc' | 'desc'): Map<number, number> {
  const ranks = new Map<number, number>();
  let last: string | undefined;
  let rank = 0;
  for (const id of order.take({ direction, limit: Infinity })) {
    const value = order.valueOf(id);
    if (value !== last) rank += 1;
    last = value;
    ranks.set(id, rank);
  }
  return ranks;
}
