export {
  createPermission,
  isPermission,
  isResourcePermission,
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
} from './rule.ts';
