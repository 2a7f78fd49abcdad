import type { JsonObject } from '@portico/config';

/** A fault that a schema found, with the path to it. See https://standardschema.dev. */
export interface ConfigIssue {
  readonly message: string;
  readonly path?: readonly (PropertyKey | { readonly key: PropertyKey })[] | undefined;
}

/**
 * The schema of one config value, in the Standard Schema format, which Zod 4,
 * Valibot and ArkType have: https://standardschema.dev. Validation is synchronous.
 */
export interface ConfigField<Output = unknown, Input = unknown> {
  readonly '~standard': {
    readonly version: 1;
    readonly vendor: string;
    readonly validate: (
      value: unknown,
    ) =>
      | { readonly value: Output; readonly issues?: undefined }
      | { readonly issues: readonly ConfigIssue[] }
      | Promise<unknown>;
    readonly types?: { readonly input: Input; readonly output: Output } | undefined;
    readonly jsonSchema?: { readonly input: (options: { target: string }) => Record<string, unknown> };
  };
}

/** The schemas of an extension's config, by key. */
export type ConfigFields = Record<string, ConfigField>;

/** Reads the config of an extension, and tells its JSON Schema. */
export interface PortableSchema<Output = unknown, Input = Output> {
  /** @throws Error that names every fault and its path. */
  parse(input: Input): Output;
  schema(): { schema: JsonObject };
}

/**
 * Reads an object key by key. Keys without a schema are left out, an absent
 * value is validated as `undefined`.
 */
export function createConfigSchema(fields: ConfigFields): PortableSchema<Record<string, unknown>, unknown> {
  return {
    parse: input => parseFields(fields, input),
    schema: () => ({ schema: toObjectSchema(fields) }),
  };
}

function parseFields(fields: ConfigFields, input: unknown): Record<string, unknown> {
  if (input !== undefined && input !== null && (typeof input !== 'object' || Array.isArray(input)))
    throw new Error(`config must be an object, got ${Array.isArray(input) ? 'a list' : typeof input}`);
  const values = new Map(Object.entries(input ?? {}));
  const result: Record<string, unknown> = {};
  const faults: string[] = [];
  for (const [key, field] of Object.entries(fields)) {
    const outcome = validate(key, field, values.get(key));
    if (outcome.issues) faults.push(...outcome.issues.map(issue => describeIssue(key, issue)));
    else if (outcome.value !== undefined || values.has(key)) result[key] = outcome.value;
  }
  if (faults.length > 0) throw new Error(faults.join('; '));
  return result;
}

function validate(
  key: string,
  field: ConfigField,
  value: unknown,
): { value?: unknown; issues?: readonly ConfigIssue[] | undefined } {
  const outcome = field['~standard'].validate(value);
  if (outcome instanceof Promise)
    throw new Error(
      `the schema of '${key}' validates asynchronously. Config is read synchronously: use a schema without async refinements`,
    );
  return outcome;
}

function describeIssue(key: string, issue: ConfigIssue): string {
  const steps = (issue.path ?? []).map(step => String(typeof step === 'object' ? step.key : step));
  return `${issue.message} at '${[key, ...steps].join('.')}'`;
}

function toObjectSchema(fields: ConfigFields): JsonObject {
  const required = Object.keys(fields).filter(key => {
    const outcome = fields[key]?.['~standard'].validate(undefined);
    return outcome !== undefined && 'issues' in outcome && Boolean(outcome.issues?.length);
  });
  return {
    type: 'object',
    properties: Object.fromEntries(Object.entries(fields).map(([key, field]) => [key, toFieldSchema(field)])),
    additionalProperties: false,
    ...(required.length > 0 && { required }),
  };
}

function toFieldSchema(field: ConfigField): JsonObject {
  const { $schema: _dialect, ...schema } = field['~standard'].jsonSchema?.input({ target: 'draft-07' }) ?? {};
  // A schema library hands out JSON Schema, which is JSON.
  return schema as JsonObject;
}
