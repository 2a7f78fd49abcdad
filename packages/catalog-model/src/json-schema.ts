import type { JsonObject } from '@portico/config';

/** A JSON Schema (draft 7), as data. */
export type JsonSchema = JsonObject;

/** A fault that a schema found, as Ajv tells it. */
export interface SchemaFault {
  keyword: string;
  /** JSON pointer to the value that is wrong. */
  instancePath: string;
  params: Record<string, unknown>;
  message?: string;
}

/** A compiled schema: answers whether a value fits, and leaves the faults in `errors`. */
export interface SchemaCheck {
  (value: unknown): boolean;
  errors?: SchemaFault[] | null;
}

/** Compiles a schema. */
export type SchemaCompiler = (schema: JsonSchema) => SchemaCheck;
