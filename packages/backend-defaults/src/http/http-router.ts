import type { Handler } from 'express';
import {
  coreServices,
  createServiceFactory,
  type AuthService,
  type HttpAuthService,
  type HttpRouterService,
  type LifecycleService,
  type LoggerService,
} from '@portico/backend-plugin-api';
import type { Config } from '@portico/config';
import { createCookieRoutes, createKeysRoute } from './auth-routes.ts';
import { createCredentialsBarrier } from './credentials-barrier.ts';
import { createErrorResponder } from './error-response.ts';
import { createHandlerChain } from './handler-chain.ts';
import { createLifecycleGate } from './lifecycle-gate.ts';
import { createPluginRateLimit } from './rate-limit.ts';

/** The routes of one plugin, behind all that protects them, at `/api/<pluginId>`. */
export const httpRouterServiceFactory = createServiceFactory({
  service: coreServices.httpRouter,
  initialization: 'always',
  deps: {
    config: coreServices.rootConfig,
    plugin: coreServices.pluginMetadata,
    lifecycle: coreServices.lifecycle,
    rootHttpRouter: coreServices.rootHttpRouter,
    auth: coreServices.auth,
    httpAuth: coreServices.httpAuth,
    logger: coreServices.logger,
  },
  async factory({ plugin, rootHttpRouter, ...deps }) {
    const pluginId = plugin.getId();
    const { router, handler } = await createPluginRoutes({ pluginId, ...deps });
    rootHttpRouter.use(`/api/${pluginId}`, handler);
    return router;
  },
});

interface Dependencies {
  pluginId: string;
  config: Config;
  lifecycle: LifecycleService;
  auth: AuthService;
  httpAuth: HttpAuthService;
  logger: LoggerService;
}

async function createPluginRoutes(
  deps: Dependencies,
): Promise<{ router: HttpRouterService; handler: Handler }> {
  const { pluginId, config, lifecycle, auth, httpAuth, logger } = deps;
  const rateLimit = await createPluginRateLimit(config, pluginId);
  const barrier = createCredentialsBarrier(httpAuth, config);
  const handlers: Handler[] = [];
  const handler = createHandlerChain([
    ...(rateLimit ? [rateLimit] : []),
    createKeysRoute(auth),
    createLifecycleGate(lifecycle, config),
    barrier.handler,
    createCookieRoutes(auth, httpAuth),
    createHandlerChain(handlers),
    createErrorResponder({ logger, showDetails: process.env['NODE_ENV'] === 'development' }),
  ]);
  const router: HttpRouterService = {
    use: added => void handlers.push(added),
    addAuthPolicy: barrier.addAuthPolicy,
  };
  return { router, handler };
}
