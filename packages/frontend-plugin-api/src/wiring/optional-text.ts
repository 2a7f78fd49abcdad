import type { ConfigField } from './config-schema.ts';

/** The schema of a config value that is a text or absent; small enough for what every page loads. */
export const optionalText: ConfigField<string | undefined, string | undefined> = {
  '~standard': {
    version: 1,
    vendor: 'portico',
    validate: value =>
      value === undefined || typeof value === 'string'
        ? { value }
        : { issues: [{ message: `Expected a text, got ${value === null ? 'null' : typeof value}` }] },
    jsonSchema: { input: () => ({ type: 'string' }) },
  },
};
