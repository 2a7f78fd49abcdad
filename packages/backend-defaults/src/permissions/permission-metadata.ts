import type { JsonObject } from '@portico/config';
import type { ResourceTypeRegistration } from '@portico/backend-plugin-api';
import { InputError, NotImplementedError } from '@portico/errors';
import type { Permission, PermissionRule } from '@portico/permissions';
import { assertDescribable, schemaToJson } from './schema-to-json.ts';

/* oxlint-disable no-explicit-any -- rules and resources of any type are kept side by side */
type AnyRule = PermissionRule<any, any, string>;
type ResourceType = Omit<ResourceTypeRegistration<any, any, string>, 'resourceRef' | 'permissions'>;
/* oxlint-enable no-explicit-any */

/** A rule as `GET …/permissions/metadata` lists it. */
export interface RuleDescription {
  name: string;
  description: string;
  resourceType: string;
  /** JSON Schema, draft 7. */
  paramsSchema: JsonObject;
}

/** What a plugin told of its permissions. */
export interface PermissionMetadata {
  addPermissions(permissions: Permission[]): void;
  addRules(rules: AnyRule[]): void;
  addResourceType(name: string, type: ResourceType): void;
  describe(): Promise<{ permissions: Permission[]; rules: RuleDescription[] }>;
  /** Throws `InputError` when the type has no such rule. */
  getRule(resourceType: string, name: string): AnyRule;
  hasResourceType(name: string): boolean;
  /** The resources by ref, each ref loaded once. Throws `NotImplementedError` when the type cannot load any. */
  loadResources(resourceType: string, refs: string[]): Promise<Map<string, unknown>>;
}

/** Makes an empty {@link PermissionMetadata}. Adding a rule or a resource type twice throws. */
export function createPermissionMetadata(): PermissionMetadata {
  const permissions = new Map<string, Permission>();
  const rules = new Map<string, Map<string, AnyRule>>();
  const described = new Map<AnyRule, Promise<RuleDescription>>();
  const types = new Map<string, ResourceType>();

  const addRules = (added: AnyRule[]): void => {
    for (const rule of added) {
      const { name, resourceType } = rule;
      const ofType = rules.get(resourceType) ?? new Map<string, AnyRule>();
      if (ofType.has(name)) {
        throw new Error(`The permission rule '${name}' of resource type '${resourceType}' is there already`);
      }
      assertParams(rule);
      rules.set(resourceType, ofType.set(name, rule));
    }
  };

  return {
    addPermissions(added) {
      for (const permission of added) permissions.set(permission.name, permission);
    },
    addRules,
    addResourceType(name, type) {
      if (types.has(name)) throw new Error(`The permission resource type '${name}' is there already`);
      types.set(name, type);
      addRules(type.rules);
    },
    async describe() {
      const all = [...rules.values()].flatMap(ofType => [...ofType.values()]);
      for (const rule of all) if (!described.has(rule)) described.set(rule, describeRule(rule));
      return { permissions: [...permissions.values()], rules: await Promise.all(described.values()) };
    },
    getRule(resourceType, name) {
      const rule = rules.get(resourceType)?.get(name);
      if (!rule) {
        throw new InputError(`Permission rule '${name}' does not exist for resource type '${resourceType}'`);
      }
      return rule;
    },
    hasResourceType: name => types.has(name),
    async loadResources(resourceType, refs) {
      const type = types.get(resourceType);
      if (!type?.getResources) {
        throw new NotImplementedError(
          `This plugin cannot evaluate conditions on '${resourceType}', since it registered no 'getResources' for it`,
        );
      }
      const unique = [...new Set(refs)];
      const resources = await type.getResources(unique);
      return new Map(unique.map((ref, index) => [ref, resources[index]]));
    },
  };
}

async function describeRule({
  name,
  description,
  resourceType,
  paramsSchema,
}: AnyRule): Promise<RuleDescription> {
  return { name, description, resourceType, paramsSchema: await schemaToJson(paramsSchema) };
}

function assertParams({ name, paramsSchema }: AnyRule): void {
  try {
    assertDescribable(paramsSchema);
  } catch (error) {
    throw new Error(`The parameters of permission rule '${name}' cannot be described`, { cause: error });
  }
}
