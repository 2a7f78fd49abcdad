import {
  createProblem,
  fromPointer,
  valueAt,
  type EntityCheck,
  type EntityProblem,
} from './entity-problem.ts';
import type { SchemaCheck, SchemaFault } from './json-schema.ts';
import { isPlaceholder } from './placeholders.ts';
import { isProblemCode, joinByOr, problemText, type ProblemText } from './problem-texts.ts';
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
    return createProblem(check, path, problemText('missing', { field: path.join('.') }), {
      hint: hintForMissing(missingProperty, value),
    });
  }
  if (typeof additionalProperty === 'string') {
    const path = [...steps, additionalProperty];
    const hint = hintForUnknown(path);
    const field = path.join('.');
    // The catalog of Backstage names a field at the root without quotes, and its clients may look for that.
    const message = problemText('unknownField', { field: steps.length === 0 ? field : `"${field}"` });
    return createProblem(check, path, message, { hint, inKey: true });
  }
  const field = steps.join('.') || 'entity';
  const message = problemText('invalid', { field, expected: expectation(fault), value: quote(value) });
  return createProblem(check, steps, message, { hint: hintForValue(fault, value) });
}

function expectation({ keyword, params, message }: SchemaFault): ProblemText {
  const { limit, allowedValues, allowedValue, pattern, format } = params;
  switch (keyword) {
    case 'type':
      return joinByOr([params['type']].flat().map(typeInWords));
    case 'minLength':
      if (limit === 1) return problemText('expected.filled');
      return problemText('expected.minLength', { limit: String(limit) });
    case 'maxLength':
    case 'minItems':
    case 'maxItems':
      return problemText(`expected.${keyword}`, { limit: String(limit) });
    case 'enum':
      return problemText('expected.enum', { values: (allowedValues as unknown[]).map(quote).join(', ') });
    case 'const':
      return problemText('expected.const', { value: quote(allowedValue) });
    case 'pattern':
      return problemText('expected.pattern', { pattern: String(pattern) });
    case 'format':
      return problemText('expected.format', { format: String(format) });
    case 'oneOf':
    case 'anyOf':
      return problemText('expected.form');
    default:
      return problemText('expected.rule', { rule: message ?? keyword });
  }
}

function typeInWords(type: unknown): ProblemText {
  const code = `expected.${String(type)}`;
  return isProblemCode(code) ? problemText(code) : problemText('expected.const', { value: String(type) });
}

function hintForMissing(field: string, parent: unknown): ProblemText | undefined {
  const present = typeof parent === 'object' && parent !== null ? Object.keys(parent) : [];
  const near = suggest(field, present);
  return near ? problemText('hint.rename', { from: near, to: field }) : undefined;
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

function hintForUnknown(path: readonly string[]): ProblemText | undefined {
  const [field = '', ...deeper] = path;
  if (deeper.length > 0) return undefined;
  if (metadataFields.includes(field)) return problemText('hint.toMetadata', { field });
  if (specFields.includes(field)) return problemText('hint.toSpec', { field });
  const near = suggest(field, ['apiVersion', 'kind', 'metadata', 'spec']);
  return near ? problemText('hint.renameTo', { to: near }) : problemText('hint.envelope');
}

function hintForValue({ keyword, params }: SchemaFault, value: unknown): ProblemText | undefined {
  if (keyword === 'enum' && typeof value === 'string') {
    const near = suggest(value, (params['allowedValues'] as unknown[]).map(String));
    return near ? problemText('hint.write', { value: `'${near}'` }) : undefined;
  }
  if (keyword !== 'type') return undefined;
  if (value === null) return problemText('hint.noValue');
  if (params['type'] === 'string' && (typeof value === 'number' || typeof value === 'boolean')) {
    return problemText('hint.quotes', { value: String(value) });
  }
  if (params['type'] === 'array' && typeof value === 'string') return problemText('hint.list', { value });
  if (params['type'] === 'string' && Array.isArray(value)) return problemText('hint.single');
  return undefined;
}
