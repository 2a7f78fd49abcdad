import { foldCriteria } from './criteria.ts';
import type { PermissionCondition, PermissionCriteria } from './decision.ts';
import { checkRuleParams } from './rule-params.ts';
import { toRuleset, type RulesetLike } from './ruleset.ts';

/**
 * Makes a function that turns conditions into a query of the same shape, with
 * each leaf replaced by what its rule's `toQuery` gives. It throws `InputError`
 * for an unknown rule and for parameters that its schema refuses.
 */
export function createConditionTransformer<TQuery>(
  // oxlint-disable-next-line no-explicit-any -- the resource plays no part in a query
  rules: RulesetLike<any, TQuery>,
): (conditions: PermissionCriteria<PermissionCondition>) => PermissionCriteria<TQuery> {
  const ruleset = toRuleset(rules);
  return conditions =>
    foldCriteria<PermissionCondition, PermissionCriteria<TQuery>>(conditions, {
      allOf: children => ({ allOf: nonEmpty(children) }),
      anyOf: children => ({ anyOf: nonEmpty(children) }),
      not: child => ({ not: child }),
      leaf: ({ rule: name, params }) => {
        const rule = ruleset.getRuleByName(name);
        return rule.toQuery(checkRuleParams(rule, params));
      },
    });
}

/** As many as there were, and there was at least one. */
function nonEmpty<T>(list: T[]): [T, ...T[]] {
  return list as [T, ...T[]];
}
