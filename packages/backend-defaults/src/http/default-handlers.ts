import type { Handler } from 'express';
import type { LoggerService, RootHealthService } from '@portico/backend-plugin-api';
import type { Config } from '@portico/config';
import { createCompression } from './compression.ts';
import { createCors } from './cors.ts';
import { createHealthRoutes } from './health-routes.ts';
import type { RequestObserver } from './observe-requests.ts';
import { createGlobalRateLimit } from './rate-limit.ts';
import { createRequestLog } from './request-log.ts';
import { createSecurityHeaders } from './security-headers.ts';

/** Makes the handlers that every request passes before it gets to a plugin, in their order. */
export async function createDefaultHandlers(deps: {
  config: Config;
  logger: LoggerService;
  health: RootHealthService;
  observer: RequestObserver;
}): Promise<Handler[]> {
  const { config, logger, health, observer } = deps;
  const backend = config.getOptionalConfig('backend');
  const rateLimit = await createGlobalRateLimit(config);
  return [
    observer.handler,
    createSecurityHeaders(backend),
    await createCors(backend),
    createRequestLog(logger),
    ...(rateLimit ? [rateLimit] : []),
    createHealthRoutes(health, config),
    // After the health checks, whose answers are shorter than what is compressed.
    createCompression(),
  ];
}
