import { MIMEType } from 'node:util';
import type { EventsService } from '@portico/backend-plugin-api';
import { InputError } from '@portico/errors';
import express, { Router, type Handler, type Request } from 'express';
import type {
  HttpBodyParser,
  HttpPostIngress,
  MediaType,
  RequestDetails,
} from '../node/events-extension-point.ts';

/** How {@link createHttpIngress} is called. */
export interface HttpIngressOptions {
  events: EventsService;
  ingresses: readonly HttpPostIngress[];
  /** By content type, in lower case. */
  bodyParsers: ReadonlyMap<string, HttpBodyParser>;
}

/** A request body in a form that nobody knows how to read; answered with 415. */
export class UnsupportedMediaTypeError extends Error {
  readonly statusCode = 415;

  constructor(mediaType: string) {
    super(
      `Unsupported media type '${mediaType}'. Send application/json, or add a body parser to the events extension point.`,
    );
    this.name = 'UnsupportedMediaTypeError';
  }
}

interface Rejection {
  status: number;
  payload: unknown;
}

/**
 * Takes events at `POST /http/<topic>` and publishes them, with the request's
 * headers as metadata. Only topics that are known have a route; bodies may have
 * 5 MB.
 */
export function createHttpIngress({ events, ingresses, bodyParsers }: HttpIngressOptions): Router {
  const byTopic = new Map(ingresses.map(ingress => [ingress.topic, ingress]));
  const parsers = new Map<string, HttpBodyParser>([['application/json', parseJson], ...bodyParsers]);
  const accept: Handler = async (request, response, next) => {
    const ingress = request.method === 'POST' ? byTopic.get(topicOf(request)) : undefined;
    if (!ingress) {
      next();
      return;
    }
    const { topic, validator } = ingress;
    const mediaType = parseMediaType(request.headers['content-type']);
    const parser = parsers.get(mediaType.type);
    if (!parser) throw new UnsupportedMediaTypeError(mediaType.type);
    if (!Buffer.isBuffer(request.body)) request.body = Buffer.alloc(0);
    const { bodyParsed, bodyBuffer, encoding } = await parser(request, mediaType, topic);
    const raw = { body: bodyBuffer, encoding: encoding as BufferEncoding };
    const rejection = await validate({ body: bodyParsed, headers: request.headers, raw }, validator);
    if (rejection) {
      response.status(rejection.status).json(rejection.payload);
      return;
    }
    await events.publish({ topic, eventPayload: bodyParsed, metadata: request.headers });
    response.status(202).json({ status: 'accepted' });
  };
  return Router().use('/http', express.raw({ type: () => true, limit: '5mb' }), accept);
}

async function validate(
  request: RequestDetails,
  validator: HttpPostIngress['validator'],
): Promise<Rejection | undefined> {
  let rejection: Rejection | undefined;
  await validator?.(request, {
    reject: ({ status = 403, payload = {} } = {}) => {
      rejection = { status, payload };
    },
  });
  return rejection;
}

const parseJson: HttpBodyParser = async (request, { parameters }) => {
  const bodyBuffer = request.body as Buffer;
  const encoding = parameters.charset ?? 'utf-8';
  if (!Buffer.isEncoding(encoding))
    throw new UnsupportedMediaTypeError(`application/json; charset=${encoding}`);
  try {
    return { bodyParsed: JSON.parse(bodyBuffer.toString(encoding)) as unknown, bodyBuffer, encoding };
  } catch (cause) {
    throw new InputError(`The body is not JSON: ${(cause as Error).message}`, cause);
  }
};

function parseMediaType(header: string | undefined): MediaType {
  if (!header) throw new UnsupportedMediaTypeError('none');
  try {
    const { essence, params } = new MIMEType(header);
    return { type: essence, parameters: Object.fromEntries(params) };
  } catch {
    throw new UnsupportedMediaTypeError(header);
  }
}

function topicOf(request: Request): string {
  try {
    return decodeURIComponent(request.path.slice(1));
  } catch {
    return '';
  }
}
