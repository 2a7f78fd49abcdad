import {
  resolveRef,
  type ConfigJsonSchema,
  type ConfigJsonSchemaObject,
  type PackageConfigSchema,
} from './schema-types.ts';

/**
 * One JSON Schema for all packages together, without references: for editors,
 * and for people who want to see everything at one key side by side.
 */
export function mergeConfigSchemas(schemas: readonly PackageConfigSchema[]): ConfigJsonSchemaObject {
  const merged = schemas
    .map(({ value }) => inline(value, value, []))
    .reduce<ConfigJsonSchema>((all, schema) => merge(all, schema), { type: 'object' });
  const { title: _title, ...rest } = typeof merged === 'object' ? merged : {};
  return { title: 'Application configuration', ...rest };
}

/** Puts the targets of references in their place; one that contains itself allows anything at that point. */
function inline(
  schema: ConfigJsonSchema,
  root: ConfigJsonSchema,
  around: readonly string[],
): ConfigJsonSchema {
  if (typeof schema === 'boolean') return schema;
  const { $ref, definitions: _definitions, $defs: _defs, ...own } = schema;
  const plain = Object.fromEntries(
    Object.entries(own).map(([keyword, value]) => [keyword, inlineBelow(keyword, value, root, around)]),
  );
  if ($ref === undefined) return plain;
  const target = around.includes($ref) ? undefined : resolveRef($ref, root);
  return target === undefined ? plain : merge(inline(target, root, [...around, $ref]), plain);
}

const schemaKeywords = new Set([
  'items',
  'additionalProperties',
  'additionalItems',
  'propertyNames',
  'not',
  'if',
  'then',
  'else',
  'allOf',
  'anyOf',
  'oneOf',
  'prefixItems',
]);

function inlineBelow(
  keyword: string,
  value: unknown,
  root: ConfigJsonSchema,
  around: readonly string[],
): unknown {
  const next = (child: unknown): ConfigJsonSchema => inline(child as ConfigJsonSchema, root, around);
  if (schemaKeywords.has(keyword)) return Array.isArray(value) ? value.map(next) : next(value);
  if (keyword !== 'properties' && keyword !== 'patternProperties') return value;
  return Object.fromEntries(Object.entries(value as object).map(([key, child]) => [key, next(child)]));
}

function merge(a: ConfigJsonSchema, b: ConfigJsonSchema): ConfigJsonSchema {
  if (typeof a === 'boolean' || typeof b === 'boolean')
    return a === false || b === false ? false : a === true ? b : a;
  const conflict = Object.keys(a).some(key => {
    const keyword = key as keyof ConfigJsonSchemaObject;
    return (
      !mergeable.has(keyword) &&
      b[keyword] !== undefined &&
      JSON.stringify(a[keyword]) !== JSON.stringify(b[keyword])
    );
  });
  if (conflict) return { allOf: [a, b] };
  const required = [...new Set([...(a.required ?? []), ...(b.required ?? [])])];
  return {
    ...a,
    ...b,
    ...(a.properties && b.properties && { properties: mergeProperties(a.properties, b.properties) }),
    ...(required.length > 0 && { required }),
  };
}

/** Where these differ, both hold, or the later one is as good as the earlier. */
const mergeable = new Set<keyof ConfigJsonSchemaObject>([
  'properties',
  'required',
  'title',
  'description',
  'default',
  'examples',
]);

function mergeProperties(
  a: Record<string, ConfigJsonSchema>,
  b: Record<string, ConfigJsonSchema>,
): Record<string, ConfigJsonSchema> {
  const keys = [...new Set([...Object.keys(a), ...Object.keys(b)])];
  return Object.fromEntries(keys.map(key => [key, merge(a[key] ?? true, b[key] ?? true)]));
}
