import { isSchema, type ConfigJsonSchema } from './schema-types.ts';

/** How each keyword must look for the check to be able to work with it. */
const keywordShapes: Readonly<Record<string, (value: unknown) => boolean>> = {
  $ref: isText,
  type: value => isText(value) || isListOf(isText)(value),
  enum: Array.isArray,
  required: isListOf(isText),
  pattern: value => isText(value) && isPattern(value),
  ...Object.fromEntries(['allOf', 'anyOf', 'oneOf', 'prefixItems'].map(key => [key, isListOf(isSchema)])),
  ...Object.fromEntries(
    ['not', 'if', 'then', 'else', 'additionalProperties', 'additionalItems', 'propertyNames'].map(key => [
      key,
      isSchema,
    ]),
  ),
  items: value => isSchema(value) || isListOf(isSchema)(value),
  ...Object.fromEntries(['properties', '$defs', 'definitions'].map(key => [key, isRecordOfSchemas])),
  patternProperties: value => isRecordOfSchemas(value) && Object.keys(value as object).every(isPattern),
  visibility: value => ['frontend', 'backend', 'secret'].includes(String(value)),
  deepVisibility: value => ['frontend', 'secret'].includes(String(value)),
};

/**
 * The first thing that keeps a schema from being used, as the path of the
 * keyword: `/properties/app/required`. Unknown keywords are none of it.
 */
export function findSchemaFlaw(schema: unknown, path = ''): string | undefined {
  if (typeof schema === 'boolean') return undefined;
  if (!isSchema(schema)) return path || '/';
  for (const [keyword, value] of Object.entries(schema)) {
    const hasShape = Object.hasOwn(keywordShapes, keyword) ? keywordShapes[keyword] : undefined;
    if (!hasShape) continue;
    if (!hasShape(value)) return `${path}/${keyword}`;
    const flaw = findFlawBelow(keyword, value, `${path}/${keyword}`);
    if (flaw !== undefined) return flaw;
  }
  return undefined;
}

function findFlawBelow(keyword: string, value: unknown, path: string): string | undefined {
  if (keyword === 'enum' || typeof value !== 'object' || value === null) return undefined;
  // What has passed its shape and is an object is a schema, or holds schemas.
  if (keywordShapes[keyword] === isSchema || (keyword === 'items' && !Array.isArray(value)))
    return findSchemaFlaw(value, path);
  for (const [key, child] of Object.entries(value)) {
    const flaw =
      typeof child === 'string' ? undefined : findSchemaFlaw(child as ConfigJsonSchema, `${path}/${key}`);
    if (flaw !== undefined) return flaw;
  }
  return undefined;
}

function isText(value: unknown): value is string {
  return typeof value === 'string';
}

function isListOf(isItem: (value: unknown) => boolean): (value: unknown) => boolean {
  return value => Array.isArray(value) && value.every(isItem);
}

function isRecordOfSchemas(value: unknown): boolean {
  return isSchema(value) && typeof value === 'object' && Object.values(value).every(isSchema);
}

function isPattern(pattern: string): boolean {
  try {
    return toPattern(pattern) instanceof RegExp;
  } catch {
    return false;
  }
}

/** A pattern as JSON Schema means it, or as JavaScript without Unicode reads it: many are written for that. */
export function toPattern(pattern: string): RegExp {
  try {
    return new RegExp(pattern, 'u');
  } catch {
    return new RegExp(pattern);
  }
}
