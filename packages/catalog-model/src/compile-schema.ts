import { Ajv } from 'ajv';
import { InputError, toError } from '@portico/errors';
import { isEntityRef } from './entity-ref.ts';
import type { SchemaCompiler } from './json-schema.ts';
import { isAbsoluteUrl } from './url-safety.ts';

/**
 * Makes a compiler of JSON Schema draft 7, for the schemas that an
 * organisation brings. Known formats: `uri`, `email`, `date`, `date-time`,
 * `regex` and, of our own, `entity-ref`.
 *
 * The compiler throws InputError for what is no valid schema.
 */
export function createSchemaCompiler(): SchemaCompiler {
  const ajv = new Ajv({
    allErrors: true,
    allowUnionTypes: true,
    ownProperties: true,
    strictTypes: false,
    strictRequired: false,
    addUsedSchema: false,
    logger: false,
    formats: {
      uri: isAbsoluteUrl,
      email: /^[^\s@]+@[^\s@]+\.[^\s@]+$/,
      date: /^\d{4}-\d\d-\d\d$/,
      'date-time': (value: string) => /^\d{4}-\d\d-\d\dT/i.test(value) && !Number.isNaN(Date.parse(value)),
      regex: isRegex,
      'entity-ref': (value: string) => isEntityRef(value, { defaultKind: 'component' }),
    },
  });
  return schema => {
    try {
      return ajv.compile<unknown>(schema);
    } catch (error) {
      throw new InputError(`The schema is not valid: ${toError(error).message}. Correct it`, error);
    }
  };
}

function isRegex(value: string): boolean {
  try {
    return Boolean(new RegExp(value, 'u'));
  } catch {
    return false;
  }
}
