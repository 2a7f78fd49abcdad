import { Ajv } from 'ajv';
import { InputError, toError } from '@portico/errors';
import type { SchemaCompiler } from './json-schema.ts';
import { schemaFormats } from './schema-formats.ts';

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
    formats: { ...schemaFormats },
  });
  return schema => {
    try {
      return ajv.compile<unknown>(schema);
    } catch (error) {
      throw new InputError(`The schema is not valid: ${toError(error).message}. Correct it`, error);
    }
  };
}
