import {
  coreServices,
  createServiceFactory,
  type DiscoveryService,
  type LoggerService,
} from '@portico/backend-plugin-api';
import type { Config } from '@portico/config';
import { stringifyError } from '@portico/errors';
import { listeningPort } from './listening-port.ts';
import { readHttpServerOptions, toOrigin } from './server-options.ts';
import { createSrvResolver, isSrvUrl, type ResolveSrv } from './srv-resolver.ts';

/**
 * Tells where plugins are: at this server, or where `discovery.endpoints` has
 * them, which may change while the process runs.
 */
export const discoveryServiceFactory = createServiceFactory({
  service: coreServices.discovery,
  deps: {
    config: coreServices.rootConfig,
    rootLogger: coreServices.rootLogger,
    rootHttpRouter: coreServices.rootHttpRouter,
  },
  createRootContext: ({ config, rootLogger, rootHttpRouter }) =>
    createDiscovery({ config, logger: rootLogger, port: () => listeningPort(rootHttpRouter) }),
  factory: (_deps, discovery) => discovery,
});

/** What {@link createDiscovery} needs. */
export interface DiscoveryOptions {
  config: Config;
  logger: LoggerService;
  /** The port that is listened on, when `backend.listen` leaves the choice to the system. */
  port?(): number | undefined;
  /** Looks up SRV records; by the system's resolver unless given. */
  resolveSrv?: ResolveSrv;
}

type Locate = (pluginId: string) => Promise<string>;

interface Places {
  internal: Map<string, Locate>;
  external: Map<string, Locate>;
}

/**
 * Makes the discovery service from `backend.baseUrl`, `backend.listen` and
 * `discovery.endpoints`, whose targets may hold `{{pluginId}}` and, for calls
 * between backends, be looked up in DNS (`http+srv://name/path`).
 *
 * @throws Error naming the target, for one that is not valid.
 */
export function createDiscovery(options: DiscoveryOptions): DiscoveryService {
  const { config, logger } = options;
  let places = readPlaces(options);
  config.subscribe?.(() => {
    try {
      places = readPlaces(options);
    } catch (error) {
      logger.error(
        `Kept the previous discovery endpoints, as the new ones are not valid: ${stringifyError(error)}`,
      );
    }
  });
  const locate = (kind: keyof Places, pluginId: string): Promise<string> => {
    const found = places[kind].get(pluginId) ?? places[kind].get('*');
    return found ? found(pluginId) : ownUrl(kind, options, pluginId);
  };
  return {
    getBaseUrl: pluginId => locate('internal', pluginId),
    getExternalBaseUrl: pluginId => locate('external', pluginId),
  };
}

async function ownUrl(
  kind: keyof Places,
  { config, port }: DiscoveryOptions,
  pluginId: string,
): Promise<string> {
  const path = `/api/${encodeURIComponent(pluginId)}`;
  const baseUrl = config.getOptionalString('backend.baseUrl');
  if (kind === 'external' && baseUrl) return baseUrl.replace(/\/+$/, '') + path;
  const listen = readHttpServerOptions(config.getOptionalConfig('backend'));
  return toOrigin({ ...listen, port: listen.port || (port?.() ?? 0) }) + path;
}

function readPlaces({ config, resolveSrv }: DiscoveryOptions): Places {
  const places: Places = { internal: new Map(), external: new Map() };
  const resolve = createSrvResolver(resolveSrv);
  for (const endpoint of config.getOptionalConfigArray('discovery.endpoints') ?? []) {
    const plugins =
      endpoint.getOptional<unknown>('plugins') === '*' ? ['*'] : endpoint.getStringArray('plugins');
    const isSame = typeof endpoint.get<unknown>('target') === 'string';
    for (const kind of ['internal', 'external'] as const) {
      const target = isSame ? endpoint.getString('target') : endpoint.getOptionalString(`target.${kind}`);
      if (target === undefined) continue;
      const isInternalOnly = kind === 'internal' && !isSame;
      const locate = toLocate(target, isInternalOnly ? resolve : undefined);
      for (const pluginId of plugins) places[kind].set(pluginId, locate);
    }
  }
  return places;
}

function toLocate(target: string, resolve: ((url: string) => Promise<string>) | undefined): Locate {
  const fill = (pluginId: string): string =>
    target.replaceAll(/\{\{\s*pluginId\s*\}\}/g, () => encodeURIComponent(pluginId));
  const example = fill('example');
  if (!URL.canParse(example))
    throw new Error(`'${target}' at 'discovery.endpoints' is no URL; write it with its scheme`);
  if (!isSrvUrl(example)) return async pluginId => fill(pluginId);
  if (!resolve) {
    throw new Error(
      `'${target}' at 'discovery.endpoints' is for DNS look-up; only 'target.internal' can have such a URL`,
    );
  }
  return pluginId => resolve(fill(pluginId));
}
