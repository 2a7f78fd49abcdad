import type { EventsService, LoggerService } from '@portico/backend-plugin-api';
import { deserializeError } from '@portico/errors';
import type { CatalogEvents } from './engine/catalog-events.ts';
import type { CatalogRegistries } from './registries.ts';

/** Topic of the faults that processing found. */
export const errorsTopic = 'experimental.catalog.errors';
/** Topic of the refs that two sources want. */
export const conflictTopic = 'experimental.catalog.conflict';

/** Tells subscribers of the events service, and the handler of a module. */
export function publishCatalogEvents(options: {
  events: EventsService;
  registries: CatalogRegistries;
  logger: LoggerService;
}): CatalogEvents {
  const { events, registries, logger } = options;
  const attempt = (what: string, work: () => Promise<void> | void): void => {
    void (async () => {
      try {
        await work();
      } catch (error) {
        logger.warn(`${what} failed`, error as Error);
      }
    })();
  };
  return {
    failed({ entityRef, location, entity, errors }) {
      attempt('Publishing a catalog error', () =>
        events.publish({ topic: errorsTopic, eventPayload: { entity: entityRef, location, errors } }),
      );
      const handler = registries.onProcessingError;
      if (!handler) return;
      attempt('The handler of processing errors', () =>
        handler({ unprocessedEntity: entity, errors: errors.map(deserializeError) }),
      );
    },
    conflicted({ entity, entityRef, newLocationKey, existingLocationKey, at }) {
      attempt('Publishing a catalog conflict', () =>
        events.publish({
          topic: conflictTopic,
          eventPayload: {
            unprocessedEntity: entity,
            entityRef,
            newLocationKey,
            existingLocationKey,
            lastConflictAt: at.toISOString(),
          },
        }),
      );
    },
  };
}
