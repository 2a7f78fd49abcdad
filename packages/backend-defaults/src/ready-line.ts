import { coreServices, createServiceFactory, createServiceRef } from '@portico/backend-plugin-api';
import type { Config } from '@portico/config';
import { listeningPort } from './http/listening-port.ts';
import { readHttpServerOptions, toOrigin } from './http/server-options.ts';

/**
 * Logs where the portal is and how long the process took to get there, once
 * everything has started; and that it stops, when that is asked for.
 */
export const readyLineServiceFactory = createServiceFactory({
  service: createServiceRef<object>({ id: 'portico.readyLine', scope: 'root' }),
  deps: {
    config: coreServices.rootConfig,
    http: coreServices.rootHttpRouter,
    lifecycle: coreServices.rootLifecycle,
    logger: coreServices.rootLogger,
  },
  factory({ config, http, lifecycle, logger }) {
    lifecycle.addStartupHook(() => {
      const { where, hint } = describeAddress(config, listeningPort(http));
      const tookMs = Math.round(performance.now());
      logger.info(`Ready${where}, ${tookMs} ms after the process began${hint}`);
    });
    lifecycle.addBeforeShutdownHook(() => {
      logger.info('Stopping; what is in flight is finished first');
    });
    return {};
  },
});

/** A server that only its own machine reaches is where it listens, whatever the configuration says. */
function describeAddress(config: Config, port: number | undefined): { where: string; hint: string } {
  const address = config.getOptionalString('backend.baseUrl');
  const baseUrl = address === undefined ? null : URL.parse(address);
  const listen = readHttpServerOptions(config.getOptionalConfig('backend'));
  const isElsewhere =
    baseUrl !== null &&
    port !== undefined &&
    isLoopback(listen.host) &&
    isLoopback(baseUrl.hostname) &&
    port !== portOf(baseUrl);
  if (!isElsewhere) return { where: address === undefined ? '' : ` at ${address}`, hint: '' };
  const origin = toOrigin({ ...listen, port });
  return {
    where: ` at ${origin}`,
    hint: `. But backend.baseUrl is '${address}'; set backend.baseUrl and app.baseUrl to '${origin}' as well`,
  };
}

function isLoopback(host: string): boolean {
  return /^(localhost|127(\.\d+){3}|\[?::1\]?)$/i.test(host);
}

function portOf({ port, protocol }: URL): number {
  if (port !== '') return Number(port);
  return protocol === 'https:' ? 443 : 80;
}
