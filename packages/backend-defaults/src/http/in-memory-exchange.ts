import type { IncomingMessage, Server } from 'node:http';
import type { ExpressMessages } from './express-messages.ts';
import { captureResponse } from './in-memory-response.ts';
import { createMemorySocket, type MemorySocket } from './memory-socket.ts';
import type { ResponseConsumer } from './response-consumer.ts';

/** One request and where its response goes. */
export interface InMemoryExchange {
  server: Server;
  messages: ExpressMessages;
  request: {
    method: string;
    path: string;
    origin: string;
    headers: Record<string, string>;
    body?: string | Uint8Array | AsyncIterable<Uint8Array> | null | undefined;
  };
  consumer: ResponseConsumer;
}

/** Has the server answer a request that never was on a socket. */
export function exchangeInMemory({ server, messages, request, consumer }: InMemoryExchange): void {
  const socket = createMemorySocket(request.origin.startsWith('https:'));
  let failure: Error | undefined;
  const abort = (reason?: Error): void => {
    failure ??= reason ?? new DOMException('The operation was aborted.', 'AbortError');
    socket.destroy();
  };
  consumer.onConnect(abort);
  if (failure) {
    consumer.onError(failure);
    return;
  }
  const req = createRequest(messages, request, socket);
  const res = new messages.ServerResponse(req);
  res.assignSocket(socket);
  const isDone = captureResponse(res, socket, consumer);
  socket.on('close', () => {
    if (!req.complete) req.destroy();
    if (!isDone()) consumer.onError(failure ?? createSocketError());
  });
  queueMicrotask(() => server.emit('request', req, res));
}

function createRequest(
  messages: ExpressMessages,
  { method, path, origin, headers, body }: InMemoryExchange['request'],
  socket: MemorySocket,
): IncomingMessage {
  // Compressing what stays in memory would be for nothing.
  const { 'accept-encoding': _, ...rest } = headers;
  const sent: Record<string, string> = { host: new URL(origin).host, connection: 'keep-alive', ...rest };
  if (body && sent['content-length'] === undefined) sent['transfer-encoding'] = 'chunked';
  const req = new messages.IncomingMessage(socket);
  Object.assign(req, { method, url: path, httpVersion: '1.1', httpVersionMajor: 1, httpVersionMinor: 1 });
  req.headers = sent;
  req.rawHeaders = Object.entries(sent).flat();
  feed(req, body);
  return req;
}

/** Lets the request read from its body, as fast as it is read itself. */
function feed(req: IncomingMessage, body: InMemoryExchange['request']['body']): void {
  const end = (): void => {
    req.complete = true;
    req.push(null);
  };
  if (!body || typeof body === 'string' || body instanceof Uint8Array) {
    if (body?.length) req.push(body);
    end();
    return;
  }
  const chunks = body[Symbol.asyncIterator]();
  const { _read: prepare } = req;
  req._read = size => {
    prepare.call(req, size);
    chunks.next().then(
      ({ done, value }) => (done ? end() : req.push(value)),
      (error: unknown) => req.destroy(error instanceof Error ? error : undefined),
    );
  };
  req.on('close', () => {
    if (!req.complete) void chunks.return?.()?.catch(() => {});
  });
}

/** The error that undici gives when a server closes the connection instead of answering. */
function createSocketError(): Error {
  return Object.assign(new Error('other side closed'), { name: 'SocketError', code: 'UND_ERR_SOCKET' });
}
