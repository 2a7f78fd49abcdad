import { InputError } from '@portico/errors';
import type { PackageConfigSchema } from './schema-types.ts';

/** The schemas of an app as they are stored beside a built one: `dist/.config-schema.json`. */
export interface SerializedConfigSchema {
  schemas: PackageConfigSchema[];
  backstageConfigSchemaVersion: 1;
}

/** Writes schemas in the stored form. */
export function serializeConfigSchema(schemas: readonly PackageConfigSchema[]): SerializedConfigSchema {
  return { schemas: [...schemas], backstageConfigSchemaVersion: 1 };
}

/**
 * Reads schemas from the stored form.
 *
 * @throws InputError when the version or the shape is another.
 */
export function parseSerializedConfigSchema(value: unknown): PackageConfigSchema[] {
  if (!isSerialized(value)) {
    throw new InputError(
      'Serialized configuration schema is invalid or has an invalid version number. Build it again',
    );
  }
  return value.schemas;
}

function isSerialized(value: unknown): value is SerializedConfigSchema {
  return (
    typeof value === 'object' &&
    value !== null &&
    'backstageConfigSchemaVersion' in value &&
    value.backstageConfigSchemaVersion === 1 &&
    'schemas' in value &&
    Array.isArray(value.schemas)
  );
}
