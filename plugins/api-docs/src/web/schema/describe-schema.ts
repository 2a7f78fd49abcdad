import { fieldOf, toList, toRecord, toText, type JsonRecord } from '../parse/json-values.ts';
import { resolveRef } from './resolve-ref.ts';
import { startWalk, stepInto, type SchemaWalk } from './walk-schema.ts';

/** A schema as far as one line tells it. */
export interface SchemaLine {
  /** `string`, `Position[]`, `string | null`. */
  type: string;
  /** The schema itself, its `$ref` followed. */
  schema: JsonRecord;
  /** A `$ref` that leads to another document, or nowhere. */
  unresolved?: { ref: string; isOutside: boolean };
}

/** One of the fields of an object, or another part that a schema is made of. */
export interface SchemaPart {
  name: string;
  schema: unknown;
  isRequired: boolean;
}

const maxDepth = 4;
const limits = { nodes: 500, depth: 12 };

/** Reads a schema of JSON Schema or OpenAPI. */
export function describeSchema(root: unknown, node: unknown): SchemaLine {
  const resolved = resolveRef(root, node);
  if ('outside' in resolved) {
    return { type: 'any', schema: {}, unresolved: { ref: resolved.outside, isOutside: true } };
  }
  if ('missing' in resolved) {
    return { type: 'any', schema: {}, unresolved: { ref: resolved.missing, isOutside: false } };
  }
  return { type: typeLabel(root, node, 0), schema: toRecord(resolved.value) ?? {} };
}

function typeLabel(root: unknown, node: unknown, depth: number): string {
  const resolved = resolveRef(root, node);
  if (!('value' in resolved) || depth > maxDepth) return 'any';
  const schema = toRecord(resolved.value);
  if (!schema) return resolved.value === false ? 'never' : 'any';
  const items = fieldOf(schema, 'items');
  const types = typesOf(schema).filter(type => type !== 'null');
  const isNullable = fieldOf(schema, 'nullable') === true || typesOf(schema).includes('null');
  const own =
    types.length === 1 && types[0] === 'array'
      ? listOf(items === undefined ? 'any' : typeLabel(root, items, depth + 1))
      : (resolved.name ?? ownLabel(root, schema, types, depth));
  return isNullable ? `${own} | null` : own;
}

function listOf(label: string): string {
  return label.includes(' ') ? `(${label})[]` : `${label}[]`;
}

function ownLabel(root: unknown, schema: JsonRecord, types: string[], depth: number): string {
  const choices = [...toList(schema['oneOf']), ...toList(schema['anyOf'])];
  if (choices.length > 0 && choices.length <= 4) {
    return [...new Set(choices.map(choice => typeLabel(root, choice, depth + 1)))].join(' | ');
  }
  if (choices.length > 4) return `oneOf (${choices.length})`;
  if (types.length === 0) return schema['properties'] || schema['allOf'] ? 'object' : 'any';
  const format = toText(schema['format']);
  return format === undefined ? types.join(' | ') : `${types.join(' | ')} (${format})`;
}

function typesOf(schema: JsonRecord): string[] {
  const type = schema['type'];
  return (Array.isArray(type) ? type : [type]).filter(each => typeof each === 'string');
}

/**
 * What is inside a schema: fields, those of `allOf` among them, elements, choices.
 * Of one that is made of itself or of more than some hundred others, as far as was gone.
 */
export function partsOf(root: unknown, schema: JsonRecord): SchemaPart[] {
  return partsWithin(startWalk(root, limits), schema);
}

function partsWithin(walk: SchemaWalk, schema: JsonRecord): SchemaPart[] {
  const merged = mergeAllOf(walk, schema);
  const required = new Set(toList(merged['required']));
  const fields = Object.entries(toRecord(merged['properties']) ?? {}).map(([name, field]): SchemaPart => {
    return { name, schema: field, isRequired: required.has(name) };
  });
  const more = toRecord(merged['additionalProperties']);
  const others = more && Object.keys(more).length > 0 ? [part('[key]', more)] : [];
  const choices = [...toList(merged['oneOf']), ...toList(merged['anyOf'])];
  return [
    ...fields,
    ...others,
    ...choices.map((choice, index) => part(`#${index + 1}`, choice)),
    ...itemParts(walk, merged),
  ];
}

function part(name: string, schema: unknown): SchemaPart {
  return { name, schema, isRequired: false };
}

/** The parts of a list are those of its elements. */
function itemParts(walk: SchemaWalk, { items }: JsonRecord): SchemaPart[] {
  return stepInto(walk, items, inner => partsWithin(walk, inner)) ?? [];
}

function mergeAllOf(walk: SchemaWalk, schema: JsonRecord): JsonRecord {
  const all = toList(schema['allOf']);
  if (all.length === 0) return schema;
  const layers = [...all.map(each => stepInto(walk, each, record => mergeAllOf(walk, record)) ?? {}), schema];
  const properties = Object.fromEntries(
    layers.flatMap(layer => Object.entries(toRecord(layer['properties']) ?? {})),
  );
  const required = layers.flatMap(layer => toList(layer['required']));
  return { ...Object.assign({}, ...layers), properties, required } as JsonRecord;
}

const constraintKeys = [
  'minimum',
  'exclusiveMinimum',
  'maximum',
  'exclusiveMaximum',
  'multipleOf',
  'minLength',
  'maxLength',
  'minItems',
  'maxItems',
  'uniqueItems',
  'pattern',
  'const',
  'default',
];

/** What a value must keep to, in the words of JSON Schema: `minimum 1`, `maxLength 20`. */
export function constraintsOf(schema: JsonRecord): string[] {
  return constraintKeys.flatMap(key => {
    const value = schema[key];
    if (value === undefined || typeof value === 'boolean') return value === true ? [key] : [];
    return [`${key} ${typeof value === 'string' ? value : JSON.stringify(value)}`];
  });
}
