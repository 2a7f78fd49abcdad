import { createExtensionPoint, type EventParams } from '@portico/backend-plugin-api';
import type { Request } from 'express';

/** A request that brings an event, for a validator. */
export interface RequestDetails {
  body: unknown;
  headers: Record<string, string | string[] | undefined>;
  /** What was sent, to the byte, for signatures. */
  raw: { body: Buffer; encoding: BufferEncoding };
}

/** Lets a validator refuse a request: with status 403 and an empty object unless told. */
export interface RequestValidationContext {
  reject(details?: { status?: number; payload?: unknown }): void;
}

/** Decides whether a request may bring an event: it is not authenticated otherwise. */
export type RequestValidator = (request: RequestDetails, context: RequestValidationContext) => Promise<void>;

/** A topic that takes events at `POST /api/events/http/<topic>`. */
export interface HttpPostIngress {
  topic: string;
  validator?: RequestValidator;
}

/** A parsed `Content-Type`. */
export interface MediaType {
  type: string;
  parameters: Record<string, string>;
}

/** Makes a payload of a request whose `body` is a Buffer. */
export type HttpBodyParser = (
  request: Request,
  mediaType: MediaType,
  topic: string,
) => Promise<{ bodyParsed: unknown; bodyBuffer: Buffer; encoding: string }>;

/** An older form of a subscriber; use the events service instead. */
export interface EventSubscriber {
  supportsEventTopics(): string[];
  onEvent(params: EventParams): Promise<void>;
}

/** An older form of the events service; use that instead. */
export interface EventBroker {
  publish(params: EventParams): Promise<void>;
  subscribe(...subscribers: (EventSubscriber | EventSubscriber[])[]): void;
}

/** An older form of a publisher; use the events service instead. */
export interface EventPublisher {
  setEventBroker(broker: EventBroker): Promise<void>;
}

/** What modules of the `events` plugin may add. */
export interface EventsExtensionPoint {
  /** Throws `NotImplementedError`: the broker is the events service. */
  setEventBroker(broker: EventBroker): void;
  addPublishers(...publishers: (EventPublisher | EventPublisher[])[]): void;
  addSubscribers(...subscribers: (EventSubscriber | EventSubscriber[])[]): void;
  addHttpPostIngress(ingress: HttpPostIngress): void;
  /** Parses bodies of a further content type, or of a known one differently. */
  addHttpPostBodyParser(options: { contentType: string; parser: HttpBodyParser }): void;
}

/** The extension point of the `events` plugin. */
export const eventsExtensionPoint = createExtensionPoint<EventsExtensionPoint>({ id: 'events' });
