import type {
  ConditionalPolicyDecision,
  PermissionCondition,
  PermissionCriteria,
  PermissionRuleParams,
} from './decision.ts';
import type { ResourcePermission } from './permission.ts';
import type { PermissionResourceRef, PermissionRule } from './rule.ts';

type ParamsOf<TRule> = TRule extends { apply(resource: never, params: infer TParams): boolean }
  ? TParams
  : never;

/** Makes conditions of one rule; it takes the rule's parameters, or nothing when it has none. */
export type ConditionFactory<TRule extends { resourceType: string }> =
  undefined extends ParamsOf<TRule>
    ? (params?: ParamsOf<TRule>) => PermissionCondition<TRule['resourceType']>
    : (params: ParamsOf<TRule>) => PermissionCondition<TRule['resourceType']>;

// oxlint-disable-next-line no-explicit-any -- rules of any resource, query and parameters
type AnyRule = PermissionRule<any, any, string>;

/** Makes a function that states one rule as a condition. */
export function createConditionFactory<TRule extends AnyRule>(rule: TRule): ConditionFactory<TRule> {
  const factory = (params?: PermissionRuleParams): PermissionCondition => ({
    rule: rule.name,
    resourceType: rule.resourceType,
    ...(params === undefined ? {} : { params }),
  });
  return factory;
}

/**
 * Makes what a plugin exports for policies to use: `conditions`, a function for
 * each rule under the rule's key, and `createConditionalDecision`, which wraps
 * conditions into the answer of a policy.
 */
export function createConditionExports<
  TResourceType extends string,
  TRules extends Record<string, AnyRule>,
>(options: {
  resourceRef: Pick<PermissionResourceRef<unknown, unknown, TResourceType>, 'pluginId' | 'resourceType'>;
  rules: TRules;
}): {
  conditions: { [Name in keyof TRules]: ConditionFactory<TRules[Name]> };
  createConditionalDecision(
    permission: ResourcePermission<TResourceType>,
    conditions: PermissionCriteria<PermissionCondition>,
  ): ConditionalPolicyDecision;
} {
  const { resourceRef, rules } = options;
  const factories = Object.entries(rules).map(([key, rule]) => [key, createConditionFactory(rule)]);
  return {
    conditions: Object.fromEntries(factories) as { [Name in keyof TRules]: ConditionFactory<TRules[Name]> },
    createConditionalDecision: (_permission, conditions) => ({
      result: 'CONDITIONAL',
      pluginId: resourceRef.pluginId,
      resourceType: resourceRef.resourceType,
      conditions,
    }),
  };
}
