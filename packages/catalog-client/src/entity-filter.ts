import { InputError } from '@portico/errors';

/** Stands for "any value" in an {@link EntityFilterQuery}: the key need only be there. */
export const CATALOG_FILTER_EXISTS: unique symbol = Symbol.for(
  'CATALOG_FILTER_EXISTS_0e15b590c0b343a2bae3e787e84c2111',
);

// Any symbol, since TypeScript widens the one that is meant wherever it stands in an object.
type FilterValue = string | symbol;
type FilterRecord = Record<string, FilterValue | readonly FilterValue[]>;

/**
 * Which entities to answer with. The keys of a record are dotted paths and must
 * all match; of several values for one key, one must match. Of several records,
 * one must match. The case of letters does not count.
 */
export type EntityFilterQuery = FilterRecord | readonly FilterRecord[];

/** A value that a filter compares with. */
export type FilterPredicatePrimitive = string | number | boolean;

/** What the value under a dotted path must be. */
export type FilterPredicateValue =
  | FilterPredicatePrimitive
  | { $exists: boolean }
  | { $in: FilterPredicatePrimitive[] }
  | { $contains: FilterPredicate }
  | { $hasPrefix: string };

/** A condition on entities or locations, with operators. The keys of a plain object are dotted paths and must all match. */
export type FilterPredicate =
  | FilterPredicatePrimitive
  | { $all: FilterPredicate[] }
  | { $any: FilterPredicate[] }
  | { $not: FilterPredicate }
  | { [path: string]: FilterPredicateValue };

/** Writes a filter as the values of the query parameter `filter`. */
export function toFilterParams(filter: EntityFilterQuery = []): string[] {
  return listRecords(filter)
    .map(record =>
      Object.entries(record)
        .flatMap(([key, value]) =>
          listValues(value).map(one => (typeof one === 'string' ? `${key}=${one}` : key)),
        )
        .join(','),
    )
    .filter(statement => statement !== '');
}

/**
 * Whether a filter cannot go into query parameters: a comma, or blanks at an
 * end, would be read as part of the grammar, and URLs must not get too long.
 */
export function needsPredicate(filter: EntityFilterQuery = []): boolean {
  const texts = listRecords(filter).flatMap(record =>
    Object.entries(record).flatMap(([key, value]) => [key, ...listValues(value)]),
  );
  const words = texts.filter(text => typeof text === 'string');
  const isPlain = words.every(word => !word.includes(',') && word === word.trim());
  return !isPlain || words.join('').length > 4000;
}

/** Writes a filter as a predicate that says the same. */
export function toPredicate(filter: EntityFilterQuery): FilterPredicate {
  const [first, ...others] = listRecords(filter).map(recordToPredicate);
  if (first === undefined) return { $all: [] };
  return others.length === 0 ? first : { $any: [first, ...others] };
}

/** Both conditions in one, as far as they are given. */
export function joinConditions(
  query: FilterPredicate | undefined,
  filter: EntityFilterQuery | undefined,
): FilterPredicate | undefined {
  if (filter === undefined) return query;
  return query === undefined ? toPredicate(filter) : { $all: [query, toPredicate(filter)] };
}

function recordToPredicate(record: FilterRecord): FilterPredicate {
  const parts = Object.entries(record).flatMap(([key, value]): FilterPredicate[] => {
    const values = listValues(value);
    const texts = values.filter(one => typeof one === 'string');
    if (texts.length < values.length) return [{ [key]: { $exists: true } }];
    const [only] = texts;
    if (only === undefined) return [];
    return [{ [key]: texts.length === 1 ? only : { $in: texts } }];
  });
  const [only] = parts;
  return only !== undefined && parts.length === 1 ? only : { $all: parts };
}

/** @throws InputError for a value that is missing: left out, it would widen the filter to everything. */
function listRecords(filter: EntityFilterQuery): readonly FilterRecord[] {
  const records = isList(filter) ? filter : [filter];
  for (const [key, value] of records.flatMap(record => Object.entries(record))) {
    if (listValues(value).every(one => typeof one === 'string' || typeof one === 'symbol')) continue;
    throw new InputError(
      `The filter has no value for '${key}'. Give a text, or CATALOG_FILTER_EXISTS for any value`,
    );
  }
  return records;
}

function listValues(value: FilterValue | readonly FilterValue[]): readonly FilterValue[] {
  return isList(value) ? value : [value];
}

// Array.isArray does not narrow read-only arrays.
function isList<T>(value: T | readonly T[]): value is readonly T[] {
  return Array.isArray(value);
}
