import { NotFoundError } from '@portico/errors';
import type { BusEvent } from '../index.ts';
import { batchSize, type EventStore } from './event-store.ts';
import { createTopicWaiters } from './topic-waiters.ts';

interface KeptEvent extends BusEvent {
  sequence: number;
  notified: ReadonlySet<string>;
}

interface Subscription {
  topics: readonly string[];
  readUntil: number;
}

/** Keeps the newest events in this process: 1,000 of them unless told. */
export function createMemoryEventStore({ maxEvents = 1000 } = {}): EventStore {
  const events: KeptEvent[] = [];
  const subscriptions = new Map<string, Subscription>();
  const waiters = createTopicWaiters();
  let sequence = 0;

  const subscriptionOf = (id: string) => {
    const subscription = subscriptions.get(id);
    if (subscription) return subscription;
    throw new NotFoundError(`Subscription '${id}' not found. Subscribe first.`);
  };
  return {
    async publish({ topic, payload, notifiedSubscribers }) {
      const notified = new Set(notifiedSubscribers);
      const wanted = [...subscriptions].some(
        ([id, { topics }]) => topics.includes(topic) && !notified.has(id),
      );
      if (!wanted) return false;
      sequence += 1;
      events.push({ topic, payload, sequence, notified });
      if (events.length > maxEvents) events.shift();
      waiters.notify(topic);
      return true;
    },
    async subscribe({ id, topics }) {
      const readUntil = subscriptions.get(id)?.readUntil ?? sequence;
      subscriptions.set(id, { topics, readUntil });
    },
    async read(id) {
      const subscription = subscriptionOf(id);
      const unread = events.filter(
        event =>
          event.sequence > subscription.readUntil &&
          subscription.topics.includes(event.topic) &&
          !event.notified.has(id),
      );
      const batch = unread.slice(0, batchSize);
      subscription.readUntil = batch.at(-1)?.sequence ?? sequence;
      return batch.map(({ topic, payload }) => ({ topic, payload }));
    },
    listen: async (id, signal) => ({ updated: waiters.wait(subscriptionOf(id).topics, signal) }),
    close: async () => waiters.notifyAll(),
  };
}
