/**
 * A condition on entities in terms of the attribute index. Keys are dotted
 * paths; they, values, prefixes and terms are in lower case.
 */
export type Condition = AttributeTest | Combination;

/** A test of one attribute. */
export type AttributeTest =
  /** The key is there, whatever its value. */
  | { op: 'has'; key: string }
  /** The key has a value that can be sorted by. */
  | { op: 'valued'; key: string }
  | { op: 'is'; key: string; value: string }
  | { op: 'prefix'; key: string; prefix: string }
  | { op: 'contains'; key: string; term: string };

/** What is made of other conditions. */
export type Combination =
  | { op: 'every' }
  | { op: 'none' }
  | { op: 'all' | 'any'; of: readonly Condition[] }
  | { op: 'not'; of: Condition };

/** Met by all entities. */
export const every: Condition = { op: 'every' };
/** Met by no entity. */
export const none: Condition = { op: 'none' };

/** Met where all of them are. */
export function allOf(conditions: readonly Condition[]): Condition {
  return join('all', conditions, every, none);
}

/** Met where at least one of them is. */
export function anyOf(conditions: readonly Condition[]): Condition {
  return join('any', conditions, none, every);
}

/** Met where the condition is not. */
export function not(condition: Condition): Condition {
  if (condition.op === 'every') return none;
  if (condition.op === 'none') return every;
  return condition.op === 'not' ? condition.of : { op: 'not', of: condition };
}

/** Met where the key has one of the values. */
export function isOneOf(key: string, values: readonly unknown[]): Condition {
  const searched = toSearched(key);
  return anyOf([...new Set(values.map(toSearched))].map(value => ({ op: 'is', key: searched, value })));
}

/** Met where the key is there. */
export function hasKey(key: string): Condition {
  return { op: 'has', key: toSearched(key) };
}

/** Met where a value of the key begins with the prefix. */
export function hasPrefix(key: string, prefix: string): Condition {
  return { op: 'prefix', key: toSearched(key), prefix: toSearched(prefix) };
}

/** Met where a value of the key has the term in it. */
export function contains(key: string, term: string): Condition {
  return { op: 'contains', key: toSearched(key), term: toSearched(term) };
}

/** A key or value in the form in which the index has it. */
export function toSearched(value: unknown): string {
  // PostgreSQL takes no NUL in a text.
  return String(value).toLowerCase().replaceAll('\0', '\uFFFD');
}

/** The same text for conditions that say the same in another order. */
export function conditionId(condition: Condition): string {
  switch (condition.op) {
    case 'every':
    case 'none':
      return condition.op;
    case 'all':
    case 'any':
      return `${condition.op}(${condition.of.map(conditionId).sort().join()})`;
    case 'not':
      return `not(${conditionId(condition.of)})`;
    default:
      return attributeTestId(condition);
  }
}

/** The same text for equal tests. */
export function attributeTestId(test: AttributeTest): string {
  const operand =
    'value' in test ? test.value : 'prefix' in test ? test.prefix : 'term' in test ? test.term : '';
  // There is no NUL in them, so that no value can look like the end of it and more.
  return `${test.op}\0${test.key}\0${operand}\0`;
}

/** The tests that a condition is made of. */
export function attributeTests(condition: Condition): AttributeTest[] {
  switch (condition.op) {
    case 'every':
    case 'none':
      return [];
    case 'all':
    case 'any':
      return condition.of.flatMap(attributeTests);
    case 'not':
      return attributeTests(condition.of);
    default:
      return [condition];
  }
}

function join(
  op: 'all' | 'any',
  conditions: readonly Condition[],
  neutral: Condition,
  deciding: Condition,
): Condition {
  const parts = new Map<string, Condition>();
  for (const condition of conditions) {
    if (condition.op === deciding.op) return deciding;
    const nested = condition.op === op ? condition.of : [condition];
    for (const part of nested) if (part.op !== neutral.op) parts.set(conditionId(part), part);
  }
  const of = [...parts.values()];
  const [only] = of;
  if (only === undefined) return neutral;
  return of.length === 1 ? only : { op, of };
}
