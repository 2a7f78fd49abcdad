import { InputError } from '@portico/errors';
import { z } from 'zod';
import type { LocationRow } from '../database/locations.ts';
import { type Condition, toSearched } from '../query/condition.ts';
import { meets } from '../query/entity-attributes.ts';
import { parseFilterPredicate } from '../query/filter-predicate.ts';
import { decodeJsonCursor, encodeJsonCursor } from '../query/json-cursor.ts';

const cursorSchema = z.object({
  limit: z.number().int().min(1),
  afterId: z.string().optional(),
  query: z.unknown().optional(),
});

type LocationCursor = z.infer<typeof cursorSchema>;

/** A page of locations. */
export interface LocationPage {
  items: LocationRow[];
  totalItems: number;
  pageInfo: { nextCursor?: string };
}

const defaultLimit = 1_000;

/**
 * Answers with a page of locations, which are given in the order of their ids.
 *
 * @throws InputError for a cursor or a predicate that cannot be read.
 */
export function queryLocations(
  locations: readonly LocationRow[],
  request: { limit?: number | undefined; cursor?: string | undefined; query?: unknown },
): LocationPage {
  const { limit, afterId, query }: LocationCursor =
    request.cursor === undefined
      ? { limit: request.limit ?? defaultLimit, query: request.query }
      : decodeJsonCursor(request.cursor, cursorSchema);
  const condition = query === undefined ? undefined : parseFilterPredicate(query);
  if (condition) assertKnownKeys(condition);
  const matching = condition
    ? locations.filter(location => meets(attributesOf(location), condition))
    : locations;
  const rest = afterId === undefined ? matching : matching.filter(({ id }) => id > afterId);
  const items = rest.slice(0, limit);
  const last = items.at(-1);
  const next: LocationCursor | undefined =
    last && rest.length > limit ? { limit, afterId: last.id, query } : undefined;
  return {
    items,
    totalItems: matching.length,
    pageInfo: next ? { nextCursor: encodeJsonCursor(next) } : {},
  };
}

const keys = ['id', 'type', 'target', 'entityRef'];
const knownKeys = new Set(keys.map(toSearched));

function assertKnownKeys(condition: Condition): void {
  if (condition.op === 'every' || condition.op === 'none') return;
  if ('of' in condition) [condition.of].flat().forEach(assertKnownKeys);
  else if (!knownKeys.has(condition.key)) {
    throw new InputError(`Locations have no '${condition.key}' to query by; they have ${keys.join(', ')}`);
  }
}

function attributesOf(location: LocationRow): Parameters<typeof meets>[0] {
  const values = new Map(
    Object.entries(location).map(([key, value]) => [key.toLowerCase(), toSearched(value)]),
  );
  return {
    of(key) {
      const value = values.get(key);
      return value === undefined ? [] : [{ key, value, original: null, item: 0 }];
    },
  };
}
