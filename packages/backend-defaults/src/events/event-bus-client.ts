import type { AuthService, DiscoveryService, EventParams } from '@portico/backend-plugin-api';
import { ResponseError } from '@portico/errors';

/** The HTTP API of the event bus, as a plugin uses it. Anything unexpected is thrown as `ResponseError`. */
export interface EventBusClient {
  /** Stores an event for the subscribers that were not told of it yet. */
  publish(event: EventParams, notifiedSubscribers: readonly string[]): Promise<'done' | 'no bus'>;
  subscribe(id: string, topics: readonly string[]): Promise<'done' | 'no bus'>;
  /**
   * Events that were not read yet; none after a wait, which ends when there is
   * one, or too late, or when the signal is aborted.
   */
  read(id: string, signal: AbortSignal): Promise<EventParams[] | 'unknown'>;
}

interface BusEvents {
  events?: { topic: string; payload: unknown }[];
}

/** Makes a client that calls the `events` plugin in the name of a plugin. */
export function createEventBusClient(services: {
  discovery: DiscoveryService;
  auth: AuthService;
}): EventBusClient {
  const { discovery, auth } = services;
  const call = async (method: string, path: string, body?: object) => {
    const onBehalfOf = await auth.getOwnServiceCredentials();
    const { token } = await auth.getPluginRequestToken({ onBehalfOf, targetPluginId: 'events' });
    return fetch(`${await discovery.getBaseUrl('events')}/bus/v1${path}`, {
      method,
      headers: { authorization: `Bearer ${token}`, ...(body ? { 'content-type': 'application/json' } : {}) },
      ...(body ? { body: JSON.stringify(body) } : {}),
    });
  };
  const outcome = async (response: Response) => {
    if (response.status === 404) return 'no bus';
    if (!response.ok) throw await ResponseError.fromResponse(response);
    await response.body?.cancel();
    return 'done';
  };
  return {
    publish: async ({ topic, eventPayload }, notifiedSubscribers) =>
      outcome(
        await call('POST', '/events', { event: { topic, payload: eventPayload }, notifiedSubscribers }),
      ),
    subscribe: async (id, topics) =>
      outcome(await call('PUT', `/subscriptions/${encodeURIComponent(id)}`, { topics })),
    async read(id, signal) {
      const response = await call('GET', `/subscriptions/${encodeURIComponent(id)}/events`);
      if (response.status === 404) return 'unknown';
      if (response.status === 202) return waitForEnd(response, signal);
      if (!response.ok) throw await ResponseError.fromResponse(response);
      const { events = [] } = (await response.json()) as BusEvents;
      return events.map(({ topic, payload }) => ({ topic, eventPayload: payload }));
    },
  };
}

// The server keeps the response open until there is something to read. It says for how long at most; after that,
// and a second, the connection must have been lost.
async function waitForEnd(response: Response, signal: AbortSignal): Promise<[]> {
  const longest = Number(response.headers.get('backstage-events-notify-timeout') ?? 60_000) + 1000;
  const reader = response.body?.getReader();
  if (!reader) return [];
  const given = AbortSignal.any([signal, AbortSignal.timeout(longest)]);
  const cancel = () => void reader.cancel().catch(() => undefined);
  if (given.aborted) cancel();
  given.addEventListener('abort', cancel, { once: true });
  try {
    while (!(await reader.read()).done);
  } finally {
    given.removeEventListener('abort', cancel);
  }
  return [];
}
