import { toList, toRecord, toText, type JsonRecord } from '../parse/json-values.ts';
import { startWalk, stepInto, type SchemaWalk } from './walk-schema.ts';

const limits = { nodes: 1000, depth: 7 };
const maxFields = 60;

/**
 * Makes a value that a schema describes: its own example if it has one, else one of plain values.
 * Where a schema leads back into itself, and after a thousand values, it has `null`.
 */
export function exampleOf(root: unknown, node: unknown): unknown {
  return make(startWalk(root, limits), node);
}

function make(walk: SchemaWalk, node: unknown): unknown {
  return stepInto(walk, node, schema => valueOf(walk, schema)) ?? null;
}

function valueOf(walk: SchemaWalk, schema: JsonRecord): unknown {
  const given = [schema['example'], toList(schema['examples'])[0], schema['const'], schema['default']];
  const own = given.find(value => value !== undefined) ?? toList(schema['enum'])[0];
  if (own !== undefined) return own;
  const [choice] = [...toList(schema['oneOf']), ...toList(schema['anyOf'])];
  if (choice !== undefined) return make(walk, choice);
  const all = toList(schema['allOf']);
  if (all.length === 0) return plainValue(walk, schema);
  const merged: JsonRecord = {};
  for (const part of [...all, { ...schema, allOf: undefined, type: 'object' }]) {
    Object.assign(merged, toRecord(make(walk, part)));
  }
  return merged;
}

function plainValue(walk: SchemaWalk, schema: JsonRecord): unknown {
  const types = [schema['type']].flat();
  const type = types.find(each => each !== 'null') ?? (schema['properties'] ? 'object' : undefined);
  if (type === 'object') return objectOf(walk, schema);
  if (type === 'array') return [make(walk, schema['items'] ?? {})].filter(item => item !== null);
  if (type === 'integer' || type === 'number') return schema['minimum'] ?? 0;
  if (type === 'boolean') return true;
  return type === 'string' ? textOf(schema) : null;
}

function objectOf(walk: SchemaWalk, schema: JsonRecord): unknown {
  const fields = Object.entries(toRecord(schema['properties']) ?? {}).slice(0, maxFields);
  return Object.fromEntries(fields.map(([name, field]) => [name, make(walk, field)]));
}

const byFormat: Readonly<Record<string, string>> = {
  'date-time': '2026-01-31T12:00:00Z',
  date: '2026-01-31',
  time: '12:00:00Z',
  email: 'someone@example.com',
  uuid: '3f2504e0-4f89-41d3-9a0c-0305e82c3301',
  uri: 'https://example.com',
  hostname: 'example.com',
  ipv4: '192.0.2.1',
  byte: 'dGV4dA==',
};

function textOf(schema: JsonRecord): string {
  return byFormat[toText(schema['format']) ?? ''] ?? 'text';
}
