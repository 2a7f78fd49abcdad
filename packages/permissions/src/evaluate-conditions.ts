import type { PermissionCondition, PermissionCriteria, PolicyDecision } from './decision.ts';
import { checkRuleParams } from './rule-params.ts';
import { toRuleset, type RulesetLike } from './ruleset.ts';

/**
 * Whether a resource meets the conditions. A resource that does not exist meets
 * none, negated ones neither. Stops at the first child that decides.
 *
 * @throws InputError for an unknown rule and for parameters that its schema refuses.
 */
export function evaluateConditions<TResource>(
  conditions: PermissionCriteria<PermissionCondition>,
  resource: TResource | undefined,
  rules: RulesetLike<TResource>,
): boolean {
  if (resource === undefined) return false;
  const ruleset = toRuleset(rules);
  const meets = (node: PermissionCriteria<PermissionCondition>): boolean => {
    if ('allOf' in node) return node.allOf.every(meets);
    if ('anyOf' in node) return node.anyOf.some(meets);
    if ('not' in node) return !meets(node.not);
    const rule = ruleset.getRuleByName(node.rule);
    return rule.apply(resource, checkRuleParams(rule, node.params));
  };
  return meets(conditions);
}

/** Makes a function that tells whether a decision allows a resource, conditions evaluated. */
export function createConditionAuthorizer<TResource>(
  rules: RulesetLike<TResource>,
): (decision: PolicyDecision, resource: TResource | undefined) => boolean {
  const ruleset = toRuleset(rules);
  return (decision, resource) =>
    decision.result === 'CONDITIONAL'
      ? evaluateConditions(decision.conditions, resource, ruleset)
      : decision.result === 'ALLOW';
}
