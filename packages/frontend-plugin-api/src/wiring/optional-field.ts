import type { JsonObject } from '@portico/config';
import type { ConfigField } from './config-schema.ts';

/**
 * The schema of a config value that may be left out: {@link ConfigField} for
 * what every page loads, where a schema library would be many times the size.
 * `expected` says in words what `isValid` tests: `a list of texts`.
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

/** The schema of a text that may be left out. */
export const optionalText = optionalField(value => typeof value === 'string', {
  expected: 'a text',
  schema: { type: 'string' },
});
