import type { Entity } from '@portico/catalog-model';
import { createPermission, createPermissionResourceRef } from '@portico/permissions';
import type { EntitiesSearchFilter } from './entity-filter.ts';

/** The resource type of entities. */
export const RESOURCE_TYPE_CATALOG_ENTITY = 'catalog-entity';

/** Names entities as a type of resource, which conditions can be about. */
export const catalogEntityPermissionResourceRef = createPermissionResourceRef<
  Entity,
  EntitiesSearchFilter
>().with({ pluginId: 'catalog', resourceType: RESOURCE_TYPE_CATALOG_ENTITY });

/** To see entities, in whichever way. */
export const catalogEntityReadPermission = createPermission({
  name: 'catalog.entity.read',
  attributes: { action: 'read' },
  resourceType: RESOURCE_TYPE_CATALOG_ENTITY,
});
/** To add entities; nothing here asks for it, other plugins do. */
export const catalogEntityCreatePermission = createPermission({
  name: 'catalog.entity.create',
  attributes: { action: 'create' },
});
/** To remove an entity. */
export const catalogEntityDeletePermission = createPermission({
  name: 'catalog.entity.delete',
  attributes: { action: 'delete' },
  resourceType: RESOURCE_TYPE_CATALOG_ENTITY,
});
/** To have an entity read again. */
export const catalogEntityRefreshPermission = createPermission({
  name: 'catalog.entity.refresh',
  attributes: { action: 'update' },
  resourceType: RESOURCE_TYPE_CATALOG_ENTITY,
});
/** To have an entity checked that is not in the catalog. */
export const catalogEntityValidatePermission = createPermission({
  name: 'catalog.entity.validate',
  attributes: {},
});
/** To see registered locations. */
export const catalogLocationReadPermission = createPermission({
  name: 'catalog.location.read',
  attributes: { action: 'read' },
});
/** To register locations, and to change them. */
export const catalogLocationCreatePermission = createPermission({
  name: 'catalog.location.create',
  attributes: { action: 'create' },
});
/** To remove locations. */
export const catalogLocationDeletePermission = createPermission({
  name: 'catalog.location.delete',
  attributes: { action: 'delete' },
});
/** To look at a location before it is registered. */
export const catalogLocationAnalyzePermission = createPermission({
  name: 'catalog.location.analyze',
  attributes: {},
});
/** To see what the catalog holds back. */
export const catalogIngestionReadPermission = createPermission({
  name: 'catalog.ingestion.read',
  attributes: { action: 'read' },
});
/** To release what the catalog holds back. */
export const catalogIngestionManagePermission = createPermission({
  name: 'catalog.ingestion.manage',
  attributes: { action: 'update' },
});
/** To see entities that could not be processed. */
export const unprocessedEntitiesReadPermission = createPermission({
  name: 'catalog.entities.unprocessed.read',
  attributes: { action: 'read' },
});
/** To remove entities that could not be processed. */
export const unprocessedEntitiesDeletePermission = createPermission({
  name: 'catalog.entities.unprocessed.delete',
  attributes: { action: 'delete' },
});

/** All permissions of the catalog. */
export const catalogPermissions = [
  catalogEntityReadPermission,
  catalogEntityCreatePermission,
  catalogEntityDeletePermission,
  catalogEntityRefreshPermission,
  catalogEntityValidatePermission,
  catalogLocationReadPermission,
  catalogLocationCreatePermission,
  catalogLocationDeletePermission,
  catalogLocationAnalyzePermission,
  catalogIngestionReadPermission,
  catalogIngestionManagePermission,
  unprocessedEntitiesReadPermission,
  unprocessedEntitiesDeletePermission,
];
