import type { JsonObject } from '@portico/config';
import type { z } from 'zod';

/** A Standard JSON Schema (https://standardschema.dev/json-schema), which Zod 4 is. */
interface JsonSchemaSource {
  '~standard': { jsonSchema: { input(options: { target: string }): JsonObject } };
}

/**
 * Describes what a schema takes, as JSON Schema draft 7: for Zod 4, Zod 3 and
 * any schema that brings its own conversion. No schema is an object without
 * properties. A part that JSON Schema cannot express is described as anything.
 * The converters are loaded when first needed.
 *
 * @throws Error when the schema is none of these.
 */
export async function schemaToJson(schema: unknown): Promise<JsonObject> {
  assertDescribable(schema);
  if (schema === undefined) {
    return {
      type: 'object',
      properties: {},
      additionalProperties: false,
      $schema: 'http://json-schema.org/draft-07/schema#',
    };
  }
  if (isZod4(schema)) {
    const { z } = await import('zod');
    return z.toJSONSchema(schema, { io: 'input', target: 'draft-7', unrepresentable: 'any' }) as JsonObject;
  }
  if (isJsonSchemaSource(schema)) return schema['~standard'].jsonSchema.input({ target: 'draft-07' });
  const { zodToJsonSchema } = await import('zod-to-json-schema');
  return zodToJsonSchema(schema as never) as JsonObject;
}

/** Throws unless {@link schemaToJson} can describe the schema. */
export function assertDescribable(schema: unknown): void {
  if (schema === undefined || isZod4(schema) || isJsonSchemaSource(schema) || isZod3(schema)) return;
  throw new Error('The schema cannot be described as JSON Schema; use one of Zod, or a Standard JSON Schema');
}

function isZod4(schema: unknown): schema is z.ZodType {
  return typeof schema === 'object' && schema !== null && '_zod' in schema;
}

function isZod3(schema: unknown): boolean {
  return typeof schema === 'object' && schema !== null && '_def' in schema && 'safeParse' in schema;
}

function isJsonSchemaSource(schema: unknown): schema is JsonSchemaSource {
  const standard = (schema as Partial<JsonSchemaSource> | null)?.['~standard'];
  return typeof standard?.jsonSchema?.input === 'function';
}
