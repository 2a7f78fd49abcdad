import { InputError } from '@portico/errors';

/** What a value is compared with: texts without regard to case, numbers as texts. */
export type FilterPredicatePrimitive = string | number | boolean;

/** A test of the value at one path. */
export type FilterPredicateValue =
  | FilterPredicatePrimitive
  | { $exists: boolean }
  | { $in: FilterPredicatePrimitive[] }
  | { $contains: FilterPredicate }
  | { $hasPrefix: string };

/**
 * A condition on a value: `{ kind: 'Component', 'spec.type': { $in: ['service'] } }`,
 * combined with `$all`, `$any` and `$not`. Keys are dotted paths, all of which
 * must match. Operators that are not known never match.
 */
export type FilterPredicate =
  | FilterPredicatePrimitive
  | { $all: FilterPredicate[] }
  | { $any: FilterPredicate[] }
  | { $not: FilterPredicate }
  | { [path: string]: FilterPredicateValue };

/**
 * Tells whether a value fulfils a predicate.
 *
 * @throws InputError when `$all`, `$any` or `$not` is combined with other keys.
 */
export function evaluateFilterPredicate(predicate: FilterPredicate, value: unknown): boolean {
  if (!isPlainObject(predicate)) return isSame(value, predicate);
  const combinator = ['$all', '$any', '$not'].find(key => Object.hasOwn(predicate, key));
  if (combinator) return evaluateCombinator(combinator, predicate, value);
  return Object.entries(predicate).every(
    ([path, test]) => !path.startsWith('$') && evaluateTest(test, valueAt(value, path)),
  );
}

function evaluateCombinator(key: string, predicate: Record<string, unknown>, value: unknown): boolean {
  if (Object.keys(predicate).length !== 1)
    throw new InputError(`'${key}' stands beside other keys. Put all of them into one $all`);
  const operand = predicate[key] as FilterPredicate | FilterPredicate[];
  if (key === '$not') return !evaluateFilterPredicate(operand as FilterPredicate, value);
  if (!Array.isArray(operand)) throw new InputError(`'${key}' is not followed by a list of conditions`);
  return key === '$all'
    ? operand.every(part => evaluateFilterPredicate(part, value))
    : operand.some(part => evaluateFilterPredicate(part, value));
}

function evaluateTest(test: unknown, value: unknown): boolean {
  if (!isPlainObject(test)) return isSame(value, test);
  if ('$contains' in test)
    return (
      Array.isArray(value) &&
      value.some(item => evaluateFilterPredicate(test['$contains'] as FilterPredicate, item))
    );
  if ('$in' in test)
    return Array.isArray(test['$in']) && test['$in'].some(candidate => isSame(value, candidate));
  if ('$exists' in test) return (value !== undefined) === (test['$exists'] === true);
  if ('$hasPrefix' in test)
    return typeof value === 'string' && fold(value).startsWith(fold(String(test['$hasPrefix'])));
  return false;
}

/** Keys may hold dots themselves, as annotations do; the first path that leads to a value wins. */
function valueAt(value: unknown, path: string): unknown {
  if (!isPlainObject(value)) return undefined;
  if (Object.hasOwn(value, path) && value[path] !== undefined) return value[path];
  for (const [key, inner] of Object.entries(value)) {
    if (!path.startsWith(`${key}.`)) continue;
    const found = valueAt(inner, path.slice(key.length + 1));
    if (found !== undefined) return found;
  }
  return undefined;
}

function isSame(left: unknown, right: unknown): boolean {
  if (left === null || right === null) return false;
  if (left === right) return true;
  if (typeof left === 'string' && typeof right === 'string') return fold(left) === fold(right);
  return isTextOrNumber(left) && isTextOrNumber(right) && `${left}` === `${right}`;
}

function isTextOrNumber(value: unknown): value is string | number {
  return typeof value === 'string' || typeof value === 'number';
}

function fold(text: string): string {
  return text.toUpperCase();
}

function isPlainObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
