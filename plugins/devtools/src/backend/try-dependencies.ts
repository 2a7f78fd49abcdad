import { once } from 'node:events';
import { connect } from 'node:net';
import type { Config } from '@portico/config';
import { InputError, stringifyError } from '@portico/errors';
import type { ExternalDependency } from '../api.ts';

const timeoutMs = 5000;
const defaultPort = 443;

/** Tries everything in `devTools.externalDependencies.endpoints`, all at the same time, each for five seconds at most. */
export async function tryDependencies(config: Config): Promise<ExternalDependency[]> {
  const endpoints = config.getOptionalConfigArray('devTools.externalDependencies.endpoints') ?? [];
  return Promise.all(
    endpoints.map(async endpoint => {
      const dependency = {
        name: endpoint.getString('name'),
        type: endpoint.getString('type'),
        target: endpoint.getString('target'),
      };
      try {
        await tryDependency(dependency);
        return { ...dependency, status: 'Healthy' as const };
      } catch (error) {
        return { ...dependency, status: 'Unhealthy' as const, error: stringifyError(error) };
      }
    }),
  );
}

async function tryDependency({ type, target }: { type: string; target: string }): Promise<void> {
  const signal = AbortSignal.timeout(timeoutMs);
  if (type === 'fetch') {
    const response = await fetch(target, { signal });
    await response.body?.cancel();
    if (!response.ok) throw new Error(`answered with ${response.status} ${response.statusText}`);
    return;
  }
  if (type !== 'ping') throw new InputError(`Unknown type '${type}'; use 'fetch' or 'ping'`);
  const { hostname, port } = new URL(`tcp://${target}`);
  const socket = connect({ host: hostname, port: Number(port) || defaultPort, signal });
  try {
    await once(socket, 'connect', { signal });
  } finally {
    socket.destroy();
  }
}
