import type { RequestListener, Server } from 'node:http';
import type { ServerOptions } from 'node:https';
import type { AddressInfo } from 'node:net';
import type { LoggerService } from '@portico/backend-plugin-api';
import type { ExpressMessages } from './express-messages.ts';
import { gatherWrites } from './gather-writes.ts';
import { http } from './node-http.ts';
import { createSelfSignedCertificate } from './self-signed-certificate.ts';
import type { HttpServerOptions, HttpServerTls } from './server-options.ts';
import { takeTurns } from './take-turns.ts';
import { discardUnreadBody } from './unread-body.ts';

/** A server that can stop without losing an answer. */
export interface HttpServer {
  server: Server;
  /** Resolves once it accepts connections. */
  start(): Promise<void>;
  /** The port that it listens on, which is another than was asked for when that was 0. */
  port(): number;
  /**
   * Stops accepting connections and waits until the requests in flight are
   * answered; those of the last moment are still served. Resolves early, and
   * cuts what is left, after `timeoutMs`.
   */
  drain(timeoutMs: number): Promise<void>;
}

/** What {@link createHttpServer} is made of. */
export interface HttpServerParts {
  options: HttpServerOptions;
  messages: ExpressMessages;
  logger: LoggerService;
  listener: RequestListener;
}

/** Longer than the idle time of usual load balancers, which otherwise now and then reuse a connection that just closed. */
const keepAliveTimeout = 65_000;

/** Makes the server; it does not listen yet. */
export async function createHttpServer({
  options,
  messages,
  logger,
  listener,
}: HttpServerParts): Promise<HttpServer> {
  const { IncomingMessage, ServerResponse } = messages;
  const connectionsCheckingInterval = checkingInterval(options.limits);
  const settings = { IncomingMessage, ServerResponse, keepAliveTimeout, connectionsCheckingInterval };
  const server = options.tls
    ? await createTlsServer({ ...settings, ...(await readCertificate(options.tls, logger)) })
    : http.createServer(settings);
  Object.assign(server, options.limits);
  const event = options.tls ? 'secureConnection' : 'connection';
  const writeAtOnce = gatherWrites(server, event);

  let { port } = options;
  let active = 0;
  let draining = false;
  server.on('request', (req, res) => {
    active++;
    res.on('close', () => active--);
    if (draining) res.shouldKeepAlive = false;
    discardUnreadBody(req, res);
  });
  takeTurns(server, event, listener);

  return {
    server,
    port: () => port,
    async start() {
      await listen(server, options);
      port = (server.address() as AddressInfo).port;
      logger.info(`Listening on ${options.host}:${port}`);
    },
    async drain(timeoutMs) {
      if (!server.listening) return;
      draining = true;
      writeAtOnce();
      const closed = new Promise<void>(resolve => server.close(() => resolve()));
      const deadline = Date.now() + timeoutMs;
      const watch = setInterval(() => {
        const isLate = Date.now() >= deadline;
        if (isLate && active > 0)
          logger.warn(`Cut ${active} requests that were not answered in ${timeoutMs} ms`);
        // A connection that never carried a request does not count as idle.
        if (isLate || active === 0) server.closeAllConnections();
        else server.closeIdleConnections();
      }, 20);
      await closed;
      clearInterval(watch);
    },
  };
}

/** Node looks every 30 seconds for clients that are too slow, which is seldom for those that may take less. */
function checkingInterval({ headersTimeout, requestTimeout }: HttpServerOptions['limits']): number {
  const limits = [headersTimeout, requestTimeout]
    .filter(limit => limit !== undefined)
    .filter(limit => limit > 0);
  return Math.max(100, Math.min(30_000, ...limits));
}

async function createTlsServer(settings: ServerOptions): Promise<Server> {
  const { createServer } = await import('node:https');
  return createServer(settings);
}

async function readCertificate(
  tls: HttpServerTls,
  logger: LoggerService,
): Promise<{ cert: string; key: string }> {
  if ('cert' in tls) return tls;
  logger.info(`Made a self-signed certificate for '${tls.selfSignedFor}', for development`);
  return createSelfSignedCertificate(tls.selfSignedFor);
}

async function listen(server: Server, { host, port }: HttpServerOptions): Promise<void> {
  const { promise, resolve, reject } = Promise.withResolvers<void>();
  const fail = (error: NodeJS.ErrnoException): void => {
    const reason = error.code === 'EADDRINUSE' ? 'the port is in use' : error.message;
    reject(
      new Error(
        `Cannot listen on '${host}:${port}': ${reason}. Choose another address at 'backend.listen', and the same port in 'app.baseUrl' and 'backend.baseUrl'`,
        { cause: error },
      ),
    );
  };
  server.once('error', fail);
  server.listen(port, host || undefined, resolve);
  await promise;
  server.off('error', fail);
}
