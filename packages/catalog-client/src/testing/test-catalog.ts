import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, beforeEach } from 'vitest';
import { createCatalogClient } from '../create-catalog-client.ts';
import type { CatalogApi } from '../catalog-api.ts';

/** A request, as the catalog sees it. */
export interface SeenRequest {
  method: string;
  path: string;
  query: [string, string][];
  body: unknown;
  authorization: string | undefined;
}

/** What the catalog answers: JSON, or a text as it is. */
export interface TestAnswer {
  status?: number;
  body?: unknown;
  text?: string;
}

/** A catalog that answers what a test says. */
export interface TestCatalog {
  baseUrl: string;
  /** The requests of the test that runs. */
  readonly seen: SeenRequest[];
  answer(request: SeenRequest): TestAnswer;
  client(): CatalogApi;
}

/** Serves a catalog to the tests of a file. */
export function serveTestCatalog(): TestCatalog {
  const catalog: TestCatalog = {
    baseUrl: '',
    seen: [],
    answer: () => ({ status: 500 }),
    client: () => createCatalogClient({ baseUrl: catalog.baseUrl }),
  };
  const server = createServer(async (request, response) => {
    const record = await readRequest(request);
    catalog.seen.push(record);
    const { status = 200, body, text } = catalog.answer(record);
    response.writeHead(status, { 'content-type': text === undefined ? 'application/json' : 'text/plain' });
    response.end(text ?? (body === undefined ? undefined : JSON.stringify(body)));
  });
  beforeAll(async () => {
    await new Promise<void>(done => server.listen(0, '127.0.0.1', done));
    catalog.baseUrl = `http://127.0.0.1:${(server.address() as AddressInfo).port}/api/catalog`;
  });
  afterAll(() => server.close());
  beforeEach(() => {
    catalog.seen.length = 0;
  });
  return catalog;
}

/** A page of a list. */
export function page(items: unknown[], nextCursor?: string): TestAnswer {
  return { body: { items, totalItems: items.length, pageInfo: nextCursor ? { nextCursor } : {} } };
}

/** An error as the portal's APIs write it. */
export function envelope(status: number, name: string, message: string): TestAnswer {
  const body = {
    error: { name, message },
    request: { method: 'GET', url: '/' },
    response: { statusCode: status },
  };
  return { status, body };
}

async function readRequest(request: IncomingMessage): Promise<SeenRequest> {
  const url = new URL(request.url ?? '/', 'http://localhost');
  let text = '';
  for await (const chunk of request) text += String(chunk);
  return {
    method: request.method ?? '',
    path: url.pathname.replace('/api/catalog', ''),
    query: [...url.searchParams],
    body: text ? JSON.parse(text) : undefined,
    authorization: request.headers.authorization,
  };
}
