export {
  createPermission,
  isCreatePermission,
  isDeletePermission,
  isPermission,
  isReadPermission,
  isResourcePermission,
  isUpdatePermission,
  type BasicPermission,
  type Permission,
  type PermissionAttributes,
  type ResourcePermission,
} from './permission.ts';
export {
  AuthorizeResult,
  type AuthorizePermissionRequest,
  type ConditionalPolicyDecision,
  type DefinitivePolicyDecision,
  type PermissionCondition,
  type PermissionCriteria,
  type PermissionRuleParams,
  type PolicyDecision,
  type QueryPermissionRequest,
} from './decision.ts';
export { foldCriteria, type CriteriaFold } from './criteria.ts';
export {
  createPermissionResourceRef,
  createPermissionRule,
  type ParamsSchema,
  type PermissionResourceRef,
  type PermissionRule,
  type PermissionRuleset,
  type TypedPermissionRule,
} from './rule.ts';
export {
  createConditionExports,
  createConditionFactory,
  type ConditionFactory,
} from './condition-exports.ts';
export { createConditionTransformer } from './condition-transformer.ts';
export { createConditionAuthorizer, evaluateConditions } from './evaluate-conditions.ts';
export { parseConditions } from './parse-conditions.ts';
export { checkRuleParams } from './rule-params.ts';
export { toRuleset, type RulesetLike } from './ruleset.ts';
