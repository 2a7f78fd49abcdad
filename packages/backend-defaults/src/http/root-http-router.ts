import type { Server } from 'node:http';
import type { Handler } from 'express';
import {
  coreServices,
  createServiceFactory,
  type LoggerService,
  type RootHealthService,
  type RootHttpRouterService,
  type RootLifecycleService,
  type ServiceFactory,
} from '@portico/backend-plugin-api';
import { durationToMilliseconds, readDurationFromConfig, type Config } from '@portico/config';
import { createDefaultHandlers } from './default-handlers.ts';
import { createErrorResponder } from './error-response.ts';
import { createExpressMessages } from './express-messages.ts';
import { createHttpServer, type HttpServer } from './http-server.ts';
import { interceptOwnCalls } from './in-memory-calls.ts';
import { readStartupPause } from './lifecycle-gate.ts';
import { createRequestObserver } from './observe-requests.ts';
import { createRootListener } from './root-listener.ts';
import { createRoutes } from './routes.ts';
import { readHttpServerOptions, toOrigin } from './server-options.ts';

/** How {@link createRootHttpRouterFactory} departs from what is usual. */
export interface RootHttpRouterOptions {
  /** The mounted path that also answers everything outside `/api`; `/api/app` by default, `false` for none. */
  indexPath?: string | false;
  /** Handlers to run after the default ones and before the routes. */
  handlers?: Handler[];
}

/** The `core.rootHttpRouter` service as this package makes it. */
export interface ListeningHttpRouter extends RootHttpRouterService {
  readonly server: Server;
  /** The port that the server listens on. */
  port(): number;
}

interface Dependencies {
  config: Config;
  rootLogger: LoggerService;
  lifecycle: RootLifecycleService;
  health: RootHealthService;
}

/** Makes the factory of the HTTP server, which listens from the moment that the service is created. */
export function createRootHttpRouterFactory(
  options: RootHttpRouterOptions = {},
): ServiceFactory<RootHttpRouterService, 'root'> {
  return createServiceFactory({
    service: coreServices.rootHttpRouter,
    initialization: 'always',
    deps: {
      config: coreServices.rootConfig,
      rootLogger: coreServices.rootLogger,
      lifecycle: coreServices.rootLifecycle,
      health: coreServices.rootHealth,
    },
    factory: deps => startHttpRouter(options, deps),
  });
}

async function startHttpRouter(
  options: RootHttpRouterOptions,
  deps: Dependencies,
): Promise<ListeningHttpRouter> {
  const { config, rootLogger, lifecycle } = deps;
  const { indexPath = '/api/app', handlers = [] } = options;
  const logger = rootLogger.child({ service: 'rootHttpRouter' });
  const backend = config.getOptionalConfig('backend');
  const isDevelopment = process.env['NODE_ENV'] === 'development';
  const trustProxy = config.getOptional<unknown>('backend.trustProxy');

  const messages = createExpressMessages({ trustProxy, prettyJson: isDevelopment });
  const routes = createRoutes({ indexPath, startupPause: readStartupPause(config) });
  const listen = readHttpServerOptions(backend);
  const observer = createRequestObserver();
  lifecycle.addStartupHook(() => observer.start());
  const listener = createRootListener(
    [
      ...(await createDefaultHandlers({ ...deps, logger, observer })),
      ...handlers,
      routes.handler,
      createErrorResponder({ logger, showDetails: isDevelopment }),
    ],
    listen.limits,
  );
  const http = await createHttpServer({ options: listen, messages, logger, listener });
  lifecycle.addStartupHook(() => routes.settle());
  stopWith(lifecycle, http, config);
  await http.start();
  const origin = toOrigin({ ...listen, port: http.port() });
  lifecycle.addShutdownHook(
    interceptOwnCalls({ server: http.server, messages, origin, inject: observer.inject }),
  );
  return { use: (path, handler) => routes.add(path, handler), server: http.server, port: http.port };
}

/** Answers everything in flight before the plugins are stopped, which they need for it. */
function stopWith(lifecycle: RootLifecycleService, http: HttpServer, config: Config): void {
  const delay = readMilliseconds(config, 'backend.lifecycle.serverShutdownDelay', 0);
  const timeout = readMilliseconds(config, 'backend.lifecycle.serverShutdownTimeout', 10_000);
  lifecycle.addBeforeShutdownHook(async () => {
    if (delay > 0) await new Promise(resolve => setTimeout(resolve, delay));
    await http.drain(timeout);
  });
  lifecycle.addShutdownHook(() => http.drain(0));
}

function readMilliseconds(config: Config, key: string, otherwise: number): number {
  return config.has(key) ? durationToMilliseconds(readDurationFromConfig(config, { key })) : otherwise;
}
