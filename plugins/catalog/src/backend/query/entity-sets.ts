import { InputError } from '@portico/errors';
import type { AttributeIndex } from './attribute-index.ts';
import { type AttributeSet, requestAttributeSet } from './attribute-set.ts';
import { type CompiledCondition, compileCondition } from './compile-condition.ts';
import type { Condition } from './condition.ts';
import type { IdSet } from './id-set.ts';
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
  /** Whether one entity meets a condition, as of {@link seq}. `undefined` when the sets for it are not there. */
  peekOne(condition: Condition, entityId: number): boolean | undefined;
  /** Sees to it that before long the sets for a condition are there, as of the last change; not if they would be too many. */
  prepare(condition: Condition): void;
}

const keptSets = 200;
// Each is a set of its own, that has to be found and kept.
const maxTests = 2000;
// Where memory is short, they are gone again soon.
const prepareEveryMs = 100;

interface Plan {
  compiled: CompiledCondition;
  requests: IndexRequest<AttributeSet>[];
  /** When they were last asked for ahead of need, in milliseconds; infinite while they are being made. */
  preparedAt: number;
}

/** What a condition was evaluated to, and of what. */
interface KeptSet {
  set: IdSet;
  from: readonly { set: IdSet; version: number }[];
}

/** Makes sets over a view; those that were asked for last are kept while those that they are made of stay as they are. */
export function createEntitySets(view: LiveView, index: AttributeIndex): EntitySets {
  const kept = new Map<string, KeptSet>();
  const plans = new WeakMap<Condition, Plan>();

  /** `undefined` when there would be too many sets. */
  const findPlan = (condition: Condition): Plan | undefined => {
    const known = plans.get(condition);
    if (known) return known;
    const compiled = compileCondition(condition);
    const { tests } = compiled;
    if (tests.length > maxTests) return undefined;
    const requests = tests.map(test => requestAttributeSet(index, test));
    const plan = { compiled, requests, preparedAt: -Infinity };
    plans.set(condition, plan);
    return plan;
  };

  const planFor = (condition: Condition): Plan => {
    const plan = findPlan(condition);
    if (plan) return plan;
    const { tests } = compileCondition(condition);
    throw new InputError(
      `The query has ${tests.length} different tests, and ${maxTests} are allowed. Ask with several queries`,
    );
  };

  const evaluateOnce = ({ id, evaluate }: CompiledCondition, sets: readonly AttributeSet[]): IdSet => {
    const known = kept.get(id);
    kept.delete(id);
    const current = known && isCurrent(known, sets) ? known : keep(evaluate(sets), sets);
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
    const { compiled, requests: own } = planFor(condition);
    return {
      all: [...own, ...requests],
      toResult(...indexes) {
        const set = evaluateOnce(compiled, indexes.slice(0, own.length) as AttributeSet[]);
        return use(set, ...(indexes.slice(own.length) as unknown as TIndexes));
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
    peekOne(condition, entityId) {
      const plan = findPlan(condition);
      if (!plan) return undefined;
      const { compiled, requests } = plan;
      return view.peek<boolean, AttributeSet[]>(requests, (...sets) => compiled.has(sets, entityId));
    },
    prepare(condition) {
      const plan = findPlan(condition);
      if (!plan) return;
      if (performance.now() - plan.preparedAt < prepareEveryMs) return;
      plan.preparedAt = Infinity;
      void view
        .read<void, AttributeSet[]>(plan.requests, () => undefined)
        // Who needs them meets the same failure, and reports it.
        .catch(() => undefined)
        .finally(() => {
          plan.preparedAt = performance.now();
        });
    },
  };
}

function keep(set: IdSet, sets: readonly AttributeSet[]): KeptSet {
  return { set, from: sets.map(({ set: part }) => ({ set: part, version: part.version })) };
}

function isCurrent({ from }: KeptSet, sets: readonly AttributeSet[]): boolean {
  return from.every(({ set, version }, position) => sets[position]?.set === set && set.version === version);
}
