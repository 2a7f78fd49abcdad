import type { JsonValue } from '../json.ts';

/** Who may see a value: the browser, the backend only, or nobody: secrets are redacted wherever they would be printed. */
export type ConfigVisibility = 'frontend' | 'backend' | 'secret';

/** A JSON Schema, or `true` for anything and `false` for nothing. */
export type ConfigJsonSchema = boolean | ConfigJsonSchemaObject;

/**
 * The part of JSON Schema (draft 7, and what differs in 2020-12) that config
 * schemas are written in, with the keywords that say who may see a value.
 */
export interface ConfigJsonSchemaObject {
  $ref?: string;
  $defs?: Record<string, ConfigJsonSchema>;
  definitions?: Record<string, ConfigJsonSchema>;
  title?: string;
  description?: string;
  default?: JsonValue;
  examples?: JsonValue[];
  type?: string | string[];
  const?: JsonValue;
  enum?: JsonValue[];
  allOf?: ConfigJsonSchema[];
  anyOf?: ConfigJsonSchema[];
  oneOf?: ConfigJsonSchema[];
  not?: ConfigJsonSchema;
  if?: ConfigJsonSchema;
  then?: ConfigJsonSchema;
  else?: ConfigJsonSchema;
  properties?: Record<string, ConfigJsonSchema>;
  patternProperties?: Record<string, ConfigJsonSchema>;
  additionalProperties?: ConfigJsonSchema;
  propertyNames?: ConfigJsonSchema;
  required?: string[];
  minProperties?: number;
  maxProperties?: number;
  items?: ConfigJsonSchema | ConfigJsonSchema[];
  prefixItems?: ConfigJsonSchema[];
  additionalItems?: ConfigJsonSchema;
  minItems?: number;
  maxItems?: number;
  uniqueItems?: boolean;
  minimum?: number;
  maximum?: number;
  exclusiveMinimum?: number;
  exclusiveMaximum?: number;
  multipleOf?: number;
  minLength?: number;
  maxLength?: number;
  pattern?: string;
  /** Who may see this value. Default: `backend`. */
  visibility?: ConfigVisibility;
  /** Who may see this value and everything in it. */
  deepVisibility?: 'frontend' | 'secret';
  /** What to use instead, for a key that should no longer be used. */
  deprecated?: string | boolean;
}

/** The config schema of one package. */
export interface PackageConfigSchema {
  packageName: string;
  /** The file that holds it, for messages. */
  path: string;
  value: ConfigJsonSchema;
}

/** The target of a local reference, `#` or `#/definitions/name`; nothing for any other. */
export function resolveRef(ref: string, root: ConfigJsonSchema): ConfigJsonSchema | undefined {
  if (!ref.startsWith('#')) return undefined;
  let target: unknown = root;
  for (const part of ref.slice(1).split('/').slice(1)) {
    const key = decodeURIComponent(part).replaceAll('~1', '/').replaceAll('~0', '~');
    if (typeof target !== 'object' || target === null || !Object.hasOwn(target, key)) return undefined;
    target = (target as Record<string, unknown>)[key];
  }
  return isSchema(target) ? target : undefined;
}

/** Whether a value can be a JSON Schema at all. */
export function isSchema(value: unknown): value is ConfigJsonSchema {
  return typeof value === 'boolean' || (typeof value === 'object' && value !== null && !Array.isArray(value));
}
