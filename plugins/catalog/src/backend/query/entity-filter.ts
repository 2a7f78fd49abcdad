import { InputError } from '@portico/errors';
import type { EntitiesSearchFilter, EntityFilter } from '../../entity-filter.ts';
import { allOf, anyOf, type Condition, hasKey, isOneOf, not } from './condition.ts';

const maxDepth = 64;

/**
 * Reads the values of the query parameter `filter`: of several values one must
 * match; in each, all statements `key` or `key=value` must, and of those with
 * the same key one. `undefined` if there is nothing in them.
 *
 * @throws InputError for a statement without a key.
 */
export function parseFilterParams(params: readonly string[] = []): EntityFilter | undefined {
  const alternatives = params.flatMap(param => parseStatements(param) ?? []);
  return alternatives.length > 0 ? { anyOf: alternatives } : undefined;
}

function parseStatements(param: string): EntityFilter | undefined {
  const byKey = new Map<string, EntitiesSearchFilter>();
  for (const part of param.split(',')) {
    const statement = part.trim();
    if (statement === '') continue;
    const equals = statement.indexOf('=');
    const key = (equals === -1 ? statement : statement.slice(0, equals)).trim();
    if (key === '') {
      throw new InputError(
        `Invalid filter, '${statement}' is not a valid statement (expected a string on the form a=b or a= or a)`,
      );
    }
    const filter = byKey.get(key) ?? { key };
    if (equals !== -1) filter.values = [...(filter.values ?? []), statement.slice(equals + 1).trim()];
    byKey.set(key, filter);
  }
  return byKey.size > 0 ? { allOf: [...byKey.values()] } : undefined;
}

/**
 * The condition that a tree of tests stands for.
 *
 * @throws InputError when it is no such tree, as may be with what a client sent back.
 */
export function toCondition(filter: unknown, depth = 0): Condition {
  if (typeof filter !== 'object' || filter === null)
    throw new InputError('Invalid filter, expected an object');
  if (depth > maxDepth) throw new InputError(`Invalid filter, it is nested deeper than ${maxDepth} levels`);
  const node = filter as Partial<Record<string, unknown>>;
  const children = (list: unknown): Condition[] => {
    if (!Array.isArray(list)) throw new InputError('Invalid filter, expected a list in anyOf and allOf');
    return list.map(child => toCondition(child, depth + 1));
  };
  if (Object.hasOwn(node, 'anyOf')) return anyOf(children(node['anyOf']));
  if (Object.hasOwn(node, 'allOf')) return allOf(children(node['allOf']));
  if (Object.hasOwn(node, 'not')) return not(toCondition(node['not'], depth + 1));
  const { key, values } = node;
  if (typeof key !== 'string') throw new InputError('Invalid filter, expected a text as key');
  if (values === undefined) return hasKey(key);
  if (!Array.isArray(values)) throw new InputError(`Invalid filter, expected a list of values for '${key}'`);
  return isOneOf(key, values);
}
