import type {
  AuthorizePermissionRequest,
  DefinitivePolicyDecision,
  Permission,
  PermissionResourceRef,
  PermissionRule,
  PermissionRuleset,
  PolicyDecision,
  QueryPermissionRequest,
} from '@portico/permissions';
import type { Credentials } from './auth.ts';

/** Asks the policy. One decision for each request, in the same order. */
export interface PermissionsService {
  authorize(
    requests: AuthorizePermissionRequest[],
    options: { credentials: Credentials },
  ): Promise<DefinitivePolicyDecision[]>;
  /** As `authorize`, without a resource: may answer with conditions on the resource. */
  authorizeConditional(
    requests: QueryPermissionRequest[],
    options: { credentials: Credentials },
  ): Promise<PolicyDecision[]>;
}

/** What a plugin tells of a resource type that it owns. */
export interface ResourceTypeRegistration<TResource, TQuery, TResourceType extends string> {
  resourceRef: PermissionResourceRef<TResource, TQuery, TResourceType>;
  permissions?: Permission[];
  rules: PermissionRule<any, any>[]; // oxlint-disable-line no-explicit-any -- rules of this resource, of whichever copy of the types
  /** Loads resources for the evaluation of conditions, in the order of the refs. */
  getResources?(resourceRefs: string[]): Promise<(TResource | undefined)[]>;
}

/** Publishes a plugin's permissions and rules; to be filled while the plugin starts. */
export interface PermissionsRegistryService {
  addPermissions(permissions: Permission[]): void;
  addPermissionRules(rules: PermissionRule<any, any, string>[]): void; // oxlint-disable-line no-explicit-any -- rules of any resource
  addResourceType<const TResourceType extends string, TResource, TQuery>(
    options: ResourceTypeRegistration<TResource, TQuery, TResourceType>,
  ): void;
  getPermissionRuleset<TResourceType extends string, TResource, TQuery>(
    resourceRef: PermissionResourceRef<TResource, TQuery, TResourceType>,
  ): PermissionRuleset<TResource, TQuery, TResourceType>;
}
