import type { PermissionCriteria, PermissionRuleParams } from './decision.ts';

/**
 * The parameters of a rule: any schema with a synchronous `safeParse`, as Zod's
 * are, or any Standard Schema (https://standardschema.dev).
 */
export type ParamsSchema =
  | { safeParse(value: unknown): { success: boolean; error?: unknown } }
  | { '~standard': { validate(value: unknown): unknown } };

/** Names a type of resource, the plugin that owns it, and the types of its objects and queries. */
export interface PermissionResourceRef<TResource = unknown, TQuery = unknown, TResourceType extends string = string> {
  readonly $$type: '@backstage/PermissionResourceRef';
  readonly pluginId: string;
  readonly resourceType: TResourceType;
  readonly TResource: TResource;
  readonly TQuery: TQuery;
}

/** A rule: a test of one resource, and the same test as a query over all of them. */
export interface PermissionRule<TResource = unknown, TQuery = unknown, TResourceType extends string = string> {
  name: string;
  description: string;
  resourceType: TResourceType;
  paramsSchema?: ParamsSchema;
  apply(resource: TResource, params: any): boolean; // oxlint-disable-line no-explicit-any -- parameters differ by rule, the schema checks them
  toQuery(params: any): PermissionCriteria<TQuery>; // oxlint-disable-line no-explicit-any -- as above
}

/** Finds a rule by its name; throws an error when there is none. */
export interface PermissionRuleset<TResource = unknown, TQuery = unknown, TResourceType extends string = string> {
  getRuleByName(name: string): PermissionRule<TResource, TQuery, TResourceType>;
}

/** Makes a reference to a type of resource: `createPermissionResourceRef<Entity, EntityFilter>().with({ … })`. */
export function createPermissionResourceRef<TResource, TQuery>(): {
  with<TResourceType extends string>(options: {
    pluginId: string;
    resourceType: TResourceType;
  }): PermissionResourceRef<TResource, TQuery, TResourceType>;
} {
  return {
    with: options => ({
      $$type: '@backstage/PermissionResourceRef',
      ...options,
      TResource: undefined as never,
      TQuery: undefined as never,
    }),
  };
}

/** Defines a rule over a type of resource. */
export function createPermissionRule<
  TRef extends PermissionResourceRef,
  TParams extends PermissionRuleParams = undefined,
>(options: {
  name: string;
  description: string;
  resourceRef: TRef;
  paramsSchema?: ParamsSchema;
  apply(resource: TRef['TResource'], params: TParams): boolean;
  toQuery(params: TParams): PermissionCriteria<TRef['TQuery']>;
}): PermissionRule<TRef['TResource'], TRef['TQuery'], TRef['resourceType']> {
  const { resourceRef, ...rule } = options;
  return { ...rule, resourceType: resourceRef.resourceType };
}
