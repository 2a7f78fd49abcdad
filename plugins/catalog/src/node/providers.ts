import type { DeferredEntity } from './processing.ts';

/** A change of what a provider wants: everything anew, or differences. */
export type EntityProviderMutation =
  | { type: 'full'; entities: DeferredEntity[] }
  | {
      type: 'delta';
      added: DeferredEntity[];
      removed: (DeferredEntity | { entityRef: string; locationKey?: string })[];
    };

/** Asks for entities to be processed again. */
export interface EntityProviderRefreshOptions {
  keys: string[];
}

/** How a provider talks to the catalog. */
export interface EntityProviderConnection {
  /** Resolves when the change is stored. Throws `TypeError` if an entity has no valid envelope; then nothing is. */
  applyMutation(mutation: EntityProviderMutation): Promise<void>;
  /** Has every entity with one of the keys processed again soon. */
  refresh(options: EntityProviderRefreshOptions): Promise<void>;
}

/** States what should be in the catalog. */
export interface EntityProvider {
  /** Unique, and the same for ever: what was provided belongs to this name. */
  getProviderName(): string;
  /** Called once when the catalog starts. */
  connect(connection: EntityProviderConnection): Promise<void>;
}
