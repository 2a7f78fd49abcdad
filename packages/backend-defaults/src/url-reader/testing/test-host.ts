import { createServer, type IncomingHttpHeaders, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** What a test host answers: a status and headers with a body, or what it does to the response itself. */
export type TestAnswer =
  | { status?: number; headers?: Record<string, string>; body?: string | Buffer; json?: unknown }
  | ((response: ServerResponse) => void);

/** A request that has arrived. */
export interface TestRequest {
  url: URL;
  /** The path, decoded segment by segment. */
  segments: string[];
  headers: IncomingHttpHeaders;
}

/** A host on this machine. */
export interface TestHost extends AsyncDisposable {
  url: string;
  /** Host and port. */
  host: string;
  requests: TestRequest[];
}

/** Starts a host that answers from a function; 404 where it gives nothing. */
export async function startTestHost(
  answer: (request: TestRequest) => TestAnswer | undefined | Promise<TestAnswer | undefined>,
): Promise<TestHost> {
  const requests: TestRequest[] = [];
  const server = createServer((incoming, response) => {
    const url = new URL(incoming.url ?? '/', 'http://host');
    const segments = url.pathname.slice(1).split('/').map(decodeURIComponent);
    const request = { url, segments, headers: incoming.headers };
    requests.push(request);
    void Promise.resolve(answer(request)).then(found =>
      send(found ?? { status: 404, json: { message: 'Not Found' } }, response),
    );
  });
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    host: `127.0.0.1:${port}`,
    requests,
    async [Symbol.asyncDispose]() {
      server.closeAllConnections();
      await new Promise(resolve => server.close(resolve));
    },
  };
}

function send(answer: TestAnswer, response: ServerResponse): void {
  if (typeof answer === 'function') return answer(response);
  const { status = 200, headers = {}, body = '', json } = answer;
  const type = json === undefined ? {} : { 'content-type': 'application/json' };
  response.writeHead(status, { ...type, ...headers });
  response.end(json === undefined ? body : JSON.stringify(json));
}
