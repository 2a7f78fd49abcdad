import type { RootInstanceMetadataService, RootSystemMetadataService } from '@portico/backend-plugin-api';
import type { Config } from '@portico/config';

/** Tells the plugins of this process, and those that `discovery.endpoints` names, each once. */
export function createSystemMetadata(deps: {
  config: Config;
  instance: RootInstanceMetadataService;
}): RootSystemMetadataService {
  const { config, instance } = deps;
  return {
    async getInstalledPlugins() {
      const own = (await instance.getInstalledPlugins()).map(({ pluginId }) => pluginId);
      return [...new Set([...own, ...readRemotePlugins(config)])].map(pluginId => ({ pluginId }));
    },
  };
}

/** An endpoint for `*` names no plugin. */
function readRemotePlugins(config: Config): string[] {
  const endpoints = config.getOptionalConfigArray('discovery.endpoints') ?? [];
  return endpoints.flatMap(endpoint => {
    const plugins = endpoint.getOptional('plugins');
    return Array.isArray(plugins)
      ? plugins.filter(plugin => typeof plugin === 'string' && plugin !== '*').map(String)
      : [];
  });
}
