import type { LoggerService } from '@portico/backend-plugin-api';
import { NotFoundError } from '@portico/errors';
import type { EventBusClient } from './event-bus-client.ts';
import { deliver, type Subscriber } from './local-subscribers.ts';

const firstPauseMs = 1000;
const longestPauseMs = 60_000;

/**
 * Hands the events of the bus to a subscriber until the signal is aborted, or
 * there turns out to be no bus. Failures are logged when they begin, and
 * repeated after pauses of 1 to 60 seconds. What was read is delivered to the
 * end before it resolves.
 */
export async function pollSubscription(options: {
  client: EventBusClient;
  subscriber: Subscriber;
  logger: LoggerService;
  /** Whether the lack of a bus is a failure like others. */
  required: boolean;
  signal: AbortSignal;
}): Promise<'stopped' | 'no bus'> {
  const { client, subscriber, logger, required, signal } = options;
  let isSubscribed = false;
  let pause = firstPauseMs;
  while (!signal.aborted) {
    try {
      if (!isSubscribed && (await client.subscribe(subscriber.id, subscriber.topics)) === 'no bus') {
        if (!required) return 'no bus';
        throw missingBus();
      }
      const events = await client.read(subscriber.id, signal);
      // Long unread subscriptions are forgotten: the next round subscribes again.
      isSubscribed = events !== 'unknown';
      if (events === 'unknown') await sleep(firstPauseMs, signal);
      else for (const event of events) await deliver(subscriber, event, logger);
      pause = firstPauseMs;
    } catch (error) {
      if (signal.aborted) break;
      if (pause === firstPauseMs) {
        logger.warn(
          `No events from the bus for '${subscriber.id}', will try again: ${(error as Error).message}`,
        );
      }
      await sleep(pause, signal);
      pause = Math.min(pause * 2, longestPauseMs);
    }
  }
  return 'stopped';
}

/** What is thrown where a bus has to be. */
export function missingBus(): Error {
  return new NotFoundError(
    "There is no event bus. Install the plugin 'events', or set events.useEventBus to auto.",
  );
}

function sleep(milliseconds: number, signal: AbortSignal): Promise<void> {
  return new Promise(resolve => {
    const end = () => {
      clearTimeout(timer);
      signal.removeEventListener('abort', end);
      resolve();
    };
    const timer = setTimeout(end, milliseconds);
    timer.unref();
    signal.addEventListener('abort', end, { once: true });
    if (signal.aborted) end();
  });
}
