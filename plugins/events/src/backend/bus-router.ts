import type { HttpAuthService } from '@portico/backend-plugin-api';
import { InputError } from '@portico/errors';
import express, { Router, type Handler, type RequestHandler, type Response } from 'express';
import { z } from 'zod';
import { notifyTimeoutHeader } from '../index.ts';
import type { EventStore } from './event-store.ts';

/** How {@link createBusRouter} is called. */
export interface BusRouterOptions {
  store: EventStore;
  httpAuth: HttpAuthService;
  /** How long a reader waits at most. */
  notifyTimeoutMs: number;
}

// PostgreSQL notifies with at most 8,000 bytes.
const topic = z.string().min(1).max(1000);
const publishBody = z.object({
  event: z.object({ topic, payload: z.unknown() }),
  notifiedSubscribers: z.array(z.string()).optional(),
});
const subscribeBody = z.object({ topics: z.array(topic) });

/** The HTTP API of the event bus, for services only. */
export function createBusRouter({ store, httpAuth, notifyTimeoutMs }: BusRouterOptions): Router {
  const subjectOf = async (request: Parameters<HttpAuthService['credentials']>[0]) => {
    const { principal } = await httpAuth.credentials(request, { allow: ['service'] });
    return principal.subject;
  };
  const publish: Handler = async (request, response) => {
    const subject = await subjectOf(request);
    const { event, notifiedSubscribers = [] } = parseBody(publishBody, request.body);
    const isKept = await store.publish({ ...event, subject, notifiedSubscribers });
    response.status(isKept ? 201 : 204).end();
  };
  const subscribe: RequestHandler<{ id: string }> = async (request, response) => {
    const subject = await subjectOf(request);
    const { topics } = parseBody(subscribeBody, request.body);
    await store.subscribe({ id: request.params.id, topics, subject });
    response.status(201).end();
  };
  const read: RequestHandler<{ id: string }> = async (request, response) => {
    await subjectOf(request);
    const left = new AbortController();
    response.on('close', () => left.abort());
    // Listening comes first: what is published between the two is not missed.
    const { updated } = await store.listen(request.params.id, left.signal);
    const events = await store.read(request.params.id);
    if (events.length > 0) response.json({ events });
    else await holdUntil(updated, response, notifyTimeoutMs);
  };
  return Router()
    .use('/bus', express.json({ limit: '5mb' }))
    .post('/bus/v1/events', publish)
    .put('/bus/v1/subscriptions/:id', subscribe)
    .get('/bus/v1/subscriptions/:id/events', read);
}

async function holdUntil(updated: Promise<void>, response: Response, timeoutMs: number): Promise<void> {
  response.setHeader(notifyTimeoutHeader, String(timeoutMs)).status(202).flushHeaders();
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<void>(resolve => {
    timer = setTimeout(resolve, timeoutMs).unref();
  });
  await Promise.race([updated, late]);
  clearTimeout(timer);
  response.end();
}

function parseBody<T>(schema: z.ZodType<T>, body: unknown): T {
  const result = schema.safeParse(body);
  if (result.success) return result.data;
  throw new InputError(`The request is not valid: ${z.prettifyError(result.error)}`);
}
