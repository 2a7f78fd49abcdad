import { isDeepStrictEqual } from 'node:util';
import type { JsonValue } from '@portico/config';

/** The dotted keys whose values differ, in order; a list differs as a whole. What came or went is named by its highest key. */
export function listChangedKeys(
  before: JsonValue | undefined,
  after: JsonValue | undefined,
  path = '',
): string[] {
  if (isDeepStrictEqual(before, after)) return [];
  if (!isObject(before) || !isObject(after)) return path === '' ? [] : [path];
  const keys = [...new Set([...Object.keys(before), ...Object.keys(after)])].sort();
  return keys.flatMap(key => listChangedKeys(before[key], after[key], path === '' ? key : `${path}.${key}`));
}

function isObject(value: JsonValue | undefined): value is { [key: string]: JsonValue | undefined } {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
