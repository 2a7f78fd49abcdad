export { catalogApi, type CatalogHttpApi } from './api.ts';
export type { EntitiesSearchFilter, EntityFilter } from './entity-filter.ts';
export { catalogConditions, catalogEntityRules, createCatalogConditionalDecision } from './entity-rules.ts';
export {
  catalogEntityCreatePermission,
  catalogEntityDeletePermission,
  catalogEntityPermissionResourceRef,
  catalogEntityReadPermission,
  catalogEntityRefreshPermission,
  catalogEntityValidatePermission,
  catalogIngestionManagePermission,
  catalogIngestionReadPermission,
  catalogLocationAnalyzePermission,
  catalogLocationCreatePermission,
  catalogLocationDeletePermission,
  catalogLocationReadPermission,
  catalogPermissions,
  RESOURCE_TYPE_CATALOG_ENTITY,
  unprocessedEntitiesDeletePermission,
  unprocessedEntitiesReadPermission,
} from './permissions.ts';
