import http from 'node:http';
import https from 'node:https';
import { pipeline } from 'node:stream';
import { createGunzip } from 'node:zlib';
import { InputError, NotAllowedError, ServiceUnavailableError, toError } from '@portico/errors';
import { redactUrl } from '../source-url.ts';

/** What keeps a request from using up memory and time. Times in milliseconds. */
export interface RequestLimits {
  /** The longest body that is read, unpacked. 50 MiB unless given. */
  maxBytes: number;
  /** The longest silence, before the answer and in it. 30 seconds unless given. */
  idleTimeout: number;
  /** The longest time from the start of the request to the end of the body. 5 minutes unless given. */
  totalTimeout: number;
}

/** A single request, without redirects. */
export interface SingleRequest {
  method: string;
  headers: Record<string, string>;
  body: string | undefined;
  agents: { http: http.Agent; https: https.Agent };
  limits: RequestLimits;
  signal: AbortSignal | undefined;
}

/**
 * Sends one request and gives the answer, whatever its status. Reading the body
 * fails with `InputError` if it is too long, and `ServiceUnavailableError` if
 * it breaks off or takes too long.
 */
export async function sendRequest(url: URL, request: SingleRequest): Promise<Response> {
  const { limits, body } = request;
  const late = AbortSignal.timeout(limits.totalTimeout);
  const signal = request.signal ? AbortSignal.any([request.signal, late]) : late;
  const explain = (error: unknown) => explainFailure(error, url, { request, late });
  const [module, agent] =
    url.protocol === 'https:' ? [https, request.agents.https] : [http, request.agents.http];
  const { promise, resolve, reject } = Promise.withResolvers<http.IncomingMessage>();
  const outgoing = module.request(url, {
    method: request.method,
    headers: { 'accept-encoding': 'gzip', 'user-agent': 'Portico', ...request.headers },
    agent,
    signal,
    timeout: limits.idleTimeout,
  });
  outgoing.on('timeout', () => outgoing.destroy(new IdleError()));
  outgoing.on('response', resolve).on('error', reject);
  outgoing.end(body);
  try {
    return toResponse(await promise, url, { maxBytes: limits.maxBytes, explain });
  } catch (error) {
    throw explain(error);
  }
}

class IdleError extends Error {}

interface BodyReading {
  maxBytes: number;
  explain(error: unknown): unknown;
}

function toResponse(incoming: http.IncomingMessage, url: URL, reading: BodyReading): Response {
  const headers = new Headers();
  for (const [name, values] of Object.entries(incoming.headersDistinct)) {
    for (const value of values ?? []) headers.append(name, value);
  }
  const status = incoming.statusCode ?? 0;
  const init = { status, statusText: incoming.statusMessage ?? '', headers };
  // The statuses with which a Response may have no body.
  if ([101, 103, 204, 205, 304].includes(status)) {
    incoming.resume();
    return new Response(null, init);
  }
  const isZipped = headers.get('content-encoding')?.toLowerCase() === 'gzip';
  return new Response(
    toWebStream(readBody(incoming, isZipped, url, reading.maxBytes), reading.explain),
    init,
  );
}

async function* readBody(
  incoming: http.IncomingMessage,
  isZipped: boolean,
  url: URL,
  maxBytes: number,
): AsyncGenerator<Uint8Array> {
  // What goes wrong in the pipeline destroys its end, and is thrown there.
  const source = isZipped ? pipeline(incoming, createGunzip(), () => undefined) : incoming;
  let total = 0;
  for await (const chunk of source as AsyncIterable<Uint8Array>) {
    total += chunk.byteLength;
    if (total > maxBytes) {
      throw new InputError(
        `'${redactUrl(url.href)}' is longer than ${maxBytes} bytes. Raise backend.reading.maxBytes if it must be read`,
      );
    }
    yield chunk;
  }
}

function toWebStream(
  chunks: AsyncGenerator<Uint8Array>,
  explain: (error: unknown) => unknown,
): ReadableStream {
  return new ReadableStream(
    {
      async pull(controller) {
        try {
          const next = await chunks.next();
          if (next.done) controller.close();
          else controller.enqueue(next.value);
        } catch (error) {
          controller.error(explain(error));
        }
      },
      async cancel() {
        await chunks.return(undefined);
      },
    },
    { highWaterMark: 0 },
  );
}

function explainFailure(
  error: unknown,
  url: URL,
  { request, late }: { request: SingleRequest; late: AbortSignal },
): unknown {
  if (request.signal?.aborted) return request.signal.reason;
  if (error instanceof InputError || error instanceof NotAllowedError) return error;
  const shown = redactUrl(url.href);
  const { idleTimeout, totalTimeout } = request.limits;
  if (late.aborted) {
    return new ServiceUnavailableError(`'${shown}' took longer than ${totalTimeout} ms. Try again later`);
  }
  if (error instanceof IdleError) {
    return new ServiceUnavailableError(`'${shown}' was silent for ${idleTimeout} ms. Try again later`);
  }
  const { code, message } = toError(error) as NodeJS.ErrnoException;
  if (code?.startsWith('Z_'))
    return new InputError(`'${shown}' is wrongly compressed: ${message}. Report it to its host`);
  return new ServiceUnavailableError(
    `'${shown}' cannot be read: ${code ?? message}. Check the host and the network`,
    error,
  );
}
