import type { OutgoingHttpHeader, ServerResponse } from 'node:http';
import type { MemorySocket } from './memory-socket.ts';
import type { ResponseConsumer } from './response-consumer.ts';

type Write = (chunk: unknown, encoding?: unknown, callback?: unknown) => boolean;

/**
 * Gives a consumer what is sent with a response. The methods are replaced on
 * the response itself: mounted Express applications change its prototype.
 *
 * @returns a function that tells whether the consumer has all of it.
 */
export function captureResponse(
  res: ServerResponse,
  socket: MemorySocket,
  consumer: ResponseConsumer,
): () => boolean {
  const { write, end, flushHeaders } = res;
  const writeHead: (status: number, message?: string) => ServerResponse = res.writeHead;
  let started = false;
  let done = false;

  const resume = (): void => socket.release();
  const start = (): void => {
    if (started || socket.destroyed) return;
    started = true;
    if (!res.headersSent) res.writeHead(res.statusCode);
    consumer.onResponseStarted?.();
    if (consumer.onHeaders(res.statusCode, toRawHeaders(res), resume, res.statusMessage) === false)
      socket.hold();
  };
  const pass = (chunk: unknown, encoding: unknown): void => {
    if (chunk === null || chunk === undefined || typeof chunk === 'function' || !hasBody(res)) return;
    const bytes = toBytes(chunk, encoding);
    if (bytes && bytes.length > 0 && !socket.destroyed && consumer.onData(bytes) === false) socket.hold();
  };

  res.writeHead = (status: number, ...rest: unknown[]) => {
    const headers = rest.find(part => typeof part === 'object' && part !== null);
    setAll(res, headers);
    const message = rest.find(part => typeof part === 'string');
    return message === undefined ? writeHead.call(res, status) : writeHead.call(res, status, message);
  };
  res.flushHeaders = () => {
    start();
    flushHeaders.call(res);
  };
  res.write = ((chunk, encoding, callback) => {
    if (!res.writableEnded) {
      start();
      pass(chunk, encoding);
    }
    return (write as Write).call(res, chunk, encoding, callback);
  }) as Write as typeof res.write;
  res.end = ((chunk: unknown, encoding: unknown, callback: unknown) => {
    if (!res.writableEnded) {
      if (!res.headersSent && !res.hasHeader('Transfer-Encoding')) setLength(res, chunk, encoding);
      start();
      pass(chunk, encoding);
    }
    return (end as (...args: unknown[]) => ServerResponse).call(res, chunk, encoding, callback);
  }) as typeof res.end;
  Object.defineProperty(res, 'writableNeedDrain', { get: () => socket.writableNeedDrain });
  socket.on('drain', () => res.emit('drain'));
  res.on('finish', () => {
    if (socket.destroyed) return;
    done = true;
    consumer.onComplete([]);
    socket.destroy();
  });
  return () => done;
}

function hasBody({ req, statusCode }: ServerResponse): boolean {
  return req.method !== 'HEAD' && statusCode !== 204 && statusCode !== 304;
}

/** Node tells the length of a body that is sent in one piece; only later than it is needed here. */
function setLength(res: ServerResponse, chunk: unknown, encoding: unknown): void {
  if (!hasBody(res) || res.hasHeader('Content-Length')) return;
  const isNone = chunk === undefined || chunk === null || typeof chunk === 'function';
  res.setHeader('Content-Length', isNone ? 0 : (toBytes(chunk, encoding)?.length ?? 0));
}

function toBytes(chunk: unknown, encoding: unknown): Buffer | undefined {
  if (typeof chunk === 'string') {
    return Buffer.from(chunk, typeof encoding === 'string' ? (encoding as BufferEncoding) : 'utf8');
  }
  return chunk instanceof Uint8Array ? Buffer.from(chunk) : undefined;
}

function setAll(res: ServerResponse, headers: unknown): void {
  if (Array.isArray(headers)) {
    const list: unknown[] = headers.flat();
    for (let i = 0; i + 1 < list.length; i += 2) res.setHeader(String(list[i]), list[i + 1] as string);
  } else {
    for (const [name, value] of Object.entries(headers ?? {})) {
      if (value !== undefined) res.setHeader(name, value as OutgoingHttpHeader);
    }
  }
}

function toRawHeaders(res: ServerResponse): Buffer[] {
  const raw: Buffer[] = [];
  if (res.sendDate && !res.hasHeader('Date'))
    raw.push(Buffer.from('Date'), Buffer.from(new Date().toUTCString()));
  for (const name of res.getHeaderNames()) {
    for (const value of [res.getHeader(name)].flat()) {
      raw.push(Buffer.from(name, 'latin1'), Buffer.from(String(value), 'latin1'));
    }
  }
  return raw;
}
