import type { BusEvent } from '../index.ts';

/** An event that is published on the bus. */
export interface PublishedEvent extends BusEvent {
  /** Who publishes it. */
  subject: string;
  /** Subscriptions that do not need it any more. */
  notifiedSubscribers: readonly string[];
}

/** Where the bus keeps events until each subscription has read them. */
export interface EventStore {
  /** `false`: no subscription wants it, and it is not kept. */
  publish(event: PublishedEvent): Promise<boolean>;
  /** Adds a subscription, which begins with what is published from now on, or changes its topics. */
  subscribe(subscription: { id: string; topics: readonly string[]; subject: string }): Promise<void>;
  /** At most ten events that were not read yet, oldest first; throws `NotFoundError` for an unknown id. */
  read(id: string): Promise<BusEvent[]>;
  /**
   * Listens for a subscription from now on. `updated` resolves when there may
   * be something to read, or the signal is aborted; throws `NotFoundError` for
   * an unknown id.
   */
  listen(id: string, signal: AbortSignal): Promise<{ updated: Promise<void> }>;
  close(): Promise<void>;
}

/** How many events are read at once. */
export const batchSize = 10;
