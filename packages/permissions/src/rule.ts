import type { PermissionCriteria, PermissionRuleParams } from './decision.ts';

/**
 * Describes the parameters of a rule: any schema with a synchronous `safeParse`,
 * as those of Zod 3 and 4, or any Standard Schema (https://standardschema.dev)
 * that validates synchronously.
 */
export type ParamsSchema<TParams = unknown> =
  | { safeParse(value: unknown): { success: boolean; data?: TParams | undefined; error?: unknown } }
  | { '~standard': { validate(value: unknown): unknown; types?: { output: TParams } | undefined } };

/** Names a type of resource, the plugin that owns it, and the types of its objects and queries. */
export interface PermissionResourceRef<
  TResource = unknown,
  TQuery = unknown,
  TResourceType extends string = string,
> {
  readonly $$type: '@backstage/PermissionResourceRef';
  readonly pluginId: string;
  readonly resourceType: TResourceType;
  readonly TResource: TResource;
  readonly TQuery: TQuery;
}

/** A rule: a test of one resource, and the same test as a query over all of them. */
export interface PermissionRule<
  TResource = unknown,
  TQuery = unknown,
  TResourceType extends string = string,
> {
  name: string;
  description: string;
  resourceType: TResourceType;
  paramsSchema?: ParamsSchema;
  apply(resource: TResource, params: any): boolean; // oxlint-disable-line no-explicit-any -- parameters differ by rule, the schema checks them
  toQuery(params: any): PermissionCriteria<TQuery>; // oxlint-disable-line no-explicit-any -- as above
}

/** Finds a rule by its name; throws an error when there is none. */
export interface PermissionRuleset<
  TResource = unknown,
  TQuery = unknown,
  TResourceType extends string = string,
> {
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

/** A rule that remembers the type of its parameters, for the conditions made of it. */
export interface TypedPermissionRule<
  TRef extends PermissionResourceRef,
  TParams extends PermissionRuleParams,
> extends PermissionRule<TRef['TResource'], TRef['TQuery'], TRef['resourceType']> {
  apply(resource: TRef['TResource'], params: TParams): boolean;
}

/**
 * Defines a rule over a type of resource. `apply` and `toQuery` are given
 * parameters that the schema accepted; without a schema, `{}`.
 */
export function createPermissionRule<
  TRef extends PermissionResourceRef,
  TParams extends PermissionRuleParams = undefined,
>(options: {
  name: string;
  description: string;
  resourceRef: TRef;
  paramsSchema?: ParamsSchema<TParams>;
  apply(resource: TRef['TResource'], params: NoInfer<TParams>): boolean;
  toQuery(params: NoInfer<TParams>): PermissionCriteria<TRef['TQuery']>;
}): TypedPermissionRule<TRef, TParams> {
  return { ...options, resourceType: options.resourceRef.resourceType };
}
