import { startPortal } from '../../apps/portal/testing/start-portal.ts';
import type { BenchPostgres } from '../postgres.ts';
import type { FileLocation } from './catalog-files.ts';

/** A portal with pages to open. */
export interface Portal extends AsyncDisposable {
  name: string;
  url: string;
}

/** What a portal is started with. */
export interface PortalOptions {
  postgres: BenchPostgres;
  locations: FileLocation[];
}

/** Starts the portal of `apps/portal`, with all of its plugins. */
export async function startPortico(
  { postgres, locations }: PortalOptions,
  webOutput: string,
): Promise<Portal> {
  const { host, port, user, password } = postgres.connection;
  const portal = await startPortal({
    APP_CONFIG_app_web_output: webOutput,
    APP_CONFIG_catalog_locations: JSON.stringify(locations),
    APP_CONFIG_backend_database: JSON.stringify({
      client: 'pg',
      prefix: 'portico_plugin_',
      connection: { host, port, user, password },
    }),
  });
  return {
    name: 'Portico',
    url: portal.url,
    [Symbol.asyncDispose]: () => portal[Symbol.asyncDispose](),
  };
}
