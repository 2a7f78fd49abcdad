import type { ConfigField } from '@portico/frontend-plugin-api';

/** A config value that may be left out, checked by `accepts`. A schema library would be many times the size. */
export function optionalField<Value>(
  expected: string,
  accepts: (value: unknown) => value is Value,
  schema: Record<string, unknown>,
): ConfigField<Value | undefined, Value | undefined> {
  return {
    '~standard': {
      version: 1,
      vendor: 'portico',
      validate: value =>
        value === undefined || accepts(value)
          ? { value }
          : { issues: [{ message: `Expected ${expected}, got ${JSON.stringify(value)}` }] },
      jsonSchema: { input: () => schema },
    },
  };
}

/** A text that may be left out. */
export const textField = optionalField('a text', value => typeof value === 'string', { type: 'string' });

/** A text, or `false` to take a value away. */
export const textOrFalseField = optionalField(
  'a text or false',
  (value): value is string | false => typeof value === 'string' || value === false,
  { anyOf: [{ type: 'string' }, { const: false }] },
);
