import {
  createProblem,
  fromPointer,
  valueAt,
  type EntityCheck,
  type EntityProblem,
} from './entity-problem.ts';
import type { SchemaCheck, SchemaFault } from './json-schema.ts';
import { isPlaceholder } from './placeholders.ts';
import { quote, suggest } from './suggest.ts';

/** Runs a compiled schema and tells every fault that it found in words. */
export function checkSchema(check: EntityCheck, schema: SchemaCheck, value: unknown): EntityProblem[] {
  if (schema(value)) return [];
  const faults = withoutBranches(schema.errors ?? []);
  return faults.map(fault => toProblem(check, fault, value));
}

/**
 * Drops the faults at values that a placeholder such as `$text` stands for,
 * as long as nothing has put the real value in its place.
 */
export function ignorePlaceholders(problems: EntityProblem[], root: unknown): EntityProblem[] {
  return problems.filter(problem => !isPlaceholder(valueAt(root, fromPointer(problem.pointer))));
}

// A value that fits no branch of oneOf or anyOf fails each of them in its own way; only the choice is worth telling.
function withoutBranches(faults: SchemaFault[]): SchemaFault[] {
  const choices = new Set(faults.filter(isChoice).map(fault => fault.instancePath));
  return faults.filter(
    fault => fault.keyword !== 'if' && (isChoice(fault) || !choices.has(fault.instancePath)),
  );
}

function isChoice(fault: SchemaFault): boolean {
  return fault.keyword === 'oneOf' || fault.keyword === 'anyOf';
}

function toProblem(check: EntityCheck, fault: SchemaFault, root: unknown): EntityProblem {
  const steps = fromPointer(fault.instancePath);
  const value = valueAt(root, steps);
  const { missingProperty, additionalProperty } = fault.params;
  if (typeof missingProperty === 'string') {
    const path = [...steps, missingProperty];
    return createProblem(check, path, `"${path.join('.')}" is missing`, {
      hint: hintForMissing(missingProperty, value),
    });
  }
  if (typeof additionalProperty === 'string') {
    const path = [...steps, additionalProperty];
    const hint = hintForUnknown(path);
    const field = path.join('.');
    // The catalog of Backstage names a field at the root without quotes, and its clients may look for that.
    const message = `Unknown field ${steps.length === 0 ? field : `"${field}"`}`;
    return createProblem(check, path, message, { hint, inKey: true });
  }
  const field = steps.join('.') || 'entity';
  const message = `"${field}" is not valid; expected ${expectation(fault)} but found ${quote(value)}`;
  return createProblem(check, steps, message, { hint: hintForValue(fault, value) });
}

function expectation({ keyword, params, message }: SchemaFault): string {
  const { limit, allowedValues, allowedValue, pattern, format } = params;
  switch (keyword) {
    case 'type':
      return [params['type']].flat().map(typeInWords).join(' or ');
    case 'minLength':
      return limit === 1 ? 'a text that is not empty' : `a text of at least ${String(limit)} characters`;
    case 'maxLength':
      return `a text of at most ${String(limit)} characters`;
    case 'minItems':
      return `a list of at least ${String(limit)}`;
    case 'maxItems':
      return `a list of at most ${String(limit)}`;
    case 'enum':
      return `one of ${(allowedValues as unknown[]).map(quote).join(', ')}`;
    case 'const':
      return quote(allowedValue);
    case 'pattern':
      return `a text that matches ${String(pattern)}`;
    case 'format':
      return `a text in the format '${String(format)}'`;
    case 'oneOf':
    case 'anyOf':
      return 'one of the forms that the schema allows';
    default:
      return `what the schema says ('${message ?? keyword}')`;
  }
}

const words: Readonly<Record<string, string>> = {
  string: 'a text',
  array: 'a list',
  object: 'an object',
  number: 'a number',
  integer: 'a whole number',
  boolean: 'true or false',
  null: 'nothing',
};

function typeInWords(type: unknown): string {
  return words[String(type)] ?? String(type);
}

function hintForMissing(field: string, parent: unknown): string | undefined {
  const present = typeof parent === 'object' && parent !== null ? Object.keys(parent) : [];
  const near = suggest(field, present);
  return near ? `Rename '${near}' to '${field}'` : undefined;
}

const metadataFields = [
  'name',
  'namespace',
  'title',
  'description',
  'labels',
  'annotations',
  'tags',
  'links',
];
const specFields = [
  'type',
  'lifecycle',
  'owner',
  'system',
  'domain',
  'definition',
  'profile',
  'memberOf',
  'children',
];

function hintForUnknown(path: readonly string[]): string | undefined {
  const [field = '', ...deeper] = path;
  if (deeper.length > 0) return undefined;
  if (metadataFields.includes(field)) return `Move '${field}' under metadata`;
  if (specFields.includes(field)) return `Move '${field}' under spec`;
  const near = suggest(field, ['apiVersion', 'kind', 'metadata', 'spec']);
  return near
    ? `Rename it to '${near}'`
    : 'An entity has apiVersion, kind, metadata and spec; put the field under one of the last two';
}

function hintForValue({ keyword, params }: SchemaFault, value: unknown): string | undefined {
  if (keyword === 'enum' && typeof value === 'string') {
    const near = suggest(value, (params['allowedValues'] as unknown[]).map(String));
    return near ? `Write '${near}'` : undefined;
  }
  if (keyword !== 'type') return undefined;
  if (value === null) return 'The field is there and has no value; give it one or remove it';
  if (params['type'] === 'string' && (typeof value === 'number' || typeof value === 'boolean')) {
    return `Put it in quotes: "${String(value)}"`;
  }
  if (params['type'] === 'array' && typeof value === 'string') return `Write it as a list: [${value}]`;
  if (params['type'] === 'string' && Array.isArray(value)) return 'The field takes one value, not a list';
  return undefined;
}
