import { once } from 'node:events';
import { createServer, type RequestListener } from 'node:http';
import { mockCredentials, startTestBackend } from '@portico/backend-test-utils';
import { type CatalogApi, createCatalogClient } from '@portico/catalog-client';

/** A whole backend with the catalog, that reads from a host which answers as the test says. */
export interface HostileWorld extends AsyncDisposable {
  client: CatalogApi;
  /** Of the catalog's API. */
  url: string;
  /** Those of a service. */
  headers: Record<string, string>;
  /** Sends a request to the catalog, as a service. */
  send(path: string, init?: { method?: string; body?: unknown }): Promise<{ status: number; text: string }>;
  host: HostileHost;
  /** Registers a URL; resolves to the ref of its Location entity. */
  register(target: string): Promise<string>;
}

/** A web server whose pages are functions. */
export interface HostileHost extends AsyncDisposable {
  url: string;
  pages: Map<string, RequestListener>;
  /** The paths that were asked for. */
  requests: string[];
}

/** Starts a backend that may read from the host; in milliseconds, how long that may say nothing, and take for a file. */
export async function startHostileWorld({
  maxSilence = 3_600_000,
  maxDuration = 3_600_000,
} = {}): Promise<HostileWorld> {
  const host = await startHostileHost();
  const { port } = new URL(host.url);
  const allow = [{ host: `localhost:${port}` }, { host: `127.0.0.1:${port}` }];
  const backend = await startTestBackend({
    features: [import('../index.ts')],
    config: {
      backend: {
        reading: {
          allow,
          maxSilence: { milliseconds: maxSilence },
          maxDuration: { milliseconds: maxDuration },
        },
      },
    },
  });
  const url = `${backend.url}/api/catalog`;
  const authorization = mockCredentials.service.header();
  const client = createCatalogClient({
    baseUrl: url,
    fetch: (input, init) => {
      const headers = new Headers(init?.headers);
      headers.set('authorization', authorization);
      return fetch(input, { ...init, headers });
    },
  });
  return {
    client,
    url,
    headers: { authorization },
    host,
    async send(path, { method = 'POST', body } = {}) {
      const response = await fetch(url + path, {
        method,
        headers: { authorization, 'content-type': 'application/json' },
        ...(body !== undefined && { body: JSON.stringify(body) }),
      });
      return { status: response.status, text: await response.text() };
    },
    async register(target) {
      const { location } = await client.addLocation({ type: 'url', target });
      return location.entityRef ?? '';
    },
    async [Symbol.asyncDispose]() {
      await backend[Symbol.asyncDispose]();
      await host[Symbol.asyncDispose]();
    },
  };
}

async function startHostileHost(): Promise<HostileHost> {
  const pages: HostileHost['pages'] = new Map();
  const requests: string[] = [];
  const server = createServer((request, response) => {
    const path = request.url ?? '/';
    requests.push(path);
    const page = pages.get(path);
    if (page) page(request, response);
    else response.writeHead(404).end();
  });
  await once(server.listen(0), 'listening');
  const address = server.address();
  return {
    url: `http://localhost:${typeof address === 'object' && address ? address.port : 0}`,
    pages,
    requests,
    async [Symbol.asyncDispose]() {
      server.closeAllConnections();
      await new Promise(done => server.close(done));
    },
  };
}

/** A page that answers with a text. */
export function page(text: string, { status = 200, headers = {} } = {}): RequestListener {
  return (_request, response) => {
    response.writeHead(status, { 'content-type': 'application/yaml', ...headers }).end(text);
  };
}

/** A component as YAML, with lines added to its spec. */
export function componentYaml(name: string, extra = ''): string {
  return `apiVersion: backstage.io/v1alpha1
kind: Component
metadata:
  name: ${name}
spec:
  type: service
  lifecycle: production
  owner: team-a
${extra}`;
}

/** A Location as YAML, with its spec. */
export function locationYaml(name: string, spec: object): string {
  return JSON.stringify({ apiVersion: 'backstage.io/v1alpha1', kind: 'Location', metadata: { name }, spec });
}
