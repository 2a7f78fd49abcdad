import type { EventParams, EventsService } from '@portico/backend-plugin-api';

/** Events within the process; `publish` resolves when all subscribers are done, and rejects with what one throws. */
export function createMockEvents(): EventsService {
  const subscribers: Parameters<EventsService['subscribe']>[0][] = [];
  return {
    async publish(params: EventParams) {
      const interested = subscribers.filter(({ topics }) => topics.includes(params.topic));
      await Promise.all(interested.map(({ onEvent }) => onEvent(params)));
    },
    async subscribe(options) {
      subscribers.push(options);
    },
  };
}
