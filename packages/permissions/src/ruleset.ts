import { InputError } from '@portico/errors';
import type { PermissionRule, PermissionRuleset } from './rule.ts';

/** Rules by name: a ruleset of the permissions registry, or a list. */
export type RulesetLike<TResource = any, TQuery = any> = // oxlint-disable-line no-explicit-any -- rules of any resource
  PermissionRuleset<TResource, TQuery> | readonly PermissionRule<TResource, TQuery>[];

/** Makes a ruleset of a list of rules; it throws `InputError` for a name that is not in the list. */
export function toRuleset<TResource, TQuery>(
  rules: RulesetLike<TResource, TQuery>,
): PermissionRuleset<TResource, TQuery> {
  if ('getRuleByName' in rules) return rules;
  const byName = new Map(rules.map(rule => [rule.name, rule]));
  return {
    getRuleByName(name) {
      const rule = byName.get(name);
      if (!rule)
        throw new InputError(`Unexpected permission rule '${name}', it is not one of this resource type`);
      return rule;
    },
  };
}
