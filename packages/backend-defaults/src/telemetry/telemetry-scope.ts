import type { PluginMetadataService } from '@portico/backend-plugin-api';
import type { Config } from '@portico/config';

/** Under which name measurements and spans appear. */
export interface TelemetryScope {
  name: string;
  version?: string;
  schemaUrl?: string;
}

/** Reads the scope of a plugin from the configuration at a key; `backstage-plugin-<id>` by default, as dashboards know it. */
export function readScope(config: Config, key: string, plugin: PluginMetadataService): TelemetryScope {
  const own = config.getOptionalConfig(key);
  const version = own?.getOptionalString('version');
  const schemaUrl = own?.getOptionalString('schemaUrl');
  return {
    name: own?.getOptionalString('name') ?? `backstage-plugin-${plugin.getId()}`,
    ...(version === undefined ? {} : { version }),
    ...(schemaUrl === undefined ? {} : { schemaUrl }),
  };
}
