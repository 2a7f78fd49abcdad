import { InputError } from '@portico/errors';
import type { AttributeIndex } from './attribute-index.ts';
import { type AttributeSet, requestAttributeSet } from './attribute-set.ts';
import { attributeTestId, attributeTests, type Condition, conditionId } from './condition.ts';
import { createIdSet, type IdSet, intersect, subtract, unite } from './id-set.ts';
import type { IndexRequest, LiveIndex, LiveView } from './live-view.ts';

/** Finds out which entities meet a condition. */
export interface EntitySets {
  readonly index: AttributeIndex;
  /** The last change that is in the sets. */
  readonly seq: number;
  /**
   * Calls back with the entities that meet a condition, and with further
   * indexes, all as of one moment, which is not before the call. The set is
   * not to be changed.
   */
  select<T, const TIndexes extends readonly LiveIndex[]>(
    condition: Condition,
    requests: { [Position in keyof TIndexes]: IndexRequest<TIndexes[Position]> },
    use: (set: IdSet, ...indexes: TIndexes) => T,
  ): Promise<T>;
  /** The same without waiting: as of {@link seq}. `undefined` when something for it is not there. */
  peek<T, const TIndexes extends readonly LiveIndex[]>(
    condition: Condition,
    requests: { [Position in keyof TIndexes]: IndexRequest<TIndexes[Position]> },
    use: (set: IdSet, ...indexes: TIndexes) => T,
  ): T | undefined;
}

// Every entity has one.
const everyTest = { op: 'has', key: 'kind' } as const;
const keptSets = 200;
// Each is a set of its own, that has to be found and kept.
const maxTests = 2000;

/** Makes sets over a view; those that were asked for last are kept while nothing changes. */
export function createEntitySets(view: LiveView, index: AttributeIndex): EntitySets {
  const kept = new Map<string, { seq: number; set: IdSet }>();

  const evaluateOnce = (condition: Condition, sets: ReadonlyMap<string, AttributeSet>): IdSet => {
    const id = conditionId(condition);
    const known = kept.get(id);
    kept.delete(id);
    const { seq } = view;
    const current = known?.seq === seq ? known : { seq, set: evaluate(condition, sets) };
    kept.set(id, current);
    const oldest = kept.size > keptSets ? kept.keys().next().value : undefined;
    if (oldest !== undefined) kept.delete(oldest);
    return current.set;
  };

  /** The sets of a condition's tests come first. */
  const prepare = <T, const TIndexes extends readonly LiveIndex[]>(
    condition: Condition,
    requests: { [Position in keyof TIndexes]: IndexRequest<TIndexes[Position]> },
    use: (set: IdSet, ...indexes: TIndexes) => T,
  ): { all: IndexRequest[]; toResult(...indexes: LiveIndex[]): T } => {
    const tests = [...attributeTests(condition), ...(needsEvery(condition) ? [everyTest] : [])];
    const own = new Map(
      tests.map(test => [attributeTestId(test), requestAttributeSet(index, test)] as const),
    );
    if (own.size > maxTests) {
      throw new InputError(
        `The query has ${own.size} different tests, and ${maxTests} are allowed. Ask with several queries`,
      );
    }
    const names = [...own.keys()];
    return {
      all: [...own.values(), ...requests],
      toResult(...indexes) {
        const sets = new Map(names.map((name, position) => [name, indexes[position] as AttributeSet]));
        return use(evaluateOnce(condition, sets), ...(indexes.slice(names.length) as unknown as TIndexes));
      },
    };
  };

  return {
    index,
    get seq() {
      return view.seq;
    },
    select: (condition, requests, use) => {
      const { all, toResult } = prepare(condition, requests, use);
      return view.read(all, toResult);
    },
    peek: (condition, requests, use) => {
      const { all, toResult } = prepare(condition, requests, use);
      return view.peek(all, toResult);
    },
  };
}

function needsEvery(condition: Condition): boolean {
  if (condition.op === 'every' || condition.op === 'not') return true;
  return (condition.op === 'all' || condition.op === 'any') && condition.of.some(needsEvery);
}

function evaluate(condition: Condition, sets: ReadonlyMap<string, AttributeSet>): IdSet {
  const setOf = (id: string): IdSet => sets.get(id)?.set ?? createIdSet();
  switch (condition.op) {
    case 'every':
      return setOf(attributeTestId(everyTest));
    case 'none':
      return createIdSet();
    case 'all':
      return intersect(condition.of.map(part => evaluate(part, sets)));
    case 'any':
      return unite(condition.of.map(part => evaluate(part, sets)));
    case 'not':
      return subtract(setOf(attributeTestId(everyTest)), evaluate(condition.of, sets));
    default:
      return setOf(attributeTestId(condition));
  }
}
