import { createServiceRef } from '../create-service-ref.ts';

/** An event: its topic, what happened, and, from HTTP ingress, the request headers. */
export interface EventParams<TPayload = unknown> {
  topic: string;
  eventPayload: TPayload;
  metadata?: Record<string, string | string[] | undefined>;
}

/** Publishes events, and delivers them to subscribers in this and in other instances. */
export interface EventsService {
  publish(params: EventParams): Promise<void>;
  /** Subscribers of the same plugin and id in several instances share the events among them. */
  subscribe(options: {
    id: string;
    topics: string[];
    onEvent: (params: EventParams) => Promise<void>;
  }): Promise<void>;
}

/** The events service, of plugin scope. */
export const eventsServiceRef = createServiceRef<EventsService>({ id: 'events.service' });
