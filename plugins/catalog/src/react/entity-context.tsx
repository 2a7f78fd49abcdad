import { createContext, useContext, useMemo, type ReactNode } from 'react';
import type { Entity } from '@portico/catalog-model';

/** An entity that may still be on its way. */
export interface AsyncEntity {
  entity?: Entity | undefined;
  loading: boolean;
  error?: Error | undefined;
  /** Asks the catalog anew. */
  refresh?: (() => void) | undefined;
}

const EntityContext = createContext<AsyncEntity | undefined>(undefined);

/** Hands an entity to what it draws: `useEntity` gives it. */
export function EntityProvider({ entity, children }: { entity: Entity | undefined; children: ReactNode }) {
  const value = useMemo(() => ({ entity, loading: entity === undefined }), [entity]);
  return <EntityContext value={value}>{children}</EntityContext>;
}

/** Hands an entity that is loaded, or could not be, to what it draws: `useAsyncEntity` gives it. */
export function AsyncEntityProvider({ children, ...state }: AsyncEntity & { children: ReactNode }) {
  const { entity, loading, error, refresh } = state;
  const value = useMemo(() => ({ entity, loading, error, refresh }), [entity, loading, error, refresh]);
  return <EntityContext value={value}>{children}</EntityContext>;
}

/**
 * The entity that the page, card or menu is about.
 *
 * @throws Error outside of an entity's page, or before the entity is there.
 */
export function useEntity<Expected extends Entity = Entity>(): { entity: Expected } {
  const { entity } = useAsyncEntity<Expected>();
  if (!entity)
    throw new Error('There is no entity yet. Ask with useAsyncEntity where the entity may still be loading');
  return { entity };
}

/**
 * The entity that the page is about, and how far it is loaded.
 *
 * @throws Error outside of an entity's page.
 */
export function useAsyncEntity<Expected extends Entity = Entity>(): AsyncEntity & {
  entity?: Expected | undefined;
} {
  const state = useContext(EntityContext);
  if (!state) throw new Error('There is no entity around this component. Draw it within an EntityProvider');
  // Whoever names a narrower type has filtered for it.
  return state as AsyncEntity & { entity?: Expected | undefined };
}
