import {
  createConditionTransformer,
  type PermissionRuleset,
  type PolicyDecision,
} from '@portico/permissions';
import { type Condition, every, none } from '../query/condition.ts';
import { toCondition } from '../query/entity-filter.ts';

/** The condition on entities that a decision of the policy stands for. */
export type Visibility = (decision: PolicyDecision | undefined) => Condition;

/** Makes {@link Visibility} for the rules on entities, which modules may have added to. */
export function createVisibility(rules: PermissionRuleset): Visibility {
  const transform = createConditionTransformer(rules);
  // The same decision is given to many requests, as long as it is good.
  const known = new WeakMap<PolicyDecision, Condition>();
  return decision => {
    if (decision === undefined) return every;
    if (decision.result !== 'CONDITIONAL') return decision.result === 'ALLOW' ? every : none;
    const condition = known.get(decision) ?? toCondition(transform(decision.conditions));
    known.set(decision, condition);
    return condition;
  };
}
