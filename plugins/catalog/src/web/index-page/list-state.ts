import type { TableSort } from '@portico/ui';

/** What the URL says about the list. */
export interface ListState {
  /** The values of filters by their params. A filter that is not here has its initial values. */
  filters: ReadonlyMap<string, readonly string[]>;
  text: string;
  sort: TableSort;
}

/** By name, which every entity has. */
export const initialSort: TableSort = { column: 'name', direction: 'asc' };

// Links of existing portals write lists as filters[tags][0]= or filters[tags][]=.
const filterKey = /^filters\[([^\]]+)\](?:\[\d*\])?$/;

/** Reads the state of the list from the query of a URL. */
export function parseListState(query: URLSearchParams): ListState {
  const filters = new Map<string, string[]>();
  for (const [key, value] of query) {
    const param = filterKey.exec(key)?.[1];
    if (param === undefined) continue;
    const values = filters.get(param) ?? [];
    if (value !== '' && !values.includes(value)) values.push(value);
    filters.set(param, values);
  }
  return { filters, text: query.get('text') ?? '', sort: parseSort(query.get('sort')) };
}

/** Writes the state as the query of a URL. */
export function toListQuery({ filters, text, sort }: ListState): URLSearchParams {
  const query = new URLSearchParams();
  for (const [param, values] of filters) {
    // No value at all is something else than the initial values.
    if (values.length === 0) query.append(`filters[${param}]`, '');
    for (const value of values) query.append(`filters[${param}]`, value);
  }
  if (text !== '') query.set('text', text);
  if (sort.column !== initialSort.column || sort.direction !== initialSort.direction)
    query.set('sort', `${sort.direction === 'desc' ? '-' : ''}${sort.column}`);
  return query;
}

/** Changes the values of a filter; those that are its initial ones are not written. */
export function withValues(
  state: ListState,
  { param, values, initial = [] }: { param: string; values: readonly string[]; initial?: readonly string[] },
): ListState {
  const filters = new Map(state.filters);
  const isInitial = values.length === initial.length && values.every(value => initial.includes(value));
  if (isInitial) filters.delete(param);
  else filters.set(param, values);
  return { ...state, filters };
}

function parseSort(text: string | null): TableSort {
  if (!text || text === '-') return initialSort;
  return text.startsWith('-')
    ? { column: text.slice(1), direction: 'desc' }
    : { column: text, direction: 'asc' };
}
