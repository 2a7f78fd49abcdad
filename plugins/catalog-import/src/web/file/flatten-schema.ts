import type { JsonSchema } from '@portico/catalog-model';

/** A schema of which `allOf` says a part, such as what an organisation adds to a kind, as one: with all properties and all that is required. */
export function flattenSchema(schema: JsonSchema): JsonSchema {
  const { allOf, ...own } = schema;
  const parts = Array.isArray(allOf) ? allOf.map(toSchema).filter(part => part !== undefined) : [];
  return parts.map(flattenSchema).reduce<JsonSchema>(mergeSchemas, own);
}

function mergeSchemas(a: JsonSchema, b: JsonSchema): JsonSchema {
  const properties = toSchema(a['properties']) ?? {};
  const added = Object.entries(toSchema(b['properties']) ?? {}).map(([name, field]) => {
    const before = Object.hasOwn(properties, name) ? toSchema(properties[name]) : undefined;
    const after = toSchema(field);
    return [
      name,
      before && after ? mergeSchemas(flattenSchema(before), flattenSchema(after)) : field,
    ] as const;
  });
  const required = [...listOf(a['required']), ...listOf(b['required'])];
  return {
    ...a,
    ...b,
    ...((added.length > 0 || a['properties'] !== undefined) && {
      properties: { ...properties, ...Object.fromEntries(added) },
    }),
    ...(required.length > 0 && { required: [...new Set(required)] }),
  };
}

/** What is a schema with fields; `true` and `false` are none. */
export function toSchema(value: unknown): JsonSchema | undefined {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
    ? (value as JsonSchema)
    : undefined;
}

function listOf(value: JsonSchema[string] | undefined): string[] {
  return Array.isArray(value) ? value.map(String) : [];
}
