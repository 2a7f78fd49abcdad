import { InputError } from '@portico/errors';
import type { EntityFilter } from '../../entity-filter.ts';
import { allOf, anyOf, type Condition, contains, toSearched } from '../query/condition.ts';
import { toCondition } from '../query/entity-filter.ts';
import { parseFilterPredicate } from '../query/filter-predicate.ts';
import type { EntityOrder } from '../query/query-entities.ts';

/** A field to sort by, as it was written. */
export interface OrderField {
  field: string;
  order: 'asc' | 'desc';
}

/** Which entities, and in which order; what a cursor remembers. */
export interface EntityQuestion {
  filter?: EntityFilter | undefined;
  /** A predicate, still to be read. */
  query?: unknown;
  fullTextFilter?: { term: string; fields?: string[] | undefined } | undefined;
  orderFields: OrderField[];
}

/** The condition that a question asks for. @throws InputError */
export function conditionOf({ filter, query, fullTextFilter, orderFields }: EntityQuestion): Condition {
  const term = fullTextFilter?.term.trim() ?? '';
  const given = fullTextFilter?.fields?.filter(field => field.trim() !== '') ?? [];
  const fields = given.length > 0 ? given : [orderFields[0]?.field ?? 'metadata.uid'];
  return allOf([
    ...(filter === undefined ? [] : [toCondition(filter)]),
    ...(query === undefined ? [] : [parseFilterPredicate(query)]),
    ...(term === '' ? [] : [anyOf(fields.map(field => contains(field.trim(), term)))]),
  ]);
}

/** The order of a question; only the first field counts. */
export function orderOf({ orderFields }: EntityQuestion): EntityOrder | undefined {
  const [first] = orderFields;
  return first && { key: toSearched(first.field), direction: first.order };
}

/** Reads `<field>`, `<field>,asc` and `<field>,desc`. @throws InputError */
export function parseOrderFields(params: readonly string[] = []): OrderField[] {
  return params.map(param => {
    const [field = '', order = 'asc', ...rest] = param.split(',').map(part => part.trim());
    if (field === '' || !isDirection(order) || rest.length > 0) {
      throw new InputError(`Invalid orderField '${param}', write <field>,asc or <field>,desc`);
    }
    return { field, order };
  });
}

/** Reads `asc:<field>` and `desc:<field>`. @throws InputError */
export function parseOrders(params: readonly string[] = []): EntityOrder[] {
  return params.map(param => {
    const colon = param.indexOf(':');
    const direction = param.slice(0, Math.max(0, colon));
    const field = param.slice(colon + 1);
    if (!isDirection(direction) || field === '') {
      throw new InputError(`Invalid order parameter '${param}', write asc:<field> or desc:<field>`);
    }
    return { key: toSearched(field), direction };
  });
}

function isDirection(text: string): text is 'asc' | 'desc' {
  return text === 'asc' || text === 'desc';
}
