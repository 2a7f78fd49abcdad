import type { InstallableExtension } from '@portico/frontend-plugin-api';

/** The keys of a config that its extension does not read, and those that it does; none of either where it does not say. */
export function findUnknownConfigKeys(
  { configSchema }: Pick<InstallableExtension, 'configSchema'>,
  config: unknown,
): { unknown: string[]; known: string[] } {
  const given = typeof config === 'object' && config !== null ? Object.keys(config) : [];
  if (given.length === 0) return { unknown: [], known: [] };
  const properties = configSchema ? readProperties(configSchema) : {};
  if (!properties) return { unknown: [], known: [] };
  const known = Object.keys(properties);
  return { unknown: given.filter(key => !known.includes(key)), known };
}

function readProperties(configSchema: NonNullable<InstallableExtension['configSchema']>): object | undefined {
  try {
    const { properties, additionalProperties } = configSchema.schema().schema;
    if (additionalProperties !== false || typeof properties !== 'object') return undefined;
    return properties ?? undefined;
  } catch {
    // Schemas may check what JSON Schema has no words for.
    return undefined;
  }
}
