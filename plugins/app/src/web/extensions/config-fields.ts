import type { JsonObject } from '@portico/config';
import type { ConfigField } from '@portico/frontend-plugin-api';

/**
 * The schema of an optional config value of the shell. Schema libraries are
 * many times the size of what the shell needs of them.
 */
export function optionalField<Value>(
  isValid: (value: unknown) => value is Value,
  { expected, schema }: { expected: string; schema: JsonObject },
): ConfigField<Value | undefined, Value | undefined> {
  return {
    '~standard': {
      version: 1,
      vendor: 'portico',
      validate: value =>
        value === undefined || isValid(value)
          ? { value }
          : { issues: [{ message: `Expected ${expected}, got ${JSON.stringify(value)}` }] },
      jsonSchema: { input: () => schema },
    },
  };
}

/** Whether a value is a text. */
export function isText(value: unknown): value is string {
  return typeof value === 'string';
}

/** Whether a value is a list of texts. */
export function isTexts(value: unknown): value is string[] {
  return Array.isArray(value) && value.every(isText);
}
