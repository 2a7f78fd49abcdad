import type { JsonSchema } from '@portico/catalog-model';

/** What an object in a schema is: a schema itself, schemas by name, or data. */
type Place = 'schema' | 'schemas by name' | 'data';

const holdersOfSchemas = new Set([
  'properties',
  'patternProperties',
  'definitions',
  '$defs',
  'dependencies',
  'dependentSchemas',
]);
const literals = new Set(['const', 'default']);
const schemas = new Set([
  'additionalItems',
  'additionalProperties',
  'contains',
  'else',
  'if',
  'items',
  'not',
  'propertyNames',
  'then',
  'unevaluatedItems',
  'unevaluatedProperties',
]);

/**
 * Changes a schema by another: objects are merged, lists and single values
 * replaced, and what is `null` is removed, but for the values of `const` and
 * `default`. Where the type changes, nothing of the old schema is left.
 */
export function mergeSchemas(schema: JsonSchema, change: JsonSchema): JsonSchema {
  return merge(schema, change, 'schema');
}

function merge(before: JsonSchema, change: JsonSchema, place: Place): JsonSchema {
  const result: JsonSchema = place === 'schema' && changesType(before, change) ? {} : { ...before };
  for (const [key, value] of Object.entries(change)) {
    if (place === 'schema' && literals.has(key)) result[key] = value;
    else if (value === null) delete result[key];
    else if (isObject(value)) {
      const known = result[key];
      result[key] = merge(isObject(known) ? known : {}, value, placeOf(key, place));
    } else result[key] = value;
  }
  return result;
}

function changesType({ type: before }: JsonSchema, { type }: JsonSchema): boolean {
  if (type === undefined || type === null || before === undefined) return false;
  return new Set([type].flat()).symmetricDifference(new Set([before].flat())).size > 0;
}

function placeOf(key: string, place: Place): Place {
  if (place === 'schemas by name') return 'schema';
  if (place === 'data') return 'data';
  if (holdersOfSchemas.has(key)) return 'schemas by name';
  return schemas.has(key) ? 'schema' : 'data';
}

function isObject(value: unknown): value is JsonSchema {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
