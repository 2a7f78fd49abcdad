import { durationToMilliseconds, readDurationFromConfig, type Config } from '@portico/config';

/** Where and how the server listens. */
export interface HttpServerOptions {
  /** Every address when empty. */
  host: string;
  port: number;
  tls?: HttpServerTls;
  /** Limits by the name of the server's property; times in milliseconds. */
  limits: Partial<HttpServerLimits>;
}

/** A certificate, in PEM, or the name to make a self-signed one for. */
export type HttpServerTls = { cert: string; key: string } | { selfSignedFor: string };

/** The limits of `backend.server`; times in milliseconds. */
export interface HttpServerLimits {
  headersTimeout: number;
  requestTimeout: number;
  keepAliveTimeout: number;
  timeout: number;
  maxHeadersCount: number;
  maxRequestsPerSocket: number;
}

const defaultPort = 7007;
const durations = ['headersTimeout', 'requestTimeout', 'keepAliveTimeout', 'timeout'] as const;
const counts = ['maxHeadersCount', 'maxRequestsPerSocket'] as const;

/**
 * Reads `backend.listen` (`:7007`, `host:port` or `{ host, port }`), `backend.https`
 * and `backend.server`.
 *
 * @throws Error naming the key, for an address that cannot be listened on.
 */
export function readHttpServerOptions(backend: Config | undefined): HttpServerOptions {
  const tls = readTls(backend);
  return {
    ...readListen(backend),
    limits: readLimits(backend?.getOptionalConfig('server')),
    ...(tls ? { tls } : {}),
  };
}

/** The origin by which the server is reached from its own machine. */
export function toOrigin({ host, port, tls }: Pick<HttpServerOptions, 'host' | 'port' | 'tls'>): string {
  return `http${tls ? 's' : ''}://${toReachableHost(host)}:${port}`;
}

function toReachableHost(host: string): string {
  if (host === '' || host === '::') return 'localhost';
  if (host === '0.0.0.0') return '127.0.0.1';
  return host.includes(':') ? `[${host}]` : host;
}

function readListen(backend: Config | undefined): { host: string; port: number } {
  const listen = backend?.getOptional<unknown>('listen');
  if (typeof listen === 'string' || typeof listen === 'number') return parseListen(String(listen));
  return {
    host: backend?.getOptionalString('listen.host') ?? '',
    port: backend?.getOptionalNumber('listen.port') ?? defaultPort,
  };
}

function parseListen(listen: string): { host: string; port: number } {
  const [, host = '', port = ''] = /^(?:(\[[\da-f:.]+\]|[^:]*):)?(\d{1,5})$/i.exec(listen) ?? [];
  if (port === '' || Number(port) > 65_535) {
    throw new Error(`Cannot listen on '${listen}' at 'backend.listen'; write ':<port>' or '<host>:<port>'`);
  }
  return { host: host.replaceAll(/[[\]]/g, ''), port: Number(port) };
}

function readTls(backend: Config | undefined): HttpServerTls | undefined {
  const https = backend?.getOptional<unknown>('https');
  if (!backend || https === undefined || https === false) return undefined;
  if (https !== true) {
    return {
      cert: backend.getString('https.certificate.cert'),
      key: backend.getString('https.certificate.key'),
    };
  }
  const baseUrl = URL.parse(backend.getString('baseUrl'));
  if (!baseUrl)
    throw new Error(
      `'${backend.getString('baseUrl')}' at 'backend.baseUrl' is no URL; write it with its scheme`,
    );
  return { selfSignedFor: baseUrl.hostname };
}

function readLimits(server: Config | undefined): Partial<HttpServerLimits> {
  const limits: Partial<HttpServerLimits> = {};
  for (const key of durations) {
    const value = server?.getOptional<unknown>(key);
    if (server && value !== undefined) {
      limits[key] =
        typeof value === 'number' ? value : durationToMilliseconds(readDurationFromConfig(server, { key }));
    }
  }
  for (const key of counts) {
    const value = server?.getOptionalNumber(key);
    if (value !== undefined) limits[key] = value;
  }
  return limits;
}
