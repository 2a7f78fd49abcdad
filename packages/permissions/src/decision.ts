import type { Permission, ResourcePermission } from './permission.ts';

/** The three answers of a policy. */
export const AuthorizeResult = { ALLOW: 'ALLOW', DENY: 'DENY', CONDITIONAL: 'CONDITIONAL' } as const;
/** One of the three answers of a policy. */
export type AuthorizeResult = (typeof AuthorizeResult)[keyof typeof AuthorizeResult];

type JsonPrimitive = string | number | boolean | null;

/** The parameters of a rule in a condition: JSON primitives, or lists of them. */
export type PermissionRuleParams = Record<string, JsonPrimitive | JsonPrimitive[] | undefined> | undefined;

/** Names a rule and gives its parameters. */
export interface PermissionCondition<
  TResourceType extends string = string,
  TParams extends PermissionRuleParams = PermissionRuleParams,
> {
  resourceType: TResourceType;
  rule: string;
  params?: TParams;
}

/** A tree of `allOf`, `anyOf` and `not` over leaves of one type. */
export type PermissionCriteria<TLeaf> =
  | { allOf: [PermissionCriteria<TLeaf>, ...PermissionCriteria<TLeaf>[]] }
  | { anyOf: [PermissionCriteria<TLeaf>, ...PermissionCriteria<TLeaf>[]] }
  | { not: PermissionCriteria<TLeaf> }
  | TLeaf;

/** Yes or no. */
export interface DefinitivePolicyDecision {
  result: 'ALLOW' | 'DENY';
}

/** "It depends on the resource": the owner of the resource type evaluates the conditions. */
export interface ConditionalPolicyDecision {
  result: 'CONDITIONAL';
  pluginId: string;
  resourceType: string;
  conditions: PermissionCriteria<PermissionCondition>;
}

/** What a policy answers. */
export type PolicyDecision = DefinitivePolicyDecision | ConditionalPolicyDecision;

/** A question with a definitive answer: a resource permission names its resource. */
export type AuthorizePermissionRequest =
  | { permission: Exclude<Permission, ResourcePermission>; resourceRef?: never }
  | { permission: ResourcePermission; resourceRef: string };

/** A question about all resources of a type, which may be answered with conditions. */
export interface QueryPermissionRequest {
  permission: ResourcePermission;
  resourceRef?: never;
}
