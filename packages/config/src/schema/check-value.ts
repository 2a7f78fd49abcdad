import { isDeepStrictEqual } from 'node:util';
import type { JsonValue } from '../json.ts';
import { showChoice, showRange } from './describe-schema.ts';
import { toPattern } from './find-schema-flaw.ts';
import type { ConfigJsonSchemaObject } from './schema-types.ts';

/** Whether a value is of a JSON Schema type, or one that the reader takes for it: text for a number, not a number for text. */
export function hasType(value: JsonValue, type: string): boolean {
  switch (type) {
    case 'object':
      return typeof value === 'object' && value !== null && !Array.isArray(value);
    case 'array':
      return Array.isArray(value);
    case 'null':
      return value === null;
    case 'boolean':
      return (
        typeof value === 'boolean' ||
        (isScalar(value) && /^(?:y|yes|true|1|on|n|no|false|0|off)$/i.test(String(value).trim()))
      );
    case 'number':
      return toNumber(value) !== undefined;
    case 'integer':
      return Number.isInteger(toNumber(value));
    case 'string':
      return typeof value === 'string';
    default:
      return true;
  }
}

/** Whether a value is text, a number or a boolean. */
export function isScalar(value: JsonValue): value is string | number | boolean {
  return typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean';
}

function toNumber(value: JsonValue): number | undefined {
  if (typeof value === 'string' && value.trim() === '') return undefined;
  const number = typeof value === 'string' || typeof value === 'number' ? Number(value) : Number.NaN;
  return Number.isFinite(number) ? number : undefined;
}

/** Whether two values are the same, a number or boolean counting as its text. */
export function isEqual(a: JsonValue, b: JsonValue): boolean {
  return isScalar(a) && isScalar(b) ? String(a) === String(b) : isDeepStrictEqual(a, b);
}

/** What a value should be instead, for every constraint on single values that it breaks. */
export function checkScalar(schema: ConfigJsonSchemaObject, value: JsonValue): string[] {
  const { enum: options, const: constant } = schema;
  const wanted: string[] = [];
  if (options && !options.some(option => isEqual(option, value))) wanted.push(showChoice(options));
  if (constant !== undefined && !isEqual(constant, value)) wanted.push(showChoice([constant]));
  const number = mayBe(schema, 'number', 'integer') ? toNumber(value) : undefined;
  if (number !== undefined && !isInRange(schema, number)) wanted.push(showRange(schema));
  if (isScalar(value) && mayBe(schema, 'string')) wanted.push(...checkText(schema, String(value)));
  return wanted;
}

/** A numeric text is checked as a number only where a number is wanted, and a number as a text likewise. */
function mayBe({ type }: ConfigJsonSchemaObject, ...types: string[]): boolean {
  return type === undefined || [type].flat().some(candidate => types.includes(candidate));
}

function isInRange(schema: ConfigJsonSchemaObject, number: number): boolean {
  const {
    minimum = -Infinity,
    maximum = Infinity,
    exclusiveMinimum = -Infinity,
    exclusiveMaximum = Infinity,
  } = schema;
  const isMultiple = schema.multipleOf === undefined || Number.isInteger(number / schema.multipleOf);
  return (
    isMultiple &&
    number >= minimum &&
    number <= maximum &&
    number > exclusiveMinimum &&
    number < exclusiveMaximum
  );
}

function checkText(schema: ConfigJsonSchemaObject, text: string): string[] {
  const { minLength = 0, maxLength = Infinity, pattern } = schema;
  // JSON Schema counts characters, not UTF-16 units.
  const length = Array.from(text).length;
  const wanted: string[] = [];
  if (length < minLength)
    wanted.push(minLength === 1 ? 'text that is not blank' : `text of at least ${minLength} characters`);
  if (length > maxLength) wanted.push(`text of at most ${maxLength} characters`);
  if (pattern !== undefined && !toPattern(pattern).test(text)) wanted.push(`text that matches /${pattern}/`);
  return wanted;
}
