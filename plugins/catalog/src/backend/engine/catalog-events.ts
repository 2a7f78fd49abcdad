import type { Entity } from '@portico/catalog-model';
import type { SerializedError } from '@portico/errors';

/** What the engine tells others. */
export interface CatalogEvents {
  /** Processing an entity found faults, also when it found the same ones before. */
  failed(failure: {
    entityRef: string;
    location: string | undefined;
    entity: Entity;
    errors: SerializedError[];
  }): void;
  /** Two sources want the same ref. */
  conflicted(conflict: {
    entity: Entity;
    entityRef: string;
    /** `provider:<name>` or the ref of the parent entity. */
    claimant: string;
    newLocationKey: string | null;
    existingLocationKey: string | null;
    at: Date;
  }): void;
}
