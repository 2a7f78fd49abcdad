import type { EventParams, EventsService } from '@portico/backend-plugin-api';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';

/** Two plugins, or two instances of a plugin, that events go between. */
export interface EventsWorld extends AsyncDisposable {
  publisher: EventsService;
  subscriber: EventsService;
}

/** What plugins rely on in the events service, whatever lies between publisher and subscriber. */
export function describeEvents(name: string, open: () => Promise<EventsWorld>): void {
  describe(`events ${name}`, () => {
    let world: EventsWorld;
    beforeEach(async () => {
      world = await open();
    });
    afterEach(() => world[Symbol.asyncDispose]());

    const publishUntilHeard = async (topic: string, heard: () => unknown) => {
      await vi.waitFor(async () => {
        await world.publisher.publish({ topic, eventPayload: 'first' });
        await vi.waitFor(() => expect(heard()).toBe(true), 200);
      });
    };

    it('reach subscribers of their topic, in order', async () => {
      const received: EventParams[] = [];
      await world.subscriber.subscribe({
        id: 'one',
        topics: ['a', 'b'],
        onEvent: async params => void received.push(params),
      });
      await publishUntilHeard('a', () => received.length > 0);
      await world.publisher.publish({ topic: 'other', eventPayload: 0 });
      for (let n = 1; n <= 15; n += 1) await world.publisher.publish({ topic: 'b', eventPayload: { n } });
      // Of the first ones some may come only now.
      const later = () => received.filter(({ topic }) => topic !== 'a');
      await vi.waitFor(() => expect(later()).toHaveLength(15));
      expect(later().map(({ topic, eventPayload }) => ({ topic, eventPayload }))).toEqual(
        Array.from({ length: 15 }, (_, index) => ({ topic: 'b', eventPayload: { n: index + 1 } })),
      );
    });

    it('go on after a subscriber failed', async () => {
      const received: unknown[] = [];
      await world.subscriber.subscribe({
        id: 'fails',
        topics: ['a'],
        async onEvent({ eventPayload }) {
          received.push(eventPayload);
          throw new Error('no');
        },
      });
      await publishUntilHeard('a', () => received.length > 0);
      await world.publisher.publish({ topic: 'a', eventPayload: 'second' });
      await vi.waitFor(() => expect(received.at(-1)).toBe('second'));
    });
  });
}
