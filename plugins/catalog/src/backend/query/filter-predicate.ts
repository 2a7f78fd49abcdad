import { InputError } from '@portico/errors';
import { allOf, anyOf, type Condition, hasKey, hasPrefix, isOneOf, not } from './condition.ts';

type Fields = Record<string, unknown>;

const maxDepth = 64;

/**
 * Reads a predicate: an object of dotted paths and what their values must be,
 * or `$all`, `$any`, `$not` over predicates. `{}` matches everything.
 *
 * @throws InputError with the place of the fault.
 */
export function parseFilterPredicate(query: unknown): Condition {
  return parseNode(query, 'query', 0);
}

function parseNode(node: unknown, path: string, depth: number): Condition {
  if (!isObject(node)) throw invalid(path, 'expected an object, such as {"kind": "component"}');
  if (depth > maxDepth) throw invalid(path, `nested deeper than ${maxDepth} levels`);
  const keys = Object.keys(node);
  const operator = keys.find(key => key.startsWith('$'));
  if (operator === undefined) {
    return allOf(keys.map(key => parseValue(key, node[key], `${path}[${JSON.stringify(key)}]`)));
  }
  if (keys.length > 1) throw invalid(path, `'${operator}' must stand alone`);
  const operand = node[operator];
  const place = `${path}.${operator}`;
  const parseAll = (): Condition[] => {
    if (!Array.isArray(operand)) throw invalid(place, 'expected a list of predicates');
    return operand.map((child, index) => parseNode(child, `${place}[${index}]`, depth + 1));
  };
  if (operator === '$all') return allOf(parseAll());
  if (operator === '$any') return anyOf(parseAll());
  if (operator === '$not') return not(parseNode(operand, place, depth + 1));
  throw invalid(path, `there is no operator '${operator}' here; there are $all, $any and $not`);
}

function parseValue(key: string, value: unknown, path: string): Condition {
  if (isPrimitive(value)) return isOneOf(key, [value]);
  const entries = isObject(value) ? Object.entries(value) : [];
  const [entry] = entries;
  if (entry === undefined || entries.length !== 1) {
    throw invalid(
      path,
      'expected a text, a number, a boolean, or one of $exists, $in, $contains, $hasPrefix',
    );
  }
  const [operator, operand] = entry;
  const place = `${path}.${operator}`;
  switch (operator) {
    case '$exists':
      if (typeof operand !== 'boolean') throw invalid(place, 'expected true or false');
      return operand ? hasKey(key) : not(hasKey(key));
    case '$in':
      return isOneOf(key, parsePrimitives(operand, place));
    case '$hasPrefix':
      if (typeof operand !== 'string') throw invalid(place, 'expected a text');
      return hasPrefix(key, operand);
    case '$contains':
      if (isPrimitive(operand)) return isOneOf(key, [operand]);
      return parseRelation(key, operand, place);
    default:
      throw invalid(
        path,
        `there is no operator '${operator}'; there are $exists, $in, $contains, $hasPrefix`,
      );
  }
}

function parseRelation(key: string, operand: unknown, path: string): Condition {
  if (key.toLowerCase() !== 'relations' || !isObject(operand)) {
    throw invalid(path, "expected a text, a number or a boolean; objects only for 'relations'");
  }
  const { type, targetRef, ...others } = operand;
  const unknown = Object.keys(others);
  if (typeof type !== 'string' || type === '' || unknown.length > 0) {
    throw invalid(path, "expected the text 'type', and 'targetRef' if you like");
  }
  const relation = `relations.${type}`;
  if (targetRef === undefined) return hasKey(relation);
  if (typeof targetRef === 'string') return isOneOf(relation, [targetRef]);
  const list = isObject(targetRef) && Object.keys(targetRef).length === 1 ? targetRef['$in'] : undefined;
  return isOneOf(relation, parsePrimitives(list, `${path}.targetRef`));
}

function parsePrimitives(list: unknown, path: string): unknown[] {
  if (!Array.isArray(list) || !list.every(isPrimitive)) {
    throw invalid(path, 'expected a list of texts, numbers and booleans');
  }
  return list;
}

function isPrimitive(value: unknown): value is string | number | boolean {
  return typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean';
}

function isObject(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function invalid(path: string, fault: string): InputError {
  return new InputError(`Invalid ${path}: ${fault}`);
}
