import type { Entity } from '@portico/catalog-model';
import { createApiRef, type IconComponent, type Observable } from '@portico/frontend-plugin-api';

/** How an entity is called and marked. */
export interface EntityRefPresentationSnapshot {
  entityRef: string;
  /** What stands in links and headings. */
  primaryTitle: string;
  /** More about it, for those who ask. */
  secondaryTitle?: string;
  /** An icon in place of the kind's own; `false` for none. */
  Icon?: IconComponent | false;
}

/** What is known at once, what will be known, and what changes later. */
export interface EntityRefPresentation {
  snapshot: EntityRefPresentationSnapshot;
  promise: Promise<EntityRefPresentationSnapshot>;
  update$?: Observable<EntityRefPresentationSnapshot>;
}

/** Decides how entities are called wherever the portal shows them. */
export interface EntityPresentationApi {
  forEntity(
    entityOrRef: Entity | string,
    context?: { defaultKind?: string; defaultNamespace?: string },
  ): EntityRefPresentation;
}

/** {@link EntityPresentationApi}. */
export const entityPresentationApiRef = createApiRef<EntityPresentationApi>().with({
  id: 'plugin.catalog.entity-presentation',
  pluginId: 'catalog',
});
