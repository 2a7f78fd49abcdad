import { toList, toRecord, toText, type JsonRecord } from '../parse/json-values.ts';
import { resolveRef } from './resolve-ref.ts';

const maxDepth = 6;
const maxFields = 60;

/** Makes a value that a schema describes: its own example if it has one, else one of plain values. */
export function exampleOf(root: unknown, node: unknown): unknown {
  return make(root, node, 0);
}

function make(root: unknown, node: unknown, depth: number): unknown {
  const resolved = resolveRef(root, node);
  const schema = 'value' in resolved ? toRecord(resolved.value) : undefined;
  if (!schema || depth > maxDepth) return null;
  const given = [schema['example'], toList(schema['examples'])[0], schema['const'], schema['default']];
  const own = given.find(value => value !== undefined) ?? toList(schema['enum'])[0];
  if (own !== undefined) return own;
  const [choice] = [...toList(schema['oneOf']), ...toList(schema['anyOf'])];
  if (choice !== undefined) return make(root, choice, depth + 1);
  const all = toList(schema['allOf']);
  if (all.length > 0) {
    const parts = [...all, { ...schema, allOf: undefined, type: 'object' }].map(part =>
      make(root, part, depth + 1),
    );
    return Object.assign({}, ...parts.map(part => toRecord(part) ?? {})) as unknown;
  }
  return plainValue(root, schema, depth);
}

function plainValue(root: unknown, schema: JsonRecord, depth: number): unknown {
  const types = [schema['type']].flat();
  const type = types.find(each => each !== 'null') ?? (schema['properties'] ? 'object' : undefined);
  if (type === 'object') return objectOf(root, schema, depth);
  if (type === 'array') return [make(root, schema['items'] ?? {}, depth + 1)].filter(item => item !== null);
  if (type === 'integer' || type === 'number') return schema['minimum'] ?? 0;
  if (type === 'boolean') return true;
  return type === 'string' ? textOf(schema) : null;
}

function objectOf(root: unknown, schema: JsonRecord, depth: number): unknown {
  const fields = Object.entries(toRecord(schema['properties']) ?? {}).slice(0, maxFields);
  return Object.fromEntries(fields.map(([name, field]) => [name, make(root, field, depth + 1)]));
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
