import type { ConfigApi, DiscoveryApi } from '@portico/frontend-plugin-api';

/** Finds plugins at `<backend.baseUrl>/api/<plugin id>`, or where `discovery.endpoints` has them for browsers. */
export function createDiscovery(config: ConfigApi): DiscoveryApi {
  const elsewhere = readEndpoints(config);
  const base = readBackendUrl(config);
  return {
    getBaseUrl: async pluginId => {
      const target = elsewhere.get(pluginId) ?? `${base}/api/{{pluginId}}`;
      return target.replaceAll(/\{\{\s*pluginId\s*\}\}/g, encodeURIComponent(pluginId));
    },
  };
}

/** Where the backend is, without a slash at the end; where the page came from, unless configured. */
export function readBackendUrl(config: ConfigApi): string {
  return trimSlash(config.getOptionalString('backend.baseUrl') ?? window.location.origin);
}

function readEndpoints(config: ConfigApi): Map<string, string> {
  const found = new Map<string, string>();
  for (const endpoint of config.getOptionalConfigArray('discovery.endpoints') ?? []) {
    const whole = endpoint.getOptional<unknown>('target');
    const target = typeof whole === 'string' ? whole : endpoint.getOptionalString('target.external');
    if (target === undefined) continue;
    for (const pluginId of endpoint.getStringArray('plugins')) found.set(pluginId, trimSlash(target));
  }
  return found;
}

function trimSlash(url: string): string {
  return url.replace(/\/+$/, '');
}
