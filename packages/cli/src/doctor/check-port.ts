import { createServer } from 'node:net';
import type { Config } from '@portico/config';
import { fine, type Finding } from './finding.ts';

/** Whether the port that the backend will listen on is free, or has a portal on it already. */
export async function checkPort(config: Config): Promise<Finding[]> {
  const { host, port } = readListen(config);
  const address = `${host ?? ''}:${port}`;
  const code = await tryToListen(port, host);
  if (code === undefined) return fine('port', `${address} is free`);
  if (code === 'EADDRINUSE' && (await isPortal(port, host)))
    return fine('port', `${address} is taken by a portal that is running there`);
  const reasons: Record<string, string> = {
    EADDRINUSE: `${address} is taken. Stop what listens there, or set backend.listen.port, with app.baseUrl and backend.baseUrl`,
    EACCES: `${address} may not be used by this user. Set backend.listen.port to 1024 or more`,
    EADDRNOTAVAIL: `${address} is not an address of this machine. Set backend.listen.host`,
    ENOTFOUND: `The host of ${address} is not known. Set backend.listen.host`,
  };
  return [
    { status: 'fail', subject: 'port', text: reasons[code] ?? `${address} cannot be listened on: ${code}` },
  ];
}

function readListen(config: Config): { host: string | undefined; port: number } {
  const listen = config.getOptional('backend.listen');
  if (typeof listen !== 'string') {
    return {
      host: config.getOptionalString('backend.listen.host'),
      port: config.getOptionalNumber('backend.listen.port') ?? 7007,
    };
  }
  const separator = listen.lastIndexOf(':');
  const host = listen.slice(0, Math.max(separator, 0)).replace(/^\[|\]$/g, '');
  return { host: host === '' ? undefined : host, port: Number(listen.slice(separator + 1)) };
}

async function tryToListen(port: number, host: string | undefined): Promise<string | undefined> {
  const server = createServer();
  return await new Promise(resolve => {
    server.once('error', error => resolve('code' in error ? String(error.code) : error.message));
    server.listen({ port, ...(host !== undefined && { host }) }, () =>
      server.close(() => resolve(undefined)),
    );
  });
}

/** Whether what listens there answers as a portal does, ready or not. */
async function isPortal(port: number, host = 'localhost'): Promise<boolean> {
  const name = ['0.0.0.0', '::'].includes(host) ? 'localhost' : host;
  const authority = name.includes(':') ? `[${name}]` : name;
  try {
    const response = await fetch(`http://${authority}:${port}/.backstage/health/v1/readiness`, {
      redirect: 'error',
      signal: AbortSignal.timeout(2000),
    });
    const body: unknown = await response.json();
    return typeof body === 'object' && body !== null && 'status' in body;
  } catch {
    return false;
  }
}
