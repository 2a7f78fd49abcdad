import type { EventParams, LoggerService } from '@portico/backend-plugin-api';

/** Someone in this process who wants to hear of events. */
export interface Subscriber {
  /** Unique in the process: `<pluginId>.<id>`. */
  id: string;
  topics: readonly string[];
  onEvent: (params: EventParams) => Promise<void>;
}

/** The subscribers in this process, of all plugins. */
export interface LocalSubscribers {
  add(subscriber: Subscriber): void;
  /** Tells all who want to hear, and gives their ids when they are done. What one throws is logged. */
  publish(params: EventParams): Promise<string[]>;
}

/** Makes an empty list of subscribers. */
export function createLocalSubscribers(logger: LoggerService): LocalSubscribers {
  const byTopic = new Map<string, Subscriber[]>();
  return {
    add(subscriber) {
      for (const topic of new Set(subscriber.topics)) {
        byTopic.set(topic, [...(byTopic.get(topic) ?? []), subscriber]);
      }
    },
    publish: params =>
      Promise.all(
        (byTopic.get(params.topic) ?? []).map(async subscriber => {
          await deliver(subscriber, params, logger);
          return subscriber.id;
        }),
      ),
  };
}

/** Hands an event to a subscriber; what it throws is logged. */
export async function deliver(
  subscriber: Pick<Subscriber, 'id' | 'onEvent'>,
  params: EventParams,
  logger: LoggerService,
): Promise<void> {
  try {
    await subscriber.onEvent(params);
  } catch (error) {
    logger.warn(
      `Subscriber '${subscriber.id}' failed on an event of topic '${params.topic}'`,
      error instanceof Error ? error : new Error(String(error)),
    );
  }
}
