import { createServiceFactory, createServiceRef, metricsServiceRef } from '@portico/backend-plugin-api';

/** Where more about an event can be read. */
export interface CatalogScmEventContext {
  commitUrl?: string;
}

/** Something that happened to files or repositories of a source host. */
export type CatalogScmEvent = { context?: CatalogScmEventContext } & (
  | { type: `${'location' | 'repository'}.${'created' | 'updated' | 'deleted'}`; url: string }
  | { type: `${'location' | 'repository'}.moved`; fromUrl: string; toUrl: string }
);

/** Carries events of source hosts, within one process, from those who hear of them to the catalog. */
export interface CatalogScmEventsService {
  subscribe(subscriber: { onEvents(events: CatalogScmEvent[]): Promise<void> }): { unsubscribe(): void };
  /** Resolves when every subscriber has dealt with the events, or failed to. */
  publish(events: CatalogScmEvent[]): Promise<void>;
  /** Counts what was done about events, as the metric `catalog.events.scm.actions` by `action`. */
  markEventActionTaken(options: { count?: number; action: 'refresh' | 'delete' | 'create' | 'move' }): void;
}

/** The service for events of source hosts. */
export const catalogScmEventsServiceRef = createServiceRef<CatalogScmEventsService>({
  id: 'catalog.scm-events.alpha',
  defaultFactory: async service =>
    createServiceFactory({
      service,
      deps: { metrics: metricsServiceRef },
      // Whoever hears of events, in whatever plugin, tells the catalog.
      createRootContext: () => createScmEventsService(),
      factory({ metrics }, shared) {
        const actions = metrics.createCounter('catalog.events.scm.actions', {
          description: 'What was done about events of source hosts',
          unit: '{action}',
        });
        return {
          ...shared,
          markEventActionTaken: ({ count = 1, action }) => actions.add(count, { action }),
        };
      },
    }),
});

/**
 * Makes a service whose subscribers are in this process. What one of them
 * throws keeps no event from the others. It counts nothing.
 */
export function createScmEventsService(): CatalogScmEventsService {
  const subscribers = new Set<{ onEvents(events: CatalogScmEvent[]): Promise<void> }>();
  return {
    subscribe(subscriber) {
      subscribers.add(subscriber);
      return { unsubscribe: () => void subscribers.delete(subscriber) };
    },
    async publish(events) {
      await Promise.allSettled([...subscribers].map(subscriber => subscriber.onEvents(events)));
    },
    markEventActionTaken: () => undefined,
  };
}
