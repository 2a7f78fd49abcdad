import { existsSync, readFileSync } from 'node:fs';
import { extname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { InputError } from '@portico/errors';
import type { ZodType } from 'zod';
import type { FoundPackage } from './found-package.ts';
import { isSchema, type ConfigJsonSchema, type PackageConfigSchema } from './schema-types.ts';

/** The schema of a package, or a note why it is left out on purpose. */
export interface PackageSchemaReading {
  schema?: PackageConfigSchema;
  note?: string;
}

/**
 * Reads the `configSchema` of a package: a JSON Schema written there, or the
 * path of a `.json` file, or of a module that exports a Zod schema as
 * `configSchema` or by default. Of TypeScript types (`.d.ts`), the JSON that
 * is published beside them is read.
 *
 * @throws when the schema cannot be read or is none.
 */
export async function readPackageSchema({ folder, manifest }: FoundPackage): Promise<PackageSchemaReading> {
  const { configSchema } = manifest;
  const packageName = manifest.name ?? folder;
  const found = (value: ConfigJsonSchema, path: string): PackageSchemaReading => ({
    schema: { packageName, path, value },
  });
  if (typeof configSchema !== 'string') {
    return found(requireSchema(configSchema), join(folder, 'package.json'));
  }
  const path = join(folder, configSchema);
  if (configSchema.endsWith('.d.ts')) {
    const json = [join(folder, 'config.schema.json'), join(folder, 'dist/config.schema.json')].find(
      existsSync,
    );
    if (json) return found(readJsonSchema(json), json);
    return {
      note: `The config schema of '${packageName}' is TypeScript, with no JSON beside it; it is not used.`,
    };
  }
  return found(extname(path) === '.json' ? readJsonSchema(path) : await readZodSchema(path), path);
}

function readJsonSchema(path: string): ConfigJsonSchema {
  return requireSchema(JSON.parse(readFileSync(path, 'utf8')));
}

async function readZodSchema(path: string): Promise<ConfigJsonSchema> {
  const module: Record<string, unknown> = await import(pathToFileURL(path).href);
  const schema = module['configSchema'] ?? module['default'];
  if (!isZodSchema(schema)) {
    throw new InputError(`'${path}' exports no Zod schema. Export one as 'configSchema'`);
  }
  const { toJSONSchema } = await import('zod');
  // What is written in a configuration is the input of the schema, before its transforms and defaults.
  return requireSchema(toJSONSchema(schema, { io: 'input', unrepresentable: 'any' }));
}

function isZodSchema(value: unknown): value is ZodType {
  return typeof value === 'object' && value !== null && '_zod' in value;
}

function requireSchema(value: unknown): ConfigJsonSchema {
  if (!isSchema(value))
    throw new InputError(`A config schema must be a JSON Schema, got ${JSON.stringify(value)}`);
  return value;
}
