import type { EventsService } from '@portico/backend-plugin-api';
import { NotImplementedError } from '@portico/errors';
import type {
  EventBroker,
  EventPublisher,
  EventSubscriber,
  EventsExtensionPoint,
  HttpBodyParser,
  HttpPostIngress,
} from '../node/events-extension-point.ts';

/** What modules have added. */
export interface Additions {
  extensionPoint: EventsExtensionPoint;
  ingresses: HttpPostIngress[];
  bodyParsers: Map<string, HttpBodyParser>;
  /** Connects publishers and subscribers of the older form. */
  connect(events: EventsService): Promise<void>;
}

/** Collects what modules add, until the plugin starts. */
export function createAdditions(): Additions {
  const ingresses: HttpPostIngress[] = [];
  const bodyParsers = new Map<string, HttpBodyParser>();
  const publishers: EventPublisher[] = [];
  const subscribers: EventSubscriber[] = [];
  return {
    ingresses,
    bodyParsers,
    extensionPoint: {
      setEventBroker() {
        throw new NotImplementedError('The event broker cannot be replaced. Use the events service instead.');
      },
      addPublishers: (...added) => void publishers.push(...added.flat()),
      addSubscribers: (...added) => void subscribers.push(...added.flat()),
      addHttpPostIngress: ingress => void ingresses.push(ingress),
      addHttpPostBodyParser: ({ contentType, parser }) =>
        void bodyParsers.set(contentType.toLowerCase(), parser),
    },
    async connect(events) {
      const broker = createBroker(events);
      broker.subscribe(subscribers);
      for (const publisher of publishers) await publisher.setEventBroker(broker);
    },
  };
}

function createBroker(events: EventsService): EventBroker {
  let count = 0;
  return {
    publish: params => events.publish(params),
    subscribe: (...added) => {
      for (const subscriber of added.flat()) {
        count += 1;
        void events.subscribe({
          id: `subscriber-${count}`,
          topics: subscriber.supportsEventTopics(),
          onEvent: params => subscriber.onEvent(params),
        });
      }
    },
  };
}
