import { createServer } from 'node:net';
import type { Config } from '@portico/config';
import { fine, type Finding } from './finding.ts';

/** Whether the port that the backend will listen on is free. */
export async function checkPort(config: Config): Promise<Finding[]> {
  const { host, port } = readListen(config);
  const address = `${host ?? ''}:${port}`;
  const code = await tryToListen(port, host);
  if (code === undefined) return fine('port', `${address} is free`);
  const reasons: Record<string, string> = {
    EADDRINUSE: `${address} is taken. Stop what listens there, or set backend.listen.port`,
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
