import type { AttributeSet } from './attribute-set.ts';
import {
  type AttributeTest,
  attributeTestId,
  attributeTests,
  type Condition,
  conditionId,
} from './condition.ts';
import { type IdSet, createIdSet, intersect, subtract, unite } from './id-set.ts';

/** A condition, made ready to be asked of the sets of its tests. */
export interface CompiledCondition {
  /** The same text for conditions that say the same. */
  readonly id: string;
  /** The tests whose sets are needed, each once. */
  readonly tests: readonly AttributeTest[];
  /** The entities that meet it, given the sets of {@link tests} in their order. */
  evaluate(sets: readonly AttributeSet[]): IdSet;
  /** Whether one entity meets it. */
  has(sets: readonly AttributeSet[], entityId: number): boolean;
}

// Every entity has one.
const everyTest = { op: 'has', key: 'kind' } as const;

const compiled = new WeakMap<Condition, CompiledCondition>();

/** Compiles a condition; the same object only once. */
export function compileCondition(condition: Condition): CompiledCondition {
  const known = compiled.get(condition);
  if (known) return known;
  const needed = [...attributeTests(condition), ...(needsEvery(condition) ? [everyTest] : [])];
  const tests = [...new Map(needed.map(test => [attributeTestId(test), test])).values()];
  const positions = new Map(tests.map((test, position) => [attributeTestId(test), position]));
  const result = { id: conditionId(condition), tests, ...compileNode(condition, positions) };
  compiled.set(condition, result);
  return result;
}

type Node = Pick<CompiledCondition, 'evaluate' | 'has'>;

function compileNode(condition: Condition, positions: ReadonlyMap<string, number>): Node {
  switch (condition.op) {
    case 'every':
      return compileTest(everyTest, positions);
    case 'none':
      return { evaluate: () => createIdSet(), has: () => false };
    case 'all': {
      const parts = condition.of.map(part => compileNode(part, positions));
      return {
        evaluate: sets => intersect(parts.map(part => part.evaluate(sets))),
        has: (sets, id) => parts.every(part => part.has(sets, id)),
      };
    }
    case 'any': {
      const parts = condition.of.map(part => compileNode(part, positions));
      return {
        evaluate: sets => unite(parts.map(part => part.evaluate(sets))),
        has: (sets, id) => parts.some(part => part.has(sets, id)),
      };
    }
    case 'not': {
      const every = compileTest(everyTest, positions);
      const part = compileNode(condition.of, positions);
      return {
        evaluate: sets => subtract(every.evaluate(sets), part.evaluate(sets)),
        has: (sets, id) => every.has(sets, id) && !part.has(sets, id),
      };
    }
    default:
      return compileTest(condition, positions);
  }
}

function compileTest(test: AttributeTest, positions: ReadonlyMap<string, number>): Node {
  const position = positions.get(attributeTestId(test)) ?? -1;
  return {
    evaluate: sets => sets[position]?.set ?? createIdSet(),
    has: (sets, id) => sets[position]?.set.has(id) ?? false,
  };
}

function needsEvery(condition: Condition): boolean {
  if (condition.op === 'every' || condition.op === 'not') return true;
  return (condition.op === 'all' || condition.op === 'any') && condition.of.some(needsEvery);
}
