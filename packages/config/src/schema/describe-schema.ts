import type { JsonValue } from '../json.ts';
import { resolveRef, type ConfigJsonSchema, type ConfigJsonSchemaObject } from './schema-types.ts';

/** What a schema wants, in words that follow 'wanted': `a number from 1 to 65535`. */
export function describeSchema(schema: ConfigJsonSchema, root: ConfigJsonSchema, depth = 0): string {
  if (schema === false) return 'nothing here';
  if (schema === true || depth > 3) return 'a value';
  if (schema.$ref !== undefined) {
    return describeTarget(resolveRef(schema.$ref, root) ?? true, root, depth);
  }
  if (schema.const !== undefined) return showChoice([schema.const]);
  if (schema.enum) return showChoice(schema.enum);
  const alternatives = schema.anyOf ?? schema.oneOf;
  if (alternatives) return joinWords(alternatives.map(option => describeSchema(option, root, depth + 1)));
  if (schema.type === undefined) return schema.properties ? describeObject(schema) : 'a value';
  return joinWords([schema.type].flat().map(type => describeType(type, schema, root, depth)));
}

/** A type with a name of its own, such as a duration, is called by it. */
function describeTarget(target: ConfigJsonSchema, root: ConfigJsonSchema, depth: number): string {
  const title = typeof target === 'object' ? target.title : undefined;
  return title === undefined ? describeSchema(target, root, depth + 1) : `a ${title.toLowerCase()}`;
}

function describeType(
  type: string,
  schema: ConfigJsonSchemaObject,
  root: ConfigJsonSchema,
  depth: number,
): string {
  switch (type) {
    case 'string':
      return 'text';
    case 'number':
      return hasRange(schema) ? showRange(schema) : 'a number';
    case 'integer':
      return hasRange(schema) ? showRange(schema) : 'a whole number';
    case 'boolean':
      return 'true or false';
    case 'object':
      return describeObject(schema);
    case 'array':
      return describeList(schema, root, depth);
    default:
      return type;
  }
}

function describeObject({ required = [] }: ConfigJsonSchemaObject): string {
  if (required.length === 0) return 'an object';
  return `an object with ${required.map(key => `'${key}'`).join(', ')}`;
}

function describeList({ items }: ConfigJsonSchemaObject, root: ConfigJsonSchema, depth: number): string {
  if (items === undefined || Array.isArray(items) || typeof items === 'boolean') return 'a list';
  const item = describeSchema(items, root, depth + 1);
  return item === 'a value' ? 'a list' : `a list, each item ${item}`;
}

function hasRange({ minimum, maximum, exclusiveMinimum, exclusiveMaximum }: ConfigJsonSchemaObject): boolean {
  return [minimum, maximum, exclusiveMinimum, exclusiveMaximum].some(limit => limit !== undefined);
}

/** The range of numbers that a schema allows, in words. */
export function showRange(schema: ConfigJsonSchemaObject): string {
  const parts = [
    schema.type === 'integer' ? 'a whole number' : 'a number',
    schema.minimum !== undefined && `from ${schema.minimum}`,
    schema.exclusiveMinimum !== undefined && `above ${schema.exclusiveMinimum}`,
    schema.maximum !== undefined && `to ${schema.maximum}`,
    schema.exclusiveMaximum !== undefined && `below ${schema.exclusiveMaximum}`,
    schema.multipleOf !== undefined && `in steps of ${schema.multipleOf}`,
  ];
  return parts.filter(Boolean).join(' ');
}

/** A choice between values, in words. */
export function showChoice(options: readonly JsonValue[]): string {
  return joinWords(
    options.map(option => (typeof option === 'string' ? `'${option}'` : JSON.stringify(option))),
  );
}

function joinWords(words: string[]): string {
  const unique = [...new Set(words)];
  const last = unique.pop() ?? 'a value';
  return unique.length === 0 ? last : `${unique.join(', ')} or ${last}`;
}
