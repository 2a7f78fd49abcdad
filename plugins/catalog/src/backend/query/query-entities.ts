import { allOf, type Condition } from './condition.ts';
import type { EntitySets } from './entity-sets.ts';
import { idsFrom, type IdSet } from './id-set.ts';
import type { IndexRequest } from './live-view.ts';
import type { FoundEntities } from './served-json.ts';
import { requestSortOrder, type SortOrder, type SortPosition } from './sort-order.ts';

/** A field to sort by, in lower case. */
export interface EntityOrder {
  key: string;
  direction: 'asc' | 'desc';
}

/** Which page of entities to find. */
export interface EntityPageRequest {
  condition: Condition;
  /** By their ids unless given. Entities that do not have the field are left out. */
  order?: EntityOrder | undefined;
  /** The place that the page follows, or precedes when read backwards. */
  from?: EntityPosition | undefined;
  backwards: boolean;
  limit: number;
  offset: number;
}

/** A place in the list: an entity, and the value that it is sorted by. */
export interface EntityPosition {
  value: string | null;
  id: number;
}

/** A page of entities, which are yet to be read. */
export interface EntityPage extends FoundEntities {
  /** Where the page begins and ends; absent when it is empty. */
  first?: EntityPosition;
  last?: EntityPosition;
  /** Whether there are more entities in the direction that was read. */
  hasMore: boolean;
  /** How many meet the condition, on all pages. */
  total: number;
}

// Every entity has these, and each one value.
const alwaysThere = new Set(['kind', 'metadata.name', 'metadata.namespace', 'metadata.uid', 'ref()']);

/**
 * Finds a page of entities. The sets and orders of the live view answer all of
 * it: whatever the filter and however rare what it finds, nothing is scanned.
 */
export async function queryEntities(sets: EntitySets, request: EntityPageRequest): Promise<EntityPage> {
  const { condition, requests, toResult } = prepare(sets, request);
  return sets.select<EntityPage, SortOrder[]>(condition, requests, toResult);
}

/** The same without waiting, as of a change that need not be the last. */
export function peekEntities(sets: EntitySets, request: EntityPageRequest): EntityPage | undefined {
  const { condition, requests, toResult } = prepare(sets, request);
  return sets.peek<EntityPage, SortOrder[]>(condition, requests, toResult);
}

interface Prepared {
  condition: Condition;
  requests: IndexRequest<SortOrder>[];
  toResult(set: IdSet, sorted?: SortOrder): EntityPage;
}

function prepare(sets: EntitySets, request: EntityPageRequest): Prepared {
  const { order, from, backwards, limit, offset } = request;
  const condition = order ? withField(request.condition, order.key) : request.condition;
  const most = offset + limit + 1;
  return {
    condition,
    requests: order ? [requestSortOrder(sets.index, order.key)] : [],
    toResult(set, sorted) {
      const direction = (order?.direction === 'desc') === backwards ? 'asc' : 'desc';
      const after = from && { after: toSortPosition(from) };
      const ids = sorted
        ? sorted.take({ within: set, ...after, direction, limit: most })
        : idsFrom(set, { from: from?.id, backwards, limit: most });
      return toPage(sets, { ...request, condition }, { ids, set, ...(sorted && { sorted }) });
    },
  };
}

function withField(condition: Condition, key: string): Condition {
  return alwaysThere.has(key) ? condition : allOf([condition, { op: 'valued', key }]);
}

function toSortPosition({ value, id }: EntityPosition): SortPosition {
  return { value: value ?? '', id };
}

function toPage(
  sets: EntitySets,
  { backwards, limit, offset, condition }: EntityPageRequest,
  found: { ids: readonly number[]; set: IdSet; sorted?: SortOrder },
): EntityPage {
  const ids = found.ids.slice(offset, offset + limit);
  if (backwards) ids.reverse();
  const positionOf = (id: number): EntityPosition => ({ value: found.sorted?.valueOf(id) ?? null, id });
  const [first] = ids;
  const last = ids.at(-1);
  return {
    ids,
    condition,
    seq: sets.seq,
    hasMore: limit > 0 && found.ids.length > offset + limit,
    total: found.set.count,
    ...(first !== undefined && { first: positionOf(first) }),
    ...(last !== undefined && { last: positionOf(last) }),
  };
}
