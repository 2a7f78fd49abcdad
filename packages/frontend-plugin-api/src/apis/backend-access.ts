import type { Config } from '@portico/config';
import { createApiRef } from './api-ref.ts';

/** The configuration that browsers may see. */
export type ConfigApi = Config;

/** {@link ConfigApi}. */
export const configApiRef = createApiRef<ConfigApi>().with({ id: 'core.config', pluginId: 'app' });

/** Tells where backend plugins answer. */
export interface DiscoveryApi {
  /** The base URL of a plugin's HTTP API, without a slash at the end. */
  getBaseUrl(pluginId: string): Promise<string>;
}

/** {@link DiscoveryApi}. */
export const discoveryApiRef = createApiRef<DiscoveryApi>().with({ id: 'core.discovery', pluginId: 'app' });

/** Fetches as the signed-in user; understands `plugin://<plugin id>/path`. */
export interface FetchApi {
  fetch: typeof fetch;
}

/** {@link FetchApi}. */
export const fetchApiRef = createApiRef<FetchApi>().with({ id: 'core.fetch', pluginId: 'app' });
