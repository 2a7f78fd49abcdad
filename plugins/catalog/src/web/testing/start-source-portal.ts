import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { startPortal, type RunningPortal } from '@portico/portal/testing';

/** A portal beside a web server with files that it may read. */
export interface SourcePortal extends RunningPortal {
  /** The files by name, as they are served from now on. */
  readonly files: Map<string, string>;
  /** The URL of a file. */
  urlOf(file: string): string;
  /** Asks the catalog as a guest. */
  ask(path: string, init?: RequestInit): Promise<unknown>;
  /** Registers a file as a guest. */
  register(file: string): Promise<void>;
}

/** Starts a portal whose catalog may read from a web server of the test. */
export async function startSourcePortal(env: Record<string, string> = {}): Promise<SourcePortal> {
  const files = new Map<string, string>();
  const server = createServer((request, response) => {
    const text = files.get((request.url ?? '').slice(1));
    if (text === undefined) response.writeHead(404).end();
    else response.writeHead(200, { 'content-type': 'text/yaml' }).end(text);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const host = `127.0.0.1:${(server.address() as AddressInfo).port}`;
  const portal = await startPortal({ APP_CONFIG_backend_reading_allow: JSON.stringify([{ host }]), ...env });
  const urlOf = (file: string): string => `http://${host}/${file}`;
  const authorization = `Bearer ${await signIn(portal.url)}`;
  const ask = async (path: string, init?: RequestInit): Promise<unknown> => {
    const headers = { authorization, 'content-type': 'application/json' };
    const response = await fetch(`${portal.url}/api/catalog${path}`, { ...init, headers });
    const text = await response.text();
    if (!response.ok) throw new Error(`${path} was answered with ${response.status}: ${text}`);
    return text === '' ? undefined : JSON.parse(text);
  };
  return {
    ...portal,
    files,
    urlOf,
    ask,
    async register(file) {
      const body = JSON.stringify({ type: 'url', target: urlOf(file) });
      await ask('/locations', { method: 'POST', body });
    },
    async [Symbol.asyncDispose]() {
      server.closeAllConnections();
      server.close();
      await portal[Symbol.asyncDispose]();
    },
  };
}

async function signIn(url: string): Promise<string> {
  const response = await fetch(`${url}/api/auth/guest/refresh`);
  const { backstageIdentity } = (await response.json()) as { backstageIdentity: { token: string } };
  return backstageIdentity.token;
}
